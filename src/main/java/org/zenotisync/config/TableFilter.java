package org.zenotisync.config;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.zenotisync.model.TableNames;

/**
 * Which tables are loaded: {@code zenoti.include} and {@code zenoti.exclude}, comma-separated globs of table names
 * ({@code *} any characters, {@code ?} one), in any spelling that {@link TableNames} knows.
 */
public final class TableFilter {

    private final String text;
    private final List<Predicate<String>> included;
    private final List<Predicate<String>> excluded;
    private final Predicate<String> left;

    /**
     * @param include empty for all tables
     * @param exclude empty for none
     */
    public TableFilter(List<String> include, List<String> exclude) {
        // differs from the text that earlier versions stored for these globs: they chose among the spellings of one
        // table
        String names = include.isEmpty() && exclude.isEmpty() ? "" : " of tables without _s3";
        this.text = "include=" + normal(include) + " exclude=" + normal(exclude) + names;
        this.included = include.stream().map(TableFilter::pattern).toList();
        this.excluded = exclude.stream().map(TableFilter::pattern).toList();
        this.left = table -> false;
    }

    private TableFilter(TableFilter base, Predicate<String> left, String reason) {
        this.text = base.text + " " + reason;
        this.included = base.included;
        this.excluded = base.excluded;
        this.left = left;
    }

    /**
     * The same choice without more tables.
     *
     * @param tables by their folded names
     * @param reason part of the text of the choice
     */
    public TableFilter without(Predicate<String> tables, String reason) {
        return new TableFilter(this, tables, reason);
    }

    /** Whether a table, given by its folded name, is loaded. */
    public boolean accepts(String table) {
        return (included.isEmpty() || matches(included, table)) && !matches(excluded, table) && !left.test(table);
    }

    private static boolean matches(List<Predicate<String>> patterns, String table) {
        return patterns.stream().anyMatch(pattern -> pattern.test(table));
    }

    /**
     * A glob that ends in s3 also fits names as Zenoti's table pages write them; any other one fits the short form
     * only.
     */
    private static Predicate<String> pattern(String glob) {
        String bare = TableNames.glob(glob);
        String regex = Pattern.quote(bare).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        Predicate<String> isShort = Pattern.compile(regex).asMatchPredicate();
        return bare.endsWith("s3") ? table -> isShort.test(table) || isShort.test(TableNames.longForm(table)) : isShort;
    }

    private static String normal(List<String> globs) {
        return globs.stream().map(TableNames::glob).sorted().collect(Collectors.joining(","));
    }

    /** Equal texts mean equal choices of tables; zenoti_sync_pod keeps it to notice a change. */
    @Override
    public String toString() {
        return text;
    }
}
