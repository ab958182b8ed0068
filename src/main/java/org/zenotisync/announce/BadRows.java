package org.zenotisync.announce;

import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.zenotisync.checkpoint.Outbox;
import org.zenotisync.checkpoint.OutboxEvent;
import org.zenotisync.consume.LoadResult;
import org.zenotisync.event.SyncEvent;
import org.zenotisync.event.SyncSubscriber;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.warehouse.Jdbc;

/**
 * Notes in the outbox that the bad rows of a table group are to be sent, in the transaction that stores them. The note
 * has no values of rows: they are read from the quarantine when they are sent.
 */
public final class BadRows implements SyncSubscriber {

    private final DataSource dataSource;
    private final Outbox outbox;
    private final String source;
    private final Clock clock;
    private final Runnable wake;

    /**
     * @param sync name of the sync: {@code zenoti} or {@code zenoti-<name>}
     * @param wake starts the delivery
     */
    public BadRows(DataSource dataSource, Outbox outbox, String sync, Clock clock, Runnable wake) {
        this.dataSource = dataSource;
        this.outbox = outbox;
        this.source = "/zenoti-s3-sync/" + sync;
        this.clock = clock;
        this.wake = wake;
    }

    /** Notes it if a consumed table group has bad rows. */
    public void tableGroupConsumed(LoadResult result) throws SQLException {
        long rows = result.counts().quarantined();
        if (rows == 0) {
            return;
        }
        TableGroupId group = result.plan().group().id();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("source", group.source());
        data.put("pod", group.pod());
        data.put("table", group.table());
        data.put("group", group.group());
        data.put("rows", rows);
        String id = UUID.randomUUID().toString();
        EventType type = EventType.ROWS_QUARANTINED;
        CloudEvent event = new CloudEvent(id, type, source, group.toString(), clock.instant(), data);
        Jdbc.run(
                dataSource,
                connection -> outbox.add(connection, new OutboxEvent(id, group.table(), type.id(), event.json())));
    }

    /** Starts the delivery after each transaction that may have written into the outbox. */
    @Override
    public void on(SyncEvent event) {
        if (event instanceof SyncEvent.TableGroupEnded) {
            wake.run();
        }
    }
}
