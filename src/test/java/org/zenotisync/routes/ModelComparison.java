package org.zenotisync.routes;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.zenotisync.feedmodel.FeedModel;
import org.zenotisync.feedmodel.FeedValue;
import org.zenotisync.feedmodel.TableContent;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.testing.Spelled;
import org.zenotisync.testing.SyncHarness;

/** Compares a target database with what a model says it should hold. */
public final class ModelComparison {

    private ModelComparison() {}

    /** What differs, over all tables of the model; empty if nothing does. */
    public static String differences(DataSource target, FeedModel model) throws SQLException {
        try (Connection connection = target.getConnection()) {
            return differences(connection, model);
        }
    }

    /** What differs, over all tables of the model; empty if nothing does. */
    public static String differences(Connection connection, FeedModel model) throws SQLException {
        return differences(connection, model.tables());
    }

    /** What differs, over all expected tables; empty if nothing does. */
    public static String differences(DataSource target, Map<String, TableContent> tables) throws SQLException {
        try (Connection connection = target.getConnection()) {
            return differences(connection, tables);
        }
    }

    /** What differs, over all expected tables; empty if nothing does. */
    public static String differences(Connection connection, Map<String, TableContent> tables) throws SQLException {
        List<String> differences = new ArrayList<>();
        for (Map.Entry<String, TableContent> table : tables.entrySet()) {
            String difference = table.getValue()
                    .difference(
                            rows(connection, table.getKey(), table.getValue().columns()));
            if (!difference.isEmpty()) {
                differences.add(table.getKey() + ": " + difference);
            }
        }
        return String.join("\n", differences);
    }

    /** The rows of a table, with values in the form of {@link FeedValue}. */
    public static List<List<Object>> rows(Connection connection, String table, List<ColumnDefinition> columns)
            throws SQLException {
        String names = columns.stream().map(column -> '"' + column.name() + '"').collect(Collectors.joining(", "));
        List<List<Object>> all = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        Spelled.in(connection, "SELECT " + names + " FROM \"" + table + "\""))) {
            while (rows.next()) {
                List<Object> row = new ArrayList<>();
                for (int i = 0; i < columns.size(); i++) {
                    Object value = SyncHarness.value(rows, i + 1);
                    row.add(
                            value == null
                                    ? null
                                    : FeedValue.normalise(value, columns.get(i).type()));
                }
                all.add(row);
            }
        }
        return all;
    }
}
