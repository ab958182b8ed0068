package org.zenotisync.verify;

import java.sql.SQLException;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.checkpoint.VerifyOutcomes;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.cycle.ControlTables;
import org.zenotisync.cycle.EachSource;
import org.zenotisync.event.TableVerification.State;
import org.zenotisync.event.VerifyReport;
import org.zenotisync.feed.snapshot.Snapshot;
import org.zenotisync.feed.snapshot.SnapshotFinder;
import org.zenotisync.feed.snapshot.SnapshotFindings;
import org.zenotisync.model.Track;
import org.zenotisync.warehouse.Jdbc;

/** Steps of the automatic verification: finds snapshots that were not compared yet, and keeps the outcomes. */
public final class NewSnapshots {

    private static final Logger LOG = LoggerFactory.getLogger(NewSnapshots.class);

    private final SyncConfig config;
    private final DataSource dataSource;
    private final ControlTables control;
    private final SnapshotFinder finder;
    private final EachSource eachSource;

    NewSnapshots(
            SyncConfig config,
            DataSource dataSource,
            ControlTables control,
            SnapshotFinder finder,
            EachSource eachSource) {
        this.config = config;
        this.dataSource = dataSource;
        this.control = control;
        this.finder = finder;
        this.eachSource = eachSource;
    }

    /**
     * The request that verifies the newest snapshots; empty if they were verified before, there are none, or snapshots
     * are not verified automatically.
     *
     * @throws org.zenotisync.feed.ListingException if no source can be listed
     */
    public Optional<VerifyRequest> request() throws SQLException {
        if (!config.verify().isAutomatic()) {
            return Optional.empty();
        }
        SnapshotFindings findings = SnapshotFindings.of(List.copyOf(eachSource
                // the cycle has reported the sources that cannot be listed
                .run(config.sources(), finder::find, (source, failure) -> {})
                .values()));
        Optional<YearMonth> month = findings.newestMonth();
        if (month.isEmpty()) {
            return Optional.empty();
        }
        Map<Track, VerifyOutcomes.Kept> kept = Jdbc.with(dataSource, control.verifyOutcomes()::all);
        TopSnapshots top = new TopSnapshots(config, Jdbc.with(dataSource, connection -> control.checkpoints()
                .all(connection, config.sourceIds())));
        boolean isAllDone = findings.newest(month.get()).stream()
                .allMatch(snapshot -> !top.isConsumed(snapshot) || isDone(snapshot, kept));
        Map<Track, Long> done = new HashMap<>();
        kept.forEach((track, outcome) -> {
            if (!outcome.entry().state().equals(State.TOO_EARLY.id())) {
                done.put(track, outcome.entry().group());
            }
        });
        return isAllDone ? Optional.empty() : Optional.of(VerifyRequest.newest(done));
    }

    /** All tables of a snapshot are verified in one go, so that one of them stands for the others. */
    private boolean isDone(Snapshot snapshot, Map<Track, VerifyOutcomes.Kept> kept) {
        List<VerifyOutcomes.Entry> ofPod = kept.values().stream()
                .map(VerifyOutcomes.Kept::entry)
                .filter(entry -> entry.track().source().equals(snapshot.source().id()))
                .filter(entry -> entry.track().pod().equalsIgnoreCase(snapshot.pod()))
                .toList();
        return ofPod.stream().anyMatch(entry -> entry.group() == snapshot.group())
                && ofPod.stream()
                        .noneMatch(entry -> entry.group() == snapshot.group()
                                && entry.state().equals(State.TOO_EARLY.id()));
    }

    /** Keeps the outcomes of a verification, and logs what differs. */
    public void keep(VerifyReport report) throws SQLException {
        Jdbc.runInTransaction(dataSource, connection -> control.verifyOutcomes().put(connection, report.outcomes()));
        LOG.info(
                "The snapshot of {} is verified: {}",
                report.month(),
                report.isEqual() ? "all equal" : "see the warnings and 'status'");
        report.outcomes().stream()
                .filter(outcome -> outcome.isDifferent() || outcome.state().equals(State.FAILED.id()))
                .forEach(outcome -> LOG.warn("{} and the {}", outcome.track(), outcome.text()));
    }
}
