package org.zenotisync.announce;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.zenotisync.checkpoint.FailingTables;
import org.zenotisync.checkpoint.LateObjects;
import org.zenotisync.checkpoint.Outbox;
import org.zenotisync.checkpoint.OutboxEvent;
import org.zenotisync.checkpoint.RunLog;
import org.zenotisync.consume.LoadResult;
import org.zenotisync.event.TableGroupOutcome;
import org.zenotisync.event.TableVerification;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.model.Track;
import org.zenotisync.warehouse.Jdbc;

/**
 * Writes events into the outbox, in the transaction of its caller. An event has names of tables, counts and keys of
 * objects. It has no values of rows: texts of errors may quote them, so that only the class of a cause is sent.
 */
public final class Announcer {

    private static final String GROUP = "group";
    private static final String KIND = "kind";
    private static final String TABLE = "table";

    private final DataSource dataSource;
    private final Outbox outbox;
    private final FailingTables failing;
    private final String source;
    private final Clock clock;

    /** Those that failed when the cycle began, or have failed since; empty if they were not read yet. */
    private volatile Optional<Set<Track>> mayFail = Optional.empty();

    /** @param sync name of the sync: {@code zenoti} or {@code zenoti-<name>} */
    public Announcer(DataSource dataSource, Outbox outbox, FailingTables failing, String sync, Clock clock) {
        this.dataSource = dataSource;
        this.outbox = outbox;
        this.failing = failing;
        this.source = "/zenoti-s3-sync/" + sync;
        this.clock = clock;
    }

    /**
     * Reads the tables whose failure was reported, at the start of a cycle. The transactions that load then leave the
     * others alone: on Redshift, a transaction that reads what another one changes may be rolled back.
     */
    void findFailingTables(Connection connection) throws SQLException {
        Set<Track> found = ConcurrentHashMap.newKeySet();
        found.addAll(failing.all(connection));
        mayFail = Optional.of(found);
    }

    private boolean mayFail(Track track) {
        return mayFail.map(tracks -> tracks.contains(track)).orElse(true);
    }

    /** Reports a consumed or replayed table group, and that its table has recovered if it had failed. */
    public void tableGroupConsumed(LoadResult result) throws SQLException {
        TableGroup group = result.plan().group();
        TableGroupId id = group.id();
        RunLog.Counts counts = result.counts();
        Map<String, Object> data = of(id.track());
        data.put(GROUP, id.group());
        data.put(KIND, result.plan().merge().kind().id());
        data.put("files", (long) group.files().size());
        data.put("bytes", group.bytes());
        data.put("rowsRead", counts.read());
        data.put("rowsInserted", counts.inserted());
        data.put("rowsUpdated", counts.updated());
        data.put("rowsDeleted", counts.deleted());
        data.put("rowsIgnored", counts.ignored());
        data.put("rowsQuarantined", counts.quarantined());
        EventType type =
                result.plan().merge().isReplay() ? EventType.TABLE_GROUP_REPLAYED : EventType.TABLE_GROUP_CONSUMED;
        Jdbc.run(dataSource, connection -> {
            add(connection, type, id.table(), id.toString(), data);
            if (mayFail(id.track()) && failing.remove(connection, id.track())) {
                Map<String, Object> recovered = of(id.track());
                recovered.put(GROUP, id.group());
                add(
                        connection,
                        EventType.TABLE_RECOVERED,
                        id.table(),
                        id.track().toString(),
                        recovered);
            }
        });
    }

    /** Reports the tables whose rows were brought back; nothing if no row was. */
    public void restored(List<TableVerification> outcomes) throws SQLException {
        for (TableVerification outcome : outcomes) {
            TableVerification.Restored restored = outcome.restored().orElse(TableVerification.Restored.NOTHING);
            if (!restored.equals(TableVerification.Restored.NOTHING)) {
                Map<String, Object> data = of(outcome.track());
                data.put("rowsInserted", restored.inserted());
                data.put("rowsReplaced", restored.replaced());
                data.put("rowsDeleted", restored.deleted());
                Jdbc.run(
                        dataSource,
                        connection -> add(
                                connection,
                                EventType.TABLE_RESTORED,
                                outcome.track().table(),
                                outcome.track().toString(),
                                data));
            }
        }
    }

    /**
     * Reports a schema file that has changed target tables.
     *
     * @param address of the file
     * @param tables folded names of the tables that it concerns
     */
    public void schemaChanged(String address, List<String> tables) throws SQLException {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("file", address);
        data.put("tables", Names.ofTables(tables));
        Jdbc.run(
                dataSource,
                connection -> add(connection, EventType.SCHEMA_CHANGED, OutboxEvent.NO_TABLE, address, data));
    }

    /** Reports late objects that are not loaded. */
    public void lateObjects(Connection connection, List<LateObjects.Entry> fresh) throws SQLException {
        for (LateObjects.Entry late : fresh) {
            Map<String, Object> data = of(late.group().track());
            data.put(GROUP, late.group().group());
            data.put("key", late.key());
            data.put("change", late.isChanged() ? "changed" : "new");
            add(
                    connection,
                    EventType.LATE_OBJECT,
                    late.group().table(),
                    late.group().toString(),
                    data);
        }
    }

    /**
     * Reports that a table fails, unless that was reported and it has not recovered since. Needs a transaction of its
     * own, which it begins with the lock of the checkpoints.
     */
    void tableFailed(Connection connection, TableGroupOutcome outcome) throws SQLException {
        TableGroupId id = outcome.id();
        mayFail.ifPresent(tracks -> tracks.add(id.track()));
        if (failing.add(connection, id.track())) {
            Map<String, Object> data = of(id.track());
            data.put(GROUP, id.group());
            outcome.cause().ifPresent(cause -> data.put("cause", cause.id()));
            add(connection, EventType.TABLE_FAILED, id.table(), id.track().toString(), data);
        }
    }

    /** Reports what does not belong to one table; the subject is the sync. */
    void add(Connection connection, EventType type, Map<String, Object> data) throws SQLException {
        add(connection, type, OutboxEvent.NO_TABLE, source, data);
    }

    private void add(Connection connection, EventType type, String lane, String subject, Map<String, Object> data)
            throws SQLException {
        String id = UUID.randomUUID().toString();
        CloudEvent event = new CloudEvent(id, type, source, subject, clock.instant(), data);
        outbox.add(connection, new OutboxEvent(id, lane, type.id(), event.json()));
    }

    private static Map<String, Object> of(Track track) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("source", track.source());
        data.put("pod", track.pod());
        data.put(TABLE, track.table());
        return data;
    }
}
