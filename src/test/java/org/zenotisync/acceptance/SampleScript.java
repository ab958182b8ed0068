package org.zenotisync.acceptance;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.warehouse.Jdbc;

/**
 * A home-made script: the sample SQL of the feed documentation ("Sample code to consume CSV files from the Zenoti S3
 * bucket"), one file after the other, in the order of logids.
 */
final class SampleScript {

    private final SyncHarness harness;
    private final Map<String, String> feed;

    /** @param feed the objects of the bucket, by key */
    SampleScript(SyncHarness harness, Map<String, String> feed) {
        this.harness = harness;
        this.feed = feed;
    }

    void execute(String sql) throws SQLException {
        Jdbc.inTransaction(harness.dataSource(), connection -> Jdbc.update(connection, sql));
    }

    /** Loads the groups of a fact up to one, as the documentation deletes and inserts. */
    void loadFact(String pod, String table, String key, String ddl, long lastGroup) throws SQLException {
        String columns = names(ddl);
        for (String content : contents(pod, table, lastGroup)) {
            Jdbc.inTransaction(harness.dataSource(), connection -> {
                stage(connection, ddl, content);
                Jdbc.update(
                        connection,
                        "DELETE FROM " + table + "_s3 USING script_stage WHERE " + table + "_s3." + key
                                + " = script_stage." + key + " AND " + table
                                + "_s3.organizationid = script_stage.organizationid AND script_stage.void");
                Jdbc.update(
                        connection,
                        "INSERT INTO " + table + "_s3 (" + columns + ") SELECT " + columns
                                + " FROM script_stage WHERE NOT void");
                Jdbc.update(connection, "DROP TABLE script_stage");
                return null;
            });
        }
    }

    /** The same for a dimension, as the documentation updates and inserts. */
    void loadDimension(String pod, String table, String key, String ddl, long lastGroup) throws SQLException {
        String columns = names(ddl);
        for (String content : contents(pod, table, lastGroup)) {
            Jdbc.inTransaction(harness.dataSource(), connection -> {
                stage(connection, ddl, content);
                Jdbc.update(
                        connection,
                        "DELETE FROM " + table + "_s3 USING script_stage WHERE " + table + "_s3." + key
                                + " = script_stage." + key);
                Jdbc.update(
                        connection,
                        "INSERT INTO " + table + "_s3 (" + columns + ") SELECT " + columns + " FROM script_stage");
                Jdbc.update(connection, "DROP TABLE script_stage");
                return null;
            });
        }
    }

    private static void stage(Connection connection, String ddl, String content) throws SQLException {
        Jdbc.update(connection, "CREATE TEMPORARY TABLE script_stage (" + ddl + ")");
        for (String line : content.lines().toList()) {
            String values = List.of(line.split(",", -1)).stream()
                    .map(value -> value.isEmpty() ? "NULL" : "'" + value + "'")
                    .collect(Collectors.joining(", "));
            Jdbc.update(connection, "INSERT INTO script_stage (" + names(ddl) + ") VALUES (" + values + ")");
        }
    }

    /** The names of columns with their types. */
    private static String names(String ddl) {
        return ddl.replaceAll(" [A-Z]+(\\([0-9,]+\\))?", "");
    }

    /** The files of a table up to a group, in the order in which they are loaded. */
    private List<String> contents(String pod, String table, long lastGroup) {
        Map<Long, String> contents = new TreeMap<>();
        feed.forEach((key, content) -> {
            String[] parts = key.split("/");
            boolean isFile = parts.length == 5 && parts[0].equals(pod) && parts[2].equalsIgnoreCase(table);
            if (isFile && Long.parseLong(parts[1]) <= lastGroup) {
                contents.put(Long.parseLong(parts[1]) * 1000 + Long.parseLong(parts[3]), content);
            }
        });
        return List.copyOf(contents.values());
    }
}
