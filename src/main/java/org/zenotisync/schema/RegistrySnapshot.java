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
import org.zenotisync.privacy.ColumnRules;
import org.zenotisync.schema.ddl.DdlParser;

/**
 * What was known of some tables before a schema file was accepted. It is kept as one text, so that the acceptance can
 * be undone.
 *
 * @param tables by folded name; empty for a table that was not known
 * @param rules which columns the targets of these tables did not have as the feed has them; none for a table in a text
 *     of a version that did not know of rules
 */
record RegistrySnapshot(Map<String, Optional<FeedTable>> tables, Map<String, ColumnRules> rules) {

    private static final String BETWEEN_TABLES = "\u001E";
    private static final String BETWEEN_FIELDS = "\u001F";

    /** The place of the rules among the fields of a table. */
    private static final int RULES = 8;

    /** Reads what {@link #text()} has written. */
    static RegistrySnapshot parse(String text) {
        Map<String, Optional<FeedTable>> tables = new LinkedHashMap<>();
        Map<String, ColumnRules> rules = new LinkedHashMap<>();
        for (String table : text.split(BETWEEN_TABLES)) {
            List<String> fields = List.of(table.split(BETWEEN_FIELDS, -1));
            tables.put(fields.get(0), fields.size() == 1 ? Optional.empty() : Optional.of(table(fields)));
            if (fields.size() > RULES) {
                rules.put(fields.get(0), ColumnRules.read(fields.get(RULES)));
            }
        }
        return new RegistrySnapshot(tables, rules);
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
                        + table.getValue()
                                .map(known -> text(known)
                                        + BETWEEN_FIELDS
                                        + rules.getOrDefault(table.getKey(), ColumnRules.NONE)
                                                .text())
                                .orElse(""))
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
                    if (rules.containsKey(table.getKey())) {
                        registry.saveRules(connection, table.getKey(), rules.get(table.getKey()));
                    }
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
