package org.zenotisync.config;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which tables are kept in step: {@code zenoti.include} and {@code zenoti.exclude}, comma-separated globs of table names
 * ({@code *} any characters, {@code ?} one), without regard to case.
 */
public final class TableFilter {

    private final String text;
    private final List<Pattern> included;
    private final List<Pattern> excluded;

    /**
     * @param include empty for all tables
     * @param exclude empty for none
     */
    public TableFilter(List<String> include, List<String> exclude) {
        this.text = "include=" + normal(include) + " exclude=" + normal(exclude);
        this.included = include.stream().map(TableFilter::pattern).toList();
        this.excluded = exclude.stream().map(TableFilter::pattern).toList();
    }

    /** Whether a table, given by its folded name, is kept in step. */
    public boolean accepts(String table) {
        return (included.isEmpty() || matches(included, table)) && !matches(excluded, table);
    }

    private static boolean matches(List<Pattern> patterns, String table) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(table).matches());
    }

    private static Pattern pattern(String glob) {
        String regex = Pattern.quote(glob.strip().toLowerCase(Locale.ROOT))
                .replace("*", "\\E.*\\Q")
                .replace("?", "\\E.\\Q");
        return Pattern.compile(regex);
    }

    private static String normal(List<String> globs) {
        return globs.stream()
                .map(g -> g.strip().toLowerCase(Locale.ROOT))
                .sorted()
                .collect(Collectors.joining(","));
    }

    /** The same text for the same choice of tables, to notice that it was changed. */
    @Override
    public String toString() {
        return text;
    }
}
