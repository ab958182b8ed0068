package org.zenotisync.cycle;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.consume.KeyChoice;
import org.zenotisync.event.SyncEvent;
import org.zenotisync.feed.Source;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.Track;
import org.zenotisync.schema.KnownTable;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.Warehouse;

/** Step of a pass: reads from the target what is consumed, which tables exist, and which of them are paused. */
public final class BeginPass {

    private static final Logger LOG = LoggerFactory.getLogger(BeginPass.class);

    private final SyncConfig config;
    private final DataSource dataSource;
    private final ControlTables control;
    private final Pauses pauses;
    private final SharedTableNotices notices;
    private final ChangedRules changedRules;

    /** Once is enough: the settings do not change while the program runs. */
    private final AtomicBoolean hasComparedRules = new AtomicBoolean();

    public BeginPass(
            SyncConfig config, DataSource dataSource, Warehouse warehouse, ControlTables control, Pauses pauses) {
        this.config = config;
        this.dataSource = dataSource;
        this.control = control;
        this.pauses = pauses;
        this.notices = new SharedTableNotices(config, control);
        this.changedRules = new ChangedRules(config, dataSource, warehouse);
    }

    /** Begins a pass. */
    public Pass begin(Cycle cycle) throws SQLException {
        List<Checkpoint> checkpoints =
                Jdbc.with(dataSource, c -> control.checkpoints().all(c, config.sourceIds()));
        List<KnownTable> known = Jdbc.with(dataSource, c -> control.tables().allKnown(c));
        Pass pass = new Pass(
                cycle, checkpoints, known.stream().map(KnownTable::table).toList(), shared(checkpoints));
        if (pass.isFirst()) {
            warnOfWrongKeys(config, pass.tables());
            warnOfUnfitColumns(config, pass.tables());
            if (!hasComparedRules.getAndSet(true)) {
                changedRules.warn(known);
            }
            notices.warnOfUnknownNames(pass.tables());
            Jdbc.run(dataSource, notices::logMoves);
            pauses.refreshForCycle();
            publishVerifications(cycle);
        }
        return pass;
    }

    /** Another process may have restored rows since, which deletes an outcome; and this one may have begun just now. */
    private void publishVerifications(Cycle cycle) throws SQLException {
        if (config.verify().isAutomatic()) {
            cycle.publish(new SyncEvent.VerificationsRead(Jdbc.with(dataSource, control.verifyOutcomes()::all)));
        }
    }

    private Map<Track, Source> shared(List<Checkpoint> checkpoints) throws SQLException {
        if (!config.hasSeveralSources()) {
            return Map.of();
        }
        List<Track> known = checkpoints.stream().map(Checkpoint::track).toList();
        return Jdbc.with(
                dataSource, c -> new SharedTracks(config, control).of(c, new Primaries(config, checkpoints), known));
    }

    /** A misspelled name would leave values in the target that somebody believes to be hidden. */
    static void warnOfUnfitColumns(SyncConfig config, List<FeedTable> tables) {
        if (!tables.isEmpty()) {
            config.columns().globs().forEach((glob, setting) -> UnfitGlobs.complaint(glob, tables)
                    .ifPresent(text -> LOG.warn("{}: {}", setting, text)));
            UnfitGlobs.ofGuests(config.guestColumns(), tables).forEach(LOG::warn);
        }
    }

    /** A wrong key is reported as soon as the table is known, and not only when its first table group is loaded. */
    static void warnOfWrongKeys(SyncConfig config, List<FeedTable> tables) {
        tables.stream()
                .map(FeedTable::definition)
                .filter(table -> config.filter().accepts(table.name()))
                .forEach(table -> KeyChoice.complaint(table, config).ifPresent(text -> LOG.warn("{}", text)));
    }
}
