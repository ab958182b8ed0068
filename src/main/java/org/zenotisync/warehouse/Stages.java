package org.zenotisync.warehouse;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.zenotisync.model.ColumnDefinition;

/**
 * The temporary tables of a session: the stage of a table group, and those of a comparison. A roll-back removes what
 * its transaction has made.
 */
public interface Stages {

    /**
     * Makes a new stage in this session and fills it. {@link #dropStage}, {@link #dropTemporary} by its name, or a
     * roll-back removes it.
     *
     * @return the number of rows that the database reports as written
     * @throws Exception of the rows, or of the database
     */
    long fillStage(Connection connection, StageTable stage, RowSource rows) throws Exception;

    /** Drops the stage of this session, unless the end of the transaction does. Harmless without a stage. */
    void dropStage(Connection connection) throws SQLException;

    /** Drops the stage of this session, so that the same transaction can make another one. Harmless without a stage. */
    default void clearStage(Connection connection) throws SQLException {
        dropStage(connection);
    }

    /**
     * Makes a temporary table of a query's rows in this session, and the {@link Dialect#copiesFor copies} that the
     * query reads. {@link #dropTemporary} or a roll-back removes it.
     *
     * @param query the query that gives its rows
     */
    void createTemporary(Connection connection, String name, String query) throws SQLException;

    /**
     * As {@link #createTemporary}, for a table whose rows are found by some columns.
     *
     * @param key columns of the query, with the types that the feed gives them; may be empty
     */
    default void createKeyed(Connection connection, String name, String query, List<ColumnDefinition> key)
            throws SQLException {
        // the planner finds a way itself
        createTemporary(connection, name, query);
    }

    /** Drops a temporary table of this session. Harmless if there is none. */
    void dropTemporary(Connection connection, String name) throws SQLException;

    /**
     * Collects what the database's planner needs to know of a temporary table, if it does not know it anyway.
     *
     * @param columns by which the table is joined
     */
    default void analyzeTemporary(Connection connection, String name, List<String> columns) throws SQLException {
        // the planner counts the rows itself
    }

    /** Lets the database find rows of a temporary table by a number without reading all of them, if it needs help. */
    default void indexTemporary(Connection connection, String name, String column) throws SQLException {
        // rows that were written one after another are found quickly
    }

    /**
     * Sets for the rest of the transaction what makes it cheaper to compare two large tables, unless the session has
     * more than that already.
     */
    default void prepareComparison(Connection connection) throws SQLException {
        // nothing to set by default
    }
}
