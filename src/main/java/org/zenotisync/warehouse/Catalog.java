package org.zenotisync.warehouse;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zenotisync.model.ColumnDefinition;

/**
 * What a database says of its tables. Every method reads only, in the transaction that is open on the connection, and
 * sees what that transaction has changed.
 */
public interface Catalog {

    /**
     * The columns of a table, names folded to lower case, in the table's order.
     *
     * @return empty if the table does not exist
     */
    Optional<List<String>> columnsOf(Connection connection, String table) throws SQLException;

    /** Whether a table exists. */
    default boolean has(Connection connection, String table) throws SQLException {
        return columnsOf(connection, table).isPresent();
    }

    /**
     * A table of the schema whose name differs from this one only by upper and lower case, as the database spells it.
     *
     * @return empty if there is none, or if the database takes both names for one
     */
    default Optional<String> otherCaseOf(Connection connection, String table) throws SQLException {
        return Optional.empty();
    }

    /**
     * The types of a table's columns, by their names folded to lower case.
     *
     * @return empty if the table does not exist
     */
    Map<String, PresentType> typesOf(Connection connection, String table) throws SQLException;

    /**
     * Whether the database takes values of a type for a column of another one, without being told to convert them.
     *
     * @param table an existing table
     * @param column one of its columns, with the type of the values
     */
    default boolean takes(Connection connection, String table, ColumnDefinition column) throws SQLException {
        return true;
    }

    /**
     * The columns of a table that change some values that they take, and give no error: names folded to lower case, and
     * their types as the database spells them.
     *
     * @param columns those that are asked for, with the types of the values
     */
    default Map<String, String> cuttingColumns(Connection connection, String table, List<ColumnDefinition> columns)
            throws SQLException {
        return Map.of();
    }

    /**
     * The columns of a table that every new row must give a value for: they take no NULL and have no default. Names are
     * folded to lower case, in the table's order.
     */
    List<String> mandatoryColumns(Connection connection, String table) throws SQLException;
}
