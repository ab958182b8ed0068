package org.zenotisync.model;

import java.util.Locale;
import java.util.Optional;

/**
 * Finds the one name of a feed table by its many spellings. Zenoti's table pages call a table {@code Bi_FactX_s3}, its
 * folders and texts {@code Bi_FactX}, exports of other tools {@code dbo.Bi_FactX} or {@code [dbo].[Bi_FactX_s3]}. With
 * or without {@code _s3}, schema, quotes and brackets, and in any case, it is one table. Its name is the last part,
 * folded and without {@code _s3}. Every name of a table that comes from outside goes through this class.
 */
public final class TableNames {

    /** The ending that the table pages and the sample code of the feed documentation add to the name of a table. */
    private static final String SUFFIX = "_s3";

    /** Server, database, schema and table, as SQL Server writes it. */
    private static final int MOST_PARTS = 4;

    private static final String OPENING = "\"[`";
    private static final String CLOSING = "\"]`";

    private TableNames() {}

    /**
     * The table that a text names.
     *
     * @param text a name in any spelling
     * @return empty if the last part of the text is not a valid identifier, or a quote or bracket is not closed
     */
    public static Optional<String> read(String text) {
        if (Identifiers.isValid(text)) {
            return Optional.of(canonical(Identifiers.fold(text)));
        }
        return lastPart(text).filter(Identifiers::isValid).map(part -> canonical(Identifiers.fold(part)));
    }

    /**
     * The table that a folder or a file of the bucket is named after. A name of several parts counts only if the last
     * part is the name of a fact or a dimension: {@code bi_dimcity.old} is not the table {@code old}.
     *
     * @param name of a folder, or of a file without its ending
     * @return empty if it is not the name of a table
     */
    public static Optional<String> ofFolder(String name) {
        return Identifiers.isValid(name) ? read(name) : read(name).filter(TableNames::isOfFeed);
    }

    /**
     * The name without {@code _s3} at its end.
     *
     * @param folded a valid identifier in lower case
     */
    public static String canonical(String folded) {
        String name = folded;
        while (name.endsWith(SUFFIX) && name.length() > SUFFIX.length()) {
            name = name.substring(0, name.length() - SUFFIX.length());
        }
        return name;
    }

    /** Whether a folded name follows the convention of the feed documentation: {@code bi_fact…} or {@code bi_dim…}. */
    public static boolean isOfFeed(String name) {
        return name.startsWith("bi_fact") || name.startsWith("bi_dim");
    }

    /**
     * The part of a glob that is compared with names: folded, without schema, quotes and brackets. A glob that ends in
     * {@code s3} is meant for the long form of the names, see {@link #longForm}.
     */
    public static String glob(String text) {
        String bare = text.strip().toLowerCase(Locale.ROOT).replaceAll("[\"`\\[\\]]", "");
        return bare.substring(bare.lastIndexOf('.') + 1).strip();
    }

    /** The name as the table pages write it, folded. */
    public static String longForm(String name) {
        return name + SUFFIX;
    }

    /** The last of the parts that points separate, without its quotes; empty if the text is not a list of parts. */
    private static Optional<String> lastPart(String text) {
        String rest = text.strip();
        for (int parts = 1; parts <= MOST_PARTS; parts++) {
            int quote = rest.isEmpty() ? -1 : OPENING.indexOf(rest.charAt(0));
            int end = quote < 0 ? rest.indexOf('.') : rest.indexOf(CLOSING.charAt(quote), 1) + 1;
            if (quote >= 0 && end == 0) {
                return Optional.empty();
            }
            String part = end < 0 ? rest : rest.substring(0, end);
            rest = end < 0 ? "" : rest.substring(end).strip();
            boolean isLast = rest.isEmpty();
            String name = quote < 0 ? part.strip() : part.substring(1, part.length() - 1);
            if (isLast) {
                // "dbo.bi_factx", in one pair of quotes
                return Optional.of(name.substring(name.lastIndexOf('.') + 1).strip());
            }
            boolean isSchema = quote < 0 ? Identifiers.isValid(name) : !name.isBlank();
            if (!isSchema || rest.charAt(0) != '.') {
                return Optional.empty();
            }
            rest = rest.substring(1).strip();
        }
        return Optional.empty();
    }
}
