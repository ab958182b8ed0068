package org.zenotisync.warehouse;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.zenotisync.model.TableDefinition;

/**
 * The port to a database, as a few small doors; one folder per database, and no other class knows its dialect. What
 * takes a connection joins the transaction that is open on it; nothing here commits, rolls back or closes it.
 */
public interface Warehouse {

    /** The database's name for people, for example {@code DuckDB}. */
    String name();

    /** What it can keep at most. */
    Limits limits();

    /** Which values of the feed it has no place for: their rows are bad rows. */
    default ValueLimits valueLimits() {
        return ValueLimits.NONE;
    }

    /** How it spells names, types and values. */
    Dialect dialect();

    /** The statements that make and change tables. */
    Ddl ddl();

    /** What it says of its tables. */
    Catalog catalog();

    /** How transactions keep other ones out. */
    Locks locks();

    /** Temporary tables, and rows into them. */
    Stages stages();

    /** The statements of merges. */
    MergeStatements merges();

    /** Which right of the user is missing. */
    Rights rights();

    /** Whether the message of a failure may quote values of rows. */
    default boolean mayQuoteValues(SQLException failure) {
        return Jdbc.mayQuoteValues(failure);
    }

    /**
     * Whether a failure says that another process has made meanwhile what was to be made, because nothing could keep it
     * out: the next try finds it. It is here and not in {@link WarehouseProvider#isTransient}, since only some dialects
     * of a database lack such a lock.
     */
    default boolean isOvertaken(SQLException failure) {
        return false;
    }

    /** What it still stores of values that no row has any more. */
    FormerBytes formerBytes();

    /**
     * Checks the session of a connection, which a host's pool may have opened.
     *
     * @throws SQLException if its settings would change what is stored; the message says which one and what to do
     */
    default void requireSession(Connection connection) throws SQLException {
        // statements do not depend on it
    }

    /**
     * Whether the control tables were made by another dialect for the same database: by portable SQL, or by what is not
     * that. Each locks in its own way, so that neither waits for the other.
     *
     * @param controlTable one that both make
     */
    default boolean isOfOtherDialect(Connection connection, String controlTable) throws SQLException {
        return false;
    }

    /** What keeps merges cheap. */
    default Upkeep upkeep() {
        return Upkeep.NONE;
    }

    /** How rows are written into a target without a stage; empty if the database takes rows through a stage only. */
    default Optional<DirectLoad> directLoad() {
        return Optional.empty();
    }

    /** How this database reads objects from S3; empty if their rows must pass through this program. */
    default Optional<ObjectLoader> objectLoader() {
        return Optional.empty();
    }

    /** Whether a table has any row. The table exists. */
    default boolean hasRows(Connection connection, String table) throws SQLException {
        return Jdbc.first(connection, dialect().anyRow(dialect().qualified(table)), row -> 1)
                .isPresent();
    }

    /**
     * The statements that merge a stage into a target table.
     *
     * @param targetTable name of the target
     * @param match columns that identify a row, see {@link MergeSql#factMatch} for facts
     */
    default MergeSql mergeSql(TableDefinition definition, String targetTable, List<String> match) {
        return merges().of(definition, MergeTarget.table(dialect(), targetTable), match);
    }
}
