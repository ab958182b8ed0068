package org.zenotisync.cycle;

import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.checkpoint.PodProgress;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.s3.FeedListing;
import org.zenotisync.warehouse.Jdbc;

/** Step of a pass: lists the groups of the source that are not consumed completely, and the look-back. */
public final class ListFeed {

    /** Objects that one pass loads, so that memory does not grow with the backlog. */
    private static final int OBJECTS_PER_PASS = 100_000;

    /** Maximum number of files in one group of a POD. They are sorted in memory and take about 300 bytes each. */
    static final int FILES_PER_GROUP = 250_000;

    private static final Logger LOG = LoggerFactory.getLogger(ListFeed.class);

    private final SyncConfig config;
    private final DataSource dataSource;
    private final ControlTables control;
    private final FeedListing listing;
    private volatile int objectsPerPass = OBJECTS_PER_PASS;
    private volatile int filesPerGroup = FILES_PER_GROUP;

    public ListFeed(SyncConfig config, DataSource dataSource, ControlTables control, FeedListing listing) {
        this.config = config;
        this.dataSource = dataSource;
        this.control = control;
        this.listing = listing;
    }

    /** Makes passes smaller, for tests. */
    public void limitPasses(int objects) {
        objectsPerPass = objects;
    }

    /** Makes the largest group smaller, for tests. */
    public void limitGroups(int files) {
        filesPerGroup = files;
    }

    /** Lists the source, and publishes which PODs were not listed completely. */
    public void list(Pass pass) throws SQLException {
        FeedScan scan = scan(pass.cycle(), pass.checkpoints());
        scan.failures().forEach(pass.cycle()::publishOnce);
        if (pass.isFirst()) {
            warnOfPrefix(pass.cycle(), scan);
        }
        pass.listed(scan);
    }

    FeedScan scan(Cycle cycle, List<Checkpoint> checkpoints) throws SQLException {
        List<PodProgress.Progress> progress = control.exist()
                ? Jdbc.with(dataSource, c -> control.podProgress()
                        .all(c, config.source().id()))
                : List.of();
        return new FeedScanner(
                        listing,
                        config.source(),
                        cycle.root(),
                        config.filter(),
                        table -> config.kindOf(table).isPresent(),
                        config.lookBack(),
                        objectsPerPass,
                        filesPerGroup)
                .scan(progress, checkpoints, cycle.listedUpTo());
    }

    /**
     * Warns of a wrong prefix. Without the warning, a cycle that reads the wrong folder would look as if all tables
     * were in step.
     */
    void warnOfPrefix(Cycle cycle, FeedScan scan) {
        new PrefixAdvice(listing, config.source())
                .of(cycle.root(), scan.pods().size())
                .ifPresent(advice -> LOG.warn("{}", advice));
    }
}
