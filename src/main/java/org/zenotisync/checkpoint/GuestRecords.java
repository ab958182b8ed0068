package org.zenotisync.checkpoint;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.warehouse.ControlColumns;
import org.zenotisync.warehouse.ControlTable;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.SqlTemplate;
import org.zenotisync.warehouse.Warehouse;

/**
 * The table {@code zenoti_sync_forgotten}: the guests whose rows are removed and kept out, by digests. Their keys are
 * not in it.
 */
public final class GuestRecords implements ControlTable {

    public static final String TABLE = "zenoti_sync_forgotten";

    private static final TableDefinition DEFINITION = ControlColumns.of(TABLE)
            .text("guest_digest", 64)
            .text("key_check", 64)
            .text("salt", 64)
            .time("forgotten_at")
            .time("completed_at")
            .key("guest_digest")
            .nullable("salt", "completed_at")
            .define();

    private static final SqlTemplate SELECT_ALL =
            SqlTemplate.of("SELECT guest_digest, key_check, salt FROM {table} ORDER BY forgotten_at, guest_digest");

    private static final SqlTemplate COMPLETE =
            SqlTemplate.of("UPDATE {table} SET completed_at = ? WHERE guest_digest = ? AND completed_at IS NULL");

    private static final SqlTemplate DELETE = SqlTemplate.of("DELETE FROM {table} WHERE guest_digest = ?");

    private final Warehouse warehouse;
    private final String table;
    private final Clock clock;

    /** Once it exists, it stays. */
    private volatile boolean isThere;

    public GuestRecords(Warehouse warehouse, Clock clock) {
        this.warehouse = warehouse;
        this.table = warehouse.dialect().qualified(TABLE);
        this.clock = clock;
    }

    /**
     * A guest who is forgotten.
     *
     * @param digest of the guest's key, in hexadecimal digits
     * @param keyCheck says which key the digest was made with, without giving it away
     * @param salt the key that the digest was made with, in hexadecimal digits; empty if it was the configured one
     */
    public record Entry(String digest, String keyCheck, Optional<String> salt) {

        /** Never the digest or the salt: who has both can try keys. */
        @Override
        public String toString() {
            return "***";
        }
    }

    @Override
    public TableDefinition definition() {
        return DEFINITION;
    }

    /** All guests; none for a database that was never written to, or by an earlier version. */
    public List<Entry> all(Connection connection) throws SQLException {
        if (!isThere && warehouse.catalog().columnsOf(connection, TABLE).isEmpty()) {
            return List.of();
        }
        isThere = true;
        return Jdbc.query(
                connection,
                SELECT_ALL.fill("table", table),
                row -> new Entry(row.getString(1), row.getString(2), Optional.ofNullable(row.getString(3))));
    }

    /** Adds a guest, unless the guest is there. */
    public void add(Connection connection, Entry entry) throws SQLException {
        // without the lock, which a running load may hold: a second row of another process does no harm
        Map<String, Object> others = new HashMap<>();
        others.put("key_check", entry.keyCheck());
        others.put("forgotten_at", Jdbc.now(clock));
        entry.salt().ifPresent(salt -> others.put("salt", salt));
        warehouse.locks().insertIfAbsent(connection, table, Map.of("guest_digest", entry.digest()), others);
    }

    /** Notes that the rows of a guest have been removed from all tables. */
    public void complete(Connection connection, Entry entry) throws SQLException {
        Jdbc.update(connection, COMPLETE.fill("table", table), Jdbc.now(clock), entry.digest());
    }

    /** Removes a guest: new rows are not kept out any more. Returns whether there was one. */
    public boolean remove(Connection connection, Entry entry) throws SQLException {
        return Jdbc.update(connection, DELETE.fill("table", table), entry.digest()) > 0;
    }
}
