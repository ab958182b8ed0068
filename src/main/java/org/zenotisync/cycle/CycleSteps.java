package org.zenotisync.cycle;

import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.feed.FeedListing;
import org.zenotisync.feed.ListingException;
import org.zenotisync.load.SyncListener;
import org.zenotisync.model.Counted;

/** Begins and ends a cycle. */
public final class CycleSteps {

    /** The exchange property that holds the {@link Cycle}. */
    public static final String CYCLE = "ZenotiCycle";

    private static final Logger LOG = LoggerFactory.getLogger(CycleSteps.class);

    private final SyncConfig config;
    private final FeedListing listing;
    private final ControlTables control;
    private final Clock clock;
    private final SyncListener listener;
    private volatile LastCycle lastCycle;

    public CycleSteps(
            SyncConfig config, FeedListing listing, ControlTables control, Clock clock, SyncListener listener) {
        this.config = config;
        this.listing = listing;
        this.control = control;
        this.clock = clock;
        this.listener = listener;
    }

    /**
     * Begins a cycle: reaches the source and the target.
     *
     * @throws ListingException if the source cannot be listed
     * @throws UnreachableException if the target cannot be reached, or its user lacks a right
     */
    public Cycle begin() {
        FeedListing.Level root = listing.level(config.source(), "");
        try {
            control.create();
        } catch (SQLException e) {
            String reason = control.missingRight(e, List.of())
                    .map(right -> " cannot be used: " + right)
                    .orElseGet(() -> " cannot be reached: " + Failures.text(e));
            throw new UnreachableException(
                    "the target " + config.target().safeUrl() + config.target().withoutSecrets(reason));
        }
        Cycle cycle = new Cycle();
        cycle.rootListed(root);
        return cycle;
    }

    /** Notes that a scheduled cycle could not run; the next one tries again. */
    public void cycleFailed(@ExchangeProperty("CamelExceptionCaught") Exception failure) {
        listener.cycleEnded();
        lastCycle = LastCycle.notRun(Failures.text(failure), clock.instant());
        LOG.error("The cycle could not run: {}", lastCycle.error());
        LOG.debug("The cycle could not run", failure);
    }

    /** Tells that a cycle is left out since the route sync or cycle is stopped. */
    public void cycleLeftOut() {
        LOG.info("A route that cycles need is stopped: this cycle is left out");
    }

    /** Tells that the end of the program broke a cycle off. */
    public void cycleBrokenOff(@ExchangeProperty("CamelExceptionCaught") Exception failure) {
        listener.cycleEnded();
        LOG.info("The cycle is broken off, since the program ends: {}", Failures.text(failure));
    }

    /** Ends the cycle. */
    public CycleReport finish(@ExchangeProperty(CYCLE) Cycle cycle) {
        CycleReport report = cycle.report();
        lastCycle = LastCycle.of(report, clock.instant());
        listener.cycleEnded();
        LOG.info(
                "Cycle ended after {} ms: {} consumed, {} failed{}",
                report.took().toMillis(),
                Counted.of(cycle.consumed(), "table group"),
                report.failures().size(),
                report.cutShort() ? ", cut short" : "");
        return report;
    }

    /** The last cycle that came to an end; null before. */
    public LastCycle lastCycle() {
        return lastCycle;
    }
}
