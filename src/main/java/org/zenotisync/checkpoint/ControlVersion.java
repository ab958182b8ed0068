package org.zenotisync.checkpoint;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.warehouse.ControlColumns;
import org.zenotisync.warehouse.ControlTable;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.SqlTemplate;
import org.zenotisync.warehouse.Warehouse;

/**
 * The table {@code zenoti_sync_version}: a row for each version of the control tables that a program has brought them
 * to. The highest one is theirs. A program refuses control tables of a version that it does not know, because it could
 * misread them.
 */
public final class ControlVersion implements ControlTable {

    public static final String TABLE = "zenoti_sync_version";

    /**
     * The version of this program. A release that changes the control tables, or what their values mean, raises it. 1
     * is before this table existed.
     */
    public static final int CURRENT = 3;

    private static final int WITHOUT_TABLE = 1;

    private static final TableDefinition DEFINITION = ControlColumns.of(TABLE)
            .smallNumber("version")
            .time("since")
            .key("version")
            .define();

    /** 0 if there is no row. */
    private static final SqlTemplate HIGHEST = SqlTemplate.of("SELECT COALESCE(MAX(version), 0) FROM {table}");

    private final Warehouse warehouse;
    private final String table;
    private final Clock clock;

    public ControlVersion(Warehouse warehouse, Clock clock) {
        this.warehouse = warehouse;
        this.table = warehouse.dialect().qualified(TABLE);
        this.clock = clock;
    }

    @Override
    public TableDefinition definition() {
        return DEFINITION;
    }

    /** The version of the control tables; {@link #CURRENT} or less unless a newer program has worked on them. */
    public int read(Connection connection) throws SQLException {
        return warehouse.catalog().has(connection, TABLE) ? highest(connection) : WITHOUT_TABLE;
    }

    /** Notes that the control tables have the version of this program; called in a transaction, after they do. */
    public void note(Connection connection) throws SQLException {
        if (highest(connection) < CURRENT) {
            warehouse
                    .locks()
                    .insertIfAbsent(connection, table, Map.of("version", CURRENT), Map.of("since", Jdbc.now(clock)));
        }
    }

    private int highest(Connection connection) throws SQLException {
        return Math.max(WITHOUT_TABLE, Math.toIntExact(Jdbc.number(connection, HIGHEST.fill("table", table))));
    }
}
