package org.zenotisync.cycle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.zenotisync.config.TableFilter;
import org.zenotisync.model.TableNames;

/**
 * Which tables are paused, according to the rows of {@code zenoti_sync_paused}. People may also write these rows with
 * SQL. A row is the name of a table or a glob, in any case and possibly with blanks around it. A row that is neither
 * does not pause anything.
 */
public final class PausedNames {

    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]*");
    private static final Pattern GLOB = Pattern.compile("[a-z0-9_*?]+");

    /** Filters by the name or glob that they were made from. */
    private final TreeMap<String, TableFilter> filters = new TreeMap<>();

    private final List<String> rows;
    private final List<String> unreadable = new ArrayList<>();

    private PausedNames(Collection<String> rows) {
        this.rows = List.copyOf(rows);
    }

    /** Reads rows. */
    public static PausedNames of(Collection<String> rows) {
        PausedNames names = new PausedNames(rows);
        for (String row : rows) {
            String glob = normal(row);
            if (GLOB.matcher(glob).matches()) {
                names.filters.put(glob, new TableFilter(List.of(glob), List.of()));
            } else {
                names.unreadable.add(row);
            }
        }
        return names;
    }

    /** The rows that name one of these tables, and the rows that the glob matches or equals. */
    List<String> rowsOf(Collection<String> tables, String glob) {
        TableFilter filter = new TableFilter(List.of(glob), List.of());
        return rows.stream()
                .filter(row -> tables.contains(normal(row)) || filter.accepts(normal(row)))
                .toList();
    }

    private static String normal(String row) {
        return TableNames.read(row).orElseGet(() -> TableNames.glob(row));
    }

    /** Whether a table, given by its folded name, is paused. */
    public boolean isPaused(String table) {
        return filters.values().stream().anyMatch(filter -> filter.accepts(table));
    }

    /** The tables that rows name without a glob, sorted; they need not exist. */
    public List<String> tables() {
        return filters.keySet().stream()
                .filter(glob -> NAME.matcher(glob).matches())
                .toList();
    }

    /** The names and globs that a table is paused by. */
    public List<String> pausing(String table) {
        return filters.entrySet().stream()
                .filter(entry -> entry.getValue().accepts(table))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Rows that are neither a name nor a glob, as they are written. */
    public List<String> unreadable() {
        return List.copyOf(unreadable);
    }
}
