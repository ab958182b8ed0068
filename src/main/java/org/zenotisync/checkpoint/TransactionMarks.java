package org.zenotisync.checkpoint;

import java.sql.Connection;
import java.sql.SQLException;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.warehouse.ControlColumns;
import org.zenotisync.warehouse.ControlTable;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.SqlTemplate;
import org.zenotisync.warehouse.Warehouse;

/**
 * The table {@code zenoti_sync_proof}: rows that a start of the sync inserts and rolls back, to see whether the
 * transactions of its host work. It is empty between. It is a table of its own because a load in another process may
 * hold locks on the others for hours.
 */
public final class TransactionMarks implements ControlTable {

    public static final String TABLE = "zenoti_sync_proof";

    private static final TableDefinition DEFINITION =
            ControlColumns.of(TABLE).text("mark", 36).define();

    private static final SqlTemplate INSERT = SqlTemplate.of("INSERT INTO {table} (mark) VALUES (?)");

    private static final SqlTemplate COUNT = SqlTemplate.of("SELECT COUNT(*) FROM {table} WHERE mark = ?");

    private static final SqlTemplate DELETE = SqlTemplate.of("DELETE FROM {table} WHERE mark = ?");

    private final String table;

    public TransactionMarks(Warehouse warehouse) {
        this.table = warehouse.dialect().qualified(TABLE);
    }

    @Override
    public TableDefinition definition() {
        return DEFINITION;
    }

    /** Inserts a row. */
    public void add(Connection connection, String mark) throws SQLException {
        Jdbc.update(connection, INSERT.fill("table", table), mark);
    }

    /** Whether the row is visible to a connection. */
    public boolean contains(Connection connection, String mark) throws SQLException {
        return Jdbc.number(connection, COUNT.fill("table", table), mark) > 0;
    }

    /** Deletes the row, and returns how many there were. */
    public long remove(Connection connection, String mark) throws SQLException {
        return Jdbc.update(connection, DELETE.fill("table", table), mark);
    }
}
