package org.zenotisync.warehouse.ansi;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.SqlTemplate;

/**
 * How temporary tables are made and dropped without committing the transaction. Databases differ in that more than in
 * anything else, and metadata does not tell it: it is tried.
 *
 * @param create makes one, with the placeholders name and columns
 * @param drop drops one if it exists, with the placeholder name
 */
record TemporaryTables(SqlTemplate create, SqlTemplate drop) {

    /** The words of the standard first. The third are those of H2, and the last ones those of most other databases. */
    private static final List<SqlTemplate> CREATE = List.of(
            SqlTemplate.of("CREATE LOCAL TEMPORARY TABLE {name} ({columns}) ON COMMIT PRESERVE ROWS"),
            SqlTemplate.of("DECLARE LOCAL TEMPORARY TABLE {name} ({columns}) ON COMMIT PRESERVE ROWS"),
            SqlTemplate.of("CREATE LOCAL TEMPORARY TABLE {name} ({columns}) TRANSACTIONAL"),
            SqlTemplate.of("CREATE TEMPORARY TABLE {name} ({columns})"));

    /** The second one is for databases that commit before a statement that they see as DDL. */
    private static final List<SqlTemplate> DROP = List.of(
            SqlTemplate.of("DROP TABLE IF EXISTS {name}"),
            SqlTemplate.of("DROP TABLE IF EXISTS SESSION.{name}"),
            SqlTemplate.of("EXECUTE IMMEDIATE 'DROP TABLE IF EXISTS {name}'"));

    private static final String COLUMN = "probe";

    /**
     * Finds the statements that this database has. What is tried is gone afterwards.
     *
     * @param connection without a transaction, and not in autocommit
     * @return empty if there are none
     */
    static Optional<TemporaryTables> find(Connection connection, Spelling spelling) throws SQLException {
        for (SqlTemplate create : CREATE) {
            for (SqlTemplate drop : DROP) {
                TemporaryTables found = new TemporaryTables(create, drop);
                if (found.isInTransaction(connection, spelling)) {
                    return Optional.of(found);
                }
            }
        }
        return Optional.empty();
    }

    /** Whether rows that were written before these statements are gone after a roll-back. */
    private boolean isInTransaction(Connection connection, Spelling spelling) throws SQLException {
        String witness = spelling.quoted("zenoti_sync_witness");
        String other = spelling.quoted("zenoti_sync_other");
        String columns = COLUMN + " INTEGER";
        try {
            make(connection, witness, columns);
            connection.commit();
            return isUncommitted(connection, witness, () -> make(connection, other, columns))
                    && isUncommitted(connection, witness, () -> remove(connection, other));
        } catch (SQLException e) {
            // it does not know these words
            return false;
        } finally {
            connection.rollback();
            for (String name : List.of(other, witness)) {
                try {
                    remove(connection, name);
                } catch (SQLException e) {
                    connection.rollback();
                }
            }
            connection.commit();
        }
    }

    /** A statement of this class. */
    @FunctionalInterface
    private interface Step {
        void run() throws SQLException;
    }

    private static boolean isUncommitted(Connection connection, String witness, Step step) throws SQLException {
        Jdbc.execute(connection, "INSERT INTO " + witness + " (" + COLUMN + ") VALUES (1)");
        step.run();
        String count = "SELECT count(*) FROM " + witness;
        boolean isThere = Jdbc.number(connection, count) == 1;
        connection.rollback();
        return isThere && Jdbc.number(connection, count) == 0;
    }

    /**
     * Makes a table that did not exist.
     *
     * @param name in SQL
     * @param columns with their types, in SQL
     */
    void make(Connection connection, String name, String columns) throws SQLException {
        remove(connection, name);
        Jdbc.execute(
                connection, create.fill(placeholder -> placeholder.equals("name") ? name : columns));
    }

    /** Drops a table; harmless without one. */
    void remove(Connection connection, String name) throws SQLException {
        Jdbc.execute(connection, drop.fill("name", name));
    }
}
