package org.zenotisync.schema;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.zenotisync.model.ColumnHistory;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.schema.ddl.DdlException;
import org.zenotisync.schema.ddl.DdlParser;
import org.zenotisync.schema.ddl.SchemaStatement;

/**
 * How a feed table is kept in a row of a control table: {@code definition, former_names, added_columns,
 * dropped_columns, moved_columns, returned_columns, declared}, in this order.
 */
final class FeedTableRow {

    /** Definitions by their text: reading DDL takes long, compared with a small table group. */
    private final Map<String, TableDefinition> parsed = new ConcurrentHashMap<>();

    /** The values of a row's first columns. */
    List<Object> values(FeedTable table) {
        return List.of(
                DdlParser.canonical(table.definition()),
                map(table.formerNames()),
                list(table.added()),
                list(table.dropped()),
                map(table.history().moved()),
                list(table.history().returned()),
                table.history().declared());
    }

    /** The table of a row's first columns. */
    FeedTable read(ResultSet row) throws SQLException {
        String declared = row.getString(7);
        return new FeedTable(
                parsed.computeIfAbsent(row.getString(1), FeedTableRow::parse),
                map(row.getString(2)),
                set(row.getString(3)),
                set(row.getString(4)),
                new ColumnHistory(map(row.getString(5)), set(row.getString(6)), declared == null ? "" : declared));
    }

    private static String map(Map<String, String> names) {
        return new TreeMap<>(names)
                .entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).collect(Collectors.joining(","));
    }

    /** @param pairs null in a row that an earlier version has written */
    private static Map<String, String> map(String pairs) {
        Map<String, String> names = new TreeMap<>();
        for (String pair : pairs == null ? new String[0] : pairs.split(",")) {
            if (!pair.isEmpty()) {
                names.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
            }
        }
        return names;
    }

    private static String list(Set<String> columns) {
        return String.join(",", new TreeSet<>(columns));
    }

    /** @param columns null in a row that an earlier version has written */
    private static Set<String> set(String columns) {
        return columns == null || columns.isEmpty() ? Set.of() : Set.of(columns.split(","));
    }

    static TableDefinition parse(String definition) {
        try {
            return ((SchemaStatement.CreateTable) DdlParser.parse(definition).get(0)).definition();
        } catch (DdlException | ClassCastException | IndexOutOfBoundsException e) {
            throw new IllegalStateException(
                    "a control table holds a definition that was not written by this program: " + e.getMessage(), e);
        }
    }
}
