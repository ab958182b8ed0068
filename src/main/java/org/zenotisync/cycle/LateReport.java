package org.zenotisync.cycle;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.checkpoint.LateObjects;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.feed.Source;
import org.zenotisync.model.PodId;
import org.zenotisync.model.Quantity;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.model.TableKind;
import org.zenotisync.warehouse.Jdbc;

/** Logs late objects that are not loaded, each once, and stores them until they are not late any more. */
public final class LateReport {

    private static final Logger LOG = LoggerFactory.getLogger(LateReport.class);

    /** Objects that are logged one by one. */
    private static final int LOGGED = 20;

    private final DataSource dataSource;
    private final SyncConfig config;
    private final LateObjects lateObjects;
    private final Receiver receiver;

    /** Gets late objects that were not known before, in the transaction that stores them. */
    @FunctionalInterface
    public interface Receiver {
        void found(Connection connection, List<LateObjects.Entry> fresh) throws SQLException;
    }

    public LateReport(DataSource dataSource, SyncConfig config, LateObjects lateObjects, Receiver receiver) {
        this.dataSource = dataSource;
        this.config = config;
        this.lateObjects = lateObjects;
        this.receiver = receiver;
    }

    /** The text about a late object that follows its address. */
    public static String text(LateObjects.Entry late) {
        return (late.isChanged() ? "has changed since " : "has turned up after ") + late.group()
                + " was consumed, and is not loaded";
    }

    /** The command that loads the late objects of a table and POD from a group on. */
    public static String remedy(TableGroupId from) {
        return "'replay --table " + from.table() + " --from-group " + from.group()
                + place(from.track().podId()) + "'";
    }

    /** The options of a command that name a POD, and its source if there are several; with a blank before each. */
    static String place(PodId pod) {
        String name = pod.pod().matches("[A-Za-z0-9._-]+") ? pod.pod() : '"' + pod.pod() + '"';
        return " --pod " + name + (pod.sourceName().isEmpty() ? "" : " --source " + pod.sourceName());
    }

    /**
     * Whether a replay would not load a late object. Rows of an append-only fact cannot be deleted again, so a changed
     * object of one stays out.
     */
    public static boolean isBeyondReplay(LateObjects.Entry late, SyncConfig config) {
        return late.isChanged()
                && config.kindOf(late.group().table())
                        .filter(kind -> kind == TableKind.APPEND_ONLY_FACT)
                        .isPresent();
    }

    /** How to load a late object, or how to undo its change. */
    public static String remedy(LateObjects.Entry late, SyncConfig config) {
        String table = late.group().table();
        return isBeyondReplay(late, config)
                ? "to put the old object back, or to drop the target table "
                        + config.target().nameOf(table) + " and 'replay --table " + table + " --from-group 1'"
                : remedy(late.group());
    }

    /**
     * Stores what a pass has found.
     *
     * @param scan the listing; known objects of groups that it covers are removed if they are not late any more
     */
    void update(Source source, FeedScan scan, List<LateObjects.Entry> late) throws SQLException {
        List<LateObjects.Entry> known = new ArrayList<>(Jdbc.with(dataSource, lateObjects::all));
        known.removeIf(entry -> !entry.group().source().equals(source.id()));
        Set<LateObjects.Entry> found = new HashSet<>(late);
        List<LateObjects.Entry> past = known.stream()
                .filter(entry -> !found.contains(entry))
                .filter(entry -> scan.pods().stream().anyMatch(pod -> pod.covers(entry.group())))
                .toList();
        found.removeAll(known);
        List<LateObjects.Entry> fresh = late.stream().filter(found::contains).toList();
        if (past.isEmpty() && fresh.isEmpty()) {
            return;
        }
        fresh.stream()
                .limit(LOGGED)
                .forEach(entry -> LOG.warn(
                        "{} {} (zenoti.on-late-file=report); the remedy is {}",
                        source.uri(entry.key()),
                        text(entry),
                        remedy(entry, config)));
        if (fresh.size() > LOGGED) {
            LOG.warn(
                    "{} more are late and are not loaded; status lists them",
                    Quantity.of(fresh.size() - LOGGED, "object"));
        }
        Jdbc.runInTransaction(dataSource, connection -> {
            lateObjects.remove(connection, past);
            lateObjects.add(connection, fresh);
            receiver.found(connection, fresh);
        });
    }
}
