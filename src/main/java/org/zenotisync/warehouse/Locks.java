package org.zenotisync.warehouse;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * How transactions keep other ones out. Every method joins the transaction that is open on the connection; what it
 * holds is free again when that transaction ends.
 */
public interface Locks {

    /** The table in which portable SQL locks rows. Other dialects see by it that portable SQL has made a target. */
    String PORTABLE_TABLE = "zenoti_sync_lock";

    /** A column of it, which a table of that name of another dialect does not have. */
    String PORTABLE_COLUMN = "held_times";

    /**
     * Keeps other processes from making or changing tables until the transaction ends, if the database can have others.
     */
    default void holdSchema(Connection connection) throws SQLException {
        // a database of one process
    }

    /**
     * Keeps other processes from moving any checkpoint until the transaction ends, if the update of its row does not do
     * that. It is the first statement of every load.
     */
    default void holdCheckpoints(Connection connection) throws SQLException {
        // the row is locked by its update
    }

    /**
     * Keeps other processes from writing into a target until the transaction ends, if the database can have others:
     * each may load another POD of one table.
     *
     * @return whether the target exists
     */
    boolean holdTarget(Connection connection, String table) throws SQLException;

    /**
     * Whether a transaction can see the database as of one moment and lock nothing: {@link #readAsOfOneMoment}. Where
     * it cannot, a table is held while it is compared.
     */
    default boolean canReadAsOfOneMoment() {
        return true;
    }

    /**
     * Makes all later queries of the transaction see the database as of one moment, if they do not do so anyway. It is
     * the first statement of a transaction that changes no table.
     */
    default void readAsOfOneMoment(Connection connection) throws SQLException {
        // transactions are isolated like this by default
    }

    /**
     * Adds a row to a control table unless it has one with the same key. Called in a transaction; if a database does
     * not enforce keys, two transactions may add the same row, unless they {@link #holdCheckpoints} first.
     *
     * @param table quoted and qualified
     * @param key the columns of the primary key and their values
     * @param others the other columns and their values
     */
    void insertIfAbsent(Connection connection, String table, Map<String, ?> key, Map<String, ?> others)
            throws SQLException;

    /**
     * Adds rows to a control table that the transaction has not found there. A row that another transaction has added
     * meanwhile is left out, if the database enforces keys; if it does not, the transaction must
     * {@link #holdCheckpoints} first.
     *
     * @param table quoted and qualified
     * @param columns of the rows
     * @param rows at least one, with different keys
     */
    void insertMissing(Connection connection, String table, List<String> columns, List<List<Object>> rows)
            throws SQLException;

    /**
     * Whether locks of one connection can be held while another one makes and changes tables. Some databases let DDL
     * wait until all other transactions have ended.
     */
    default boolean canHoldBesideDdl() {
        return true;
    }
}
