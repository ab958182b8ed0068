package org.zenotisync.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.zenotisync.config.ConfigException;
import org.zenotisync.model.ColumnHistory;
import org.zenotisync.model.FeedTable;
import org.zenotisync.schema.ddl.DdlParser;

/**
 * What was known of some tables before a schema file was accepted. It is kept as one text, so that the acceptance can
 * be undone.
 *
 * @param tables by folded name; empty for a table that was not known
 */
record RegistrySnapshot(Map<String, Optional<FeedTable>> tables) {

    private static final String BETWEEN_TABLES = "\u001E";
    private static final String BETWEEN_FIELDS = "\u001F";

    /** Reads what {@link #text()} has written. */
    static RegistrySnapshot parse(String text) {
        Map<String, Optional<FeedTable>> tables = new LinkedHashMap<>();
        for (String table : text.split(BETWEEN_TABLES)) {
            List<String> fields = List.of(table.split(BETWEEN_FIELDS, -1));
            tables.put(fields.get(0), fields.size() == 1 ? Optional.empty() : Optional.of(table(fields)));
        }
        return new RegistrySnapshot(tables);
    }

    private static FeedTable table(List<String> fields) {
        return new FeedTable(
                FeedTableRow.parse(fields.get(1)),
                pairs(fields.get(2)),
                items(fields.get(3)),
                items(fields.get(4)),
                new ColumnHistory(pairs(fields.get(5)), items(fields.get(6)), fields.get(7)));
    }

    private static Map<String, String> pairs(String list) {
        return items(list).stream().map(pair -> pair.split("=")).collect(Collectors.toMap(p -> p[0], p -> p[1]));
    }

    private static String pairs(Map<String, String> names) {
        return names.entrySet().stream()
                .map(name -> name.getKey() + "=" + name.getValue())
                .collect(Collectors.joining(","));
    }

    private static Set<String> items(String list) {
        return list.isEmpty() ? Set.of() : Arrays.stream(list.split(",")).collect(Collectors.toSet());
    }

    String text() {
        return tables.entrySet().stream()
                .map(table -> table.getKey()
                        + table.getValue().map(RegistrySnapshot::text).orElse(""))
                .collect(Collectors.joining(BETWEEN_TABLES));
    }

    private static String text(FeedTable table) {
        return BETWEEN_FIELDS
                + String.join(
                        BETWEEN_FIELDS,
                        DdlParser.canonical(table.definition()),
                        pairs(table.formerNames()),
                        String.join(",", table.added()),
                        String.join(",", table.dropped()),
                        pairs(table.history().moved()),
                        String.join(",", table.history().returned()),
                        table.history().declared());
    }

    /** Knows what was loaded. */
    @FunctionalInterface
    interface Loaded {
        /** Whether anything of a table, by its folded name, was loaded. */
        boolean isLoaded(String table) throws SQLException;
    }

    /**
     * Puts back what was known.
     *
     * @param source the source's id
     * @param loaded knows the tables that stay known although they were not: without them nothing would show that their
     *     rows were loaded
     */
    void restore(Connection connection, String source, TableRegistry registry, Loaded loaded) throws SQLException {
        for (Map.Entry<String, Optional<FeedTable>> table : tables.entrySet()) {
            if (table.getValue().isPresent()) {
                try {
                    registry.save(connection, source, table.getValue().get());
                } catch (SchemaException e) {
                    throw new ConfigException(
                            "what was known contradicts what other sources say now: " + e.getMessage());
                }
            } else if (!loaded.isLoaded(table.getKey())) {
                registry.remove(connection, source, table.getKey());
            }
        }
    }
}
