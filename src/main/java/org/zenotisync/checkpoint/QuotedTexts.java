package org.zenotisync.checkpoint;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.SqlTemplate;

/** Texts of a control table that quote values of the feed, and may quote those of one guest. */
final class QuotedTexts {

    private static final int FETCHED = 500;

    private static final SqlTemplate SELECT =
            SqlTemplate.of("SELECT DISTINCT {column} FROM {table} WHERE table_name = ? AND {column} IS NOT NULL");

    private static final SqlTemplate COUNT =
            SqlTemplate.of("SELECT count(*) FROM {table} WHERE table_name = ? AND {column} = ?");

    private final String table;
    private final String column;

    /** @param table quoted and qualified; it has a column {@code table_name} */
    QuotedTexts(String table, String column) {
        this.table = table;
        this.column = column;
    }

    /** How many rows of a feed table have a text that fulfils a condition. */
    long count(Connection connection, String feedTable, Predicate<String> condition) throws SQLException {
        return forEach(connection, COUNT, feedTable, condition, Jdbc::number);
    }

    /**
     * Changes the rows of a feed table that have a text that fulfils a condition. Returns their number.
     *
     * @param sql has {@code {table}} and {@code {column}}, and the name of the feed table and a text as parameters
     */
    long update(Connection connection, SqlTemplate sql, String feedTable, Predicate<String> condition)
            throws SQLException {
        return forEach(connection, sql, feedTable, condition, Jdbc::update);
    }

    private interface Call {
        long run(Connection connection, String sql, Object... arguments) throws SQLException;
    }

    private long forEach(
            Connection connection, SqlTemplate sql, String feedTable, Predicate<String> condition, Call call)
            throws SQLException {
        String filled = fill(sql);
        long rows = 0;
        for (String text : texts(connection, feedTable, condition)) {
            rows += call.run(connection, filled, feedTable, text);
        }
        return rows;
    }

    private List<String> texts(Connection connection, String feedTable, Predicate<String> condition)
            throws SQLException {
        List<String> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(fill(SELECT))) {
            statement.setFetchSize(FETCHED);
            statement.setString(1, feedTable);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (condition.test(rows.getString(1))) {
                        found.add(rows.getString(1));
                    }
                }
            }
        }
        return found;
    }

    private String fill(SqlTemplate sql) {
        return sql.fill(Map.of("table", table, "column", column));
    }
}
