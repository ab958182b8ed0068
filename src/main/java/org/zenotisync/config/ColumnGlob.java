package org.zenotisync.config;

import java.util.Locale;
import java.util.regex.Pattern;
import org.zenotisync.model.TableNames;

/**
 * Names columns of tables, with {@code *} and {@code ?}.
 *
 * @param text as the settings have it: {@code table.column}
 * @param table glob of folded table names
 * @param column glob of folded column names
 */
public record ColumnGlob(String text, String table, String column) {

    /** @param text {@code table.column}, in any case */
    public static ColumnGlob of(String text) {
        int dot = text.lastIndexOf('.');
        return new ColumnGlob(
                text,
                TableNames.glob(text.substring(0, dot)),
                text.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    /** Whether it names columns of a table. A glob that ends in s3 also fits the long form of names. */
    public boolean fitsTable(String foldedTable) {
        return fits(table, foldedTable) || table.endsWith("s3") && fits(table, TableNames.longForm(foldedTable));
    }

    /** Whether it names a column of the tables that it fits. */
    public boolean fitsColumn(String foldedColumn) {
        return fits(column, foldedColumn);
    }

    private static boolean fits(String glob, String name) {
        return name.matches(Pattern.quote(glob).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"));
    }
}
