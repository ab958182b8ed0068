package org.zenotisync.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/** The DuckDB file that the quick start fills; it is open only while it is asked. */
final class TargetFile {

    private final Path file;

    TargetFile(Path file) {
        this.file = file;
    }

    /** Takes away what an earlier quick start has left. */
    void delete() {
        try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".wal"));
        } catch (IOException e) {
            throw new IllegalStateException(
                    file.getFileName() + " cannot be replaced; does another program have it open? (" + e.getMessage()
                            + ")",
                    e);
        }
    }

    String url() {
        return "jdbc:duckdb:" + file;
    }

    /**
     * The one row that a query finds, its values as people read them, by column.
     *
     * @throws IllegalStateException if it finds none
     */
    Map<String, String> row(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            if (!rows.next()) {
                throw new IllegalStateException("no row is found by " + query);
            }
            Map<String, String> row = new LinkedHashMap<>();
            for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                row.put(rows.getMetaData().getColumnName(column), readable(rows.getString(column)));
            }
            return row;
        }
    }

    private static String readable(String value) {
        if (value == null) {
            return "NULL";
        }
        return value.isEmpty() ? "'' (empty string)" : value.replace("\n", "\\n");
    }
}
