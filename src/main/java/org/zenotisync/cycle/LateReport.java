package org.zenotisync.cycle;

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
import org.zenotisync.model.Quantity;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.model.TableKind;
import org.zenotisync.warehouse.Jdbc;

/** Tells and keeps what has turned up late and is not loaded, each object once, until it is late no more. */
public final class LateReport {

    private static final Logger LOG = LoggerFactory.getLogger(LateReport.class);

    /** Objects that are told one by one. */
    private static final int TOLD = 20;

    private final DataSource dataSource;
    private final SyncConfig config;
    private final LateObjects lateObjects;

    public LateReport(DataSource dataSource, SyncConfig config, LateObjects lateObjects) {
        this.dataSource = dataSource;
        this.config = config;
        this.lateObjects = lateObjects;
    }

    /** What a person reads of a late object behind its address. */
    public static String text(LateObjects.Entry late) {
        return (late.isChanged() ? "has changed since " : "has turned up after ") + late.group()
                + " was consumed, and is not loaded";
    }

    /** The command that loads the late objects of a table and POD from a group on. */
    public static String remedy(TableGroupId from) {
        String pod = from.pod().matches("[A-Za-z0-9._-]+") ? from.pod() : '"' + from.pod() + '"';
        return "'replay --table " + from.table() + " --from-group " + from.group() + " --pod " + pod + "'";
    }

    /** Whether no replay loads a late object: rows of an append-only fact cannot be taken back, so that a changed one stays out. */
    public static boolean isBeyondReplay(LateObjects.Entry late, SyncConfig config) {
        return late.isChanged()
                && config.kindOf(late.group().table())
                        .filter(kind -> kind == TableKind.APPEND_ONLY_FACT)
                        .isPresent();
    }

    /** What loads a late object, or has it not be late any more. */
    public static String remedy(LateObjects.Entry late, SyncConfig config) {
        String table = late.group().table();
        return isBeyondReplay(late, config)
                ? "to put the old object back, or to drop the target table "
                        + config.target().nameOf(table) + " and 'replay --table " + table + " --from-group 1'"
                : remedy(late.group());
    }

    /**
     * Takes over what a pass has found.
     *
     * @param scan the listing that it was found in: what is known of groups that it covers, but is late no more, is forgotten
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
                .limit(TOLD)
                .forEach(entry -> LOG.warn(
                        "{} {} (zenoti.on-late-file=report); the remedy is {}",
                        source.uri(entry.key()),
                        text(entry),
                        remedy(entry, config)));
        if (fresh.size() > TOLD) {
            LOG.warn(
                    "{} more are late and are not loaded; status lists them",
                    Quantity.of(fresh.size() - TOLD, "object"));
        }
        Jdbc.inTransaction(dataSource, connection -> {
            lateObjects.remove(connection, past);
            lateObjects.add(connection, fresh);
            return null;
        });
    }
}
