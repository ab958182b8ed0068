package org.zenotisync.ops;

import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.cycle.Failures;
import org.zenotisync.cycle.Pauses;
import org.zenotisync.cycle.SourceNames;
import org.zenotisync.feed.Source;
import org.zenotisync.status.SyncSnapshot;

/** The sync as {@link SyncMXBean} shows and controls it. */
public final class SyncManagement implements SyncMXBean {

    private final SyncConfig config;
    private final Pauses pauses;
    private final SourceNames sources;
    private final Supplier<SyncSnapshot> snapshot;
    private final Cycles cycles;

    /** Cycles as the routes run them. */
    public interface Cycles {

        /** Whether one runs. */
        boolean isRunning();

        /** As {@link SyncMXBean#startCycle()}. */
        boolean start();
    }

    /** @param snapshot gives the current state of the sync, as far as this process knows it */
    public SyncManagement(
            SyncConfig config, Pauses pauses, SourceNames sources, Supplier<SyncSnapshot> snapshot, Cycles cycles) {
        this.config = config;
        this.pauses = pauses;
        this.sources = sources;
        this.snapshot = snapshot;
        this.cycles = cycles;
    }

    @Override
    public String getSource() {
        return config.sources().stream().map(Source::id).collect(Collectors.joining(","));
    }

    @Override
    public String getTarget() {
        return config.target().url().withoutSecrets();
    }

    @Override
    public boolean isCycleRunning() {
        return cycles.isRunning();
    }

    @Override
    public @Nullable CycleInfo getLastCycle() {
        return snapshot.get().lastCycle().map(CycleInfo::new).orElse(null);
    }

    @Override
    public List<TableInfo> getTables() {
        SyncSnapshot now = snapshot.get();
        return now.tables().stream()
                .map(table -> new TableInfo(table, now.takenAt()))
                .toList();
    }

    @Override
    public List<String> getPausedTables() {
        return pauses.all();
    }

    @Override
    public int getGroupsBehind() {
        return snapshot.get().groupsBehind();
    }

    @Override
    public long getOldestUnconsumedSeconds() {
        SyncSnapshot now = snapshot.get();
        return TableInfo.secondsSince(now.oldestUnconsumed(), now.takenAt());
    }

    @Override
    public boolean startCycle() {
        return cycles.start();
    }

    @Override
    public List<String> pauseTables(String glob) {
        return withoutDriverExceptions(() -> pauses.pause(glob));
    }

    @Override
    public List<String> resumeTables(String glob) {
        return withoutDriverExceptions(() -> pauses.resume(glob));
    }

    @Override
    public List<String> pauseSources(String glob) {
        return withoutDriverExceptions(() -> sources.setPaused(glob, true));
    }

    @Override
    public List<String> resumeSources(String glob) {
        return withoutDriverExceptions(() -> sources.setPaused(glob, false));
    }

    private interface Change {
        List<String> make() throws SQLException;
    }

    /** Replaces a driver's exception, because a JMX client may not have its class. */
    private List<String> withoutDriverExceptions(Change change) {
        try {
            return change.make();
        } catch (SQLException e) {
            throw new IllegalStateException(config.target().url().hideSecretsIn(Failures.text(e)));
        }
    }
}
