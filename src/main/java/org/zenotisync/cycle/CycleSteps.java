package org.zenotisync.cycle;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.event.CycleReport;
import org.zenotisync.event.SyncEvent;
import org.zenotisync.event.SyncEvents;
import org.zenotisync.event.TableGroupOutcome;
import org.zenotisync.feed.ListingException;
import org.zenotisync.feed.Source;
import org.zenotisync.model.Quantity;
import org.zenotisync.s3.FeedListing;
import org.zenotisync.stage.ReadCounters;

/** Begins and ends a cycle. */
public final class CycleSteps {

    private static final Logger LOG = LoggerFactory.getLogger(CycleSteps.class);

    private final SyncConfig config;
    private final FeedListing listing;
    private final EachSource eachSource;
    private final ControlTables control;
    private final SourceNames sourceNames;
    private final SyncEvents events;
    private final ReadCounters counters;
    private final String logPrefix;

    /** @param logPrefix which sync it is, for a log of several; may be empty */
    public CycleSteps(
            SyncConfig config,
            FeedListing listing,
            EachSource eachSource,
            ControlTables control,
            SourceNames sourceNames,
            SyncEvents events,
            ReadCounters counters,
            String logPrefix) {
        this.config = config;
        this.listing = listing;
        this.eachSource = eachSource;
        this.control = control;
        this.sourceNames = sourceNames;
        this.events = events;
        this.counters = counters;
        this.logPrefix = logPrefix;
    }

    /**
     * Begins a cycle: checks that the sources and the target can be reached. A source that cannot be listed is left out
     * of the cycle.
     *
     * @throws ListingException if no source can be listed
     * @throws UnreachableException if the target cannot be reached, or its user lacks a right
     */
    public Cycle begin() {
        Map<Source, ListingException> unreachable = new LinkedHashMap<>();
        Map<Source, FeedListing.Level> roots =
                eachSource.run(config.sources(), source -> listing.level(source, ""), unreachable::put);
        createControlTables();
        Cycle cycle = new Cycle(roots, events);
        cycle.publish(new SyncEvent.CycleStarted(counters));
        Set<String> paused = notePaused();
        for (Source source : config.sources()) {
            if (paused.contains(source.id())) {
                LOG.info("{} is paused: it is not read", source);
                cycle.leaveOut(source);
            } else if (unreachable.containsKey(source)) {
                cycle.leaveOut(source, Failures.text(unreachable.get(source)));
            }
        }
        return cycle;
    }

    private Set<String> notePaused() {
        try {
            return sourceNames.note();
        } catch (SQLException e) {
            throw unreachable(e);
        }
    }

    private void noteUnreachable(Cycle cycle) {
        try {
            sourceNames.noteUnreachable(cycle.unreachable());
        } catch (SQLException e) {
            LOG.warn("{}It is not noted in the target which sources can be listed: {}", logPrefix, Failures.text(e));
        }
    }

    /**
     * Creates the control tables that are missing.
     *
     * @throws UnreachableException if the target cannot be reached, or its user lacks a right
     */
    public void createControlTables() {
        try {
            control.create();
        } catch (SQLException e) {
            throw unreachable(e);
        }
    }

    /** What a failure of the target means for people. */
    public UnreachableException unreachable(SQLException failure) {
        return missingRight(failure).orElseGet(() -> ofTarget(" cannot be reached: " + Failures.text(failure)));
    }

    /**
     * What a failure means for people if the target's user lacks a right: which one, and the statement that gives it.
     *
     * @return empty if the failure has another or an unknown reason
     */
    public Optional<UnreachableException> missingRight(Throwable failure) {
        return control.rights().missing(failure, List.of()).map(right -> ofTarget(" cannot be used: " + right));
    }

    private UnreachableException ofTarget(String reason) {
        return new UnreachableException(
                "the target " + config.target() + config.target().url().hideSecretsIn(reason));
    }

    /** Notes that a scheduled cycle could not run; the next one tries again. */
    public void cycleFailed(Exception failure) {
        events.publish(new SyncEvent.CycleFailed(Failures.text(failure), Failures.cause(failure)));
        LOG.error("{}The cycle could not run: {}", logPrefix, Failures.text(failure));
        LOG.debug("The cycle could not run", failure);
    }

    /** Logs that a cycle is left out because the route sync or cycle is stopped. */
    public void cycleLeftOut() {
        LOG.info("{}This cycle is left out because a route that cycles need is stopped", logPrefix);
    }

    /** Notes that the program ended while a cycle was running. */
    public void cycleCutOff(Exception failure) {
        events.publish(new SyncEvent.CycleCutOff());
        LOG.info("{}The cycle is cut off because the program ends: {}", logPrefix, Failures.text(failure));
    }

    /** Logs that monthly snapshots are left out because a route of the verification is stopped. */
    public void verificationLeftOut() {
        LOG.info("Monthly snapshots are not verified after this cycle because a route that it needs is stopped");
    }

    /** Logs that a new monthly snapshot could not be looked for or verified; the next cycle tries again. */
    public void notVerified(Exception failure) {
        LOG.error("Monthly snapshots are not verified after this cycle: {}", Failures.text(failure));
        LOG.debug("Monthly snapshots are not verified", failure);
    }

    /** Ends the cycle. */
    public CycleReport finish(Cycle cycle) {
        CycleReport report = cycle.report();
        noteUnreachable(cycle);
        cycle.publish(new SyncEvent.CycleEnded(report));
        long consumed = report.outcomes().stream()
                .filter(outcome -> outcome.state() == TableGroupOutcome.State.CONSUMED)
                .count();
        LOG.info(
                "{}Cycle ended after {} ms: {} consumed, {} failed{}",
                logPrefix,
                report.took().toMillis(),
                Quantity.of(consumed, "table group"),
                report.failures().size(),
                report.cutShort() ? ", cut short" : "");
        return report;
    }
}
