package org.zenotisync.cycle;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.checkpoint.PodProgress;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.config.TableFilter;
import org.zenotisync.feed.Source;
import org.zenotisync.s3.FeedListing;
import org.zenotisync.warehouse.Jdbc;

/** Step of a pass: lists the groups of the sources that are not consumed completely, and the look-back. */
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
    private final EachSource eachSource;
    private volatile int objectsPerPass = OBJECTS_PER_PASS;
    private volatile int filesPerGroup = FILES_PER_GROUP;

    public ListFeed(
            SyncConfig config,
            DataSource dataSource,
            ControlTables control,
            FeedListing listing,
            EachSource eachSource) {
        this.config = config;
        this.dataSource = dataSource;
        this.control = control;
        this.listing = listing;
        this.eachSource = eachSource;
    }

    /** Makes passes smaller, for tests. */
    public void limitPasses(int objects) {
        objectsPerPass = objects;
    }

    /** Makes the largest group smaller, for tests. */
    public void limitGroups(int files) {
        filesPerGroup = files;
    }

    /** Lists the sources, and publishes which of them and which PODs were not listed completely. */
    public void list(Pass pass) throws SQLException {
        List<FeedScan> scans = scan(pass.cycle(), pass.checkpoints());
        for (FeedScan scan : scans) {
            scan.failures().forEach(pass.cycle()::publishOnce);
            if (pass.isFirst()) {
                warnOfPrefix(pass.cycle(), scan);
            }
        }
        pass.listed(scans);
    }

    /**
     * Lists the sources of a cycle, some of them side by side. One that cannot be listed is left out of the cycle.
     *
     * @param checkpoints of all sources
     * @return by source, in natural order of their names
     * @throws org.zenotisync.feed.ListingException if no source can be listed
     */
    List<FeedScan> scan(Cycle cycle, List<Checkpoint> checkpoints) throws SQLException {
        Map<String, List<PodProgress.Progress>> progress =
                control.exist() ? Jdbc.with(dataSource, control.podProgress()::all) : Map.of();
        Map<String, List<Checkpoint>> ofSource =
                checkpoints.stream().collect(Collectors.groupingBy(Checkpoint::source));
        Primaries primaries = new Primaries(config, checkpoints);
        int share = Math.max(1, objectsPerPass / Math.max(1, cycle.sources().size()));
        Map<Source, FeedScan> scans = eachSource.run(
                cycle.sources(),
                source -> scanner(source, primaries.filter(source), cycle, share)
                        .scan(
                                progress.getOrDefault(source.id(), List.of()),
                                ofSource.getOrDefault(source.id(), List.of()),
                                cycle.listedUpTo()),
                (source, failure) -> cycle.leaveOut(source, Failures.text(failure)));
        return List.copyOf(scans.values());
    }

    private FeedScanner scanner(Source source, TableFilter filter, Cycle cycle, int objects) {
        return new FeedScanner(
                listing,
                source,
                config.nameOf(source),
                cycle.root(source),
                filter,
                table -> config.kindOf(table).isPresent(),
                config.lookBack(),
                objects,
                filesPerGroup);
    }

    /**
     * Warns of a wrong prefix. Without the warning, a cycle that reads the wrong folder would look as if all tables
     * were in step.
     */
    void warnOfPrefix(Cycle cycle, FeedScan scan) {
        new PrefixAdvice(listing, scan.source())
                .of(cycle.root(scan.source()), scan.pods().size())
                .ifPresent(advice -> LOG.warn("{}", advice));
    }
}
