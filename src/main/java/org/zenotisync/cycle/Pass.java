package org.zenotisync.cycle;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.feed.Source;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.Track;

/** A pass of a cycle. The steps of the route pass it on. Used by one thread at a time. */
public final class Pass {

    private final Cycle cycle;
    private final boolean isFirst;
    private final List<Checkpoint> checkpoints;
    private final List<FeedTable> tables;
    private final Map<Track, Source> shared;
    private Optional<List<FeedScan>> scans = Optional.empty();
    private Optional<Backlog> backlog = Optional.empty();
    private boolean isOutdated;

    Pass(Cycle cycle, List<Checkpoint> checkpoints, List<FeedTable> tables, Map<Track, Source> shared) {
        this.cycle = cycle;
        this.isFirst = cycle.isFirstPass();
        this.checkpoints = List.copyOf(checkpoints);
        this.tables = List.copyOf(tables);
        this.shared = Map.copyOf(shared);
    }

    Cycle cycle() {
        return cycle;
    }

    /** Whether it is the first pass of its cycle that lists the feed. */
    boolean isFirst() {
        return isFirst;
    }

    /** The checkpoints of all configured sources, as they were when the pass began. */
    List<Checkpoint> checkpoints() {
        return checkpoints;
    }

    /** The tables that schema files have made. */
    List<FeedTable> tables() {
        return tables;
    }

    /** Shared tables of sources that they are not consumed from, with the source that each is consumed from. */
    Map<Track, Source> shared() {
        return shared;
    }

    void listed(List<FeedScan> found) {
        scans = Optional.of(List.copyOf(found));
    }

    /** What the listing has found, by source in natural order of their names. */
    List<FeedScan> scans() {
        return scans.orElseThrow(() -> new IllegalStateException("the feed is not listed yet"));
    }

    /** What the listing has found in the PODs of all sources. */
    List<PodScan> pods() {
        return scans().stream().flatMap(scan -> scan.pods().stream()).toList();
    }

    void planned(Backlog found) {
        backlog = Optional.of(found);
    }

    /** What this pass is to load. */
    Backlog backlog() {
        return backlog.orElseThrow(() -> new IllegalStateException("the backlog is not planned yet"));
    }

    void outdated() {
        isOutdated = true;
    }

    /**
     * Whether no schema file has come while the feed was listed. Otherwise nothing is loaded, and the next pass begins
     * with that file.
     */
    public boolean isCurrent() {
        return !isOutdated;
    }
}
