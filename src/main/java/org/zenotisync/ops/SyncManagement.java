package org.zenotisync.ops;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.cycle.Failures;
import org.zenotisync.cycle.LastCycle;
import org.zenotisync.cycle.Pauses;
import org.zenotisync.cycle.TableState;
import org.zenotisync.cycle.TableStates;

/** What {@link SyncMXBean} tells and does. */
public final class SyncManagement implements SyncMXBean {

    private final SyncConfig config;
    private final Pauses pauses;
    private final TableStates tables;
    private final Supplier<LastCycle> lastCycle;
    private final Cycles cycles;
    private final Clock clock;

    /** Cycles as the routes run them. */
    public interface Cycles {

        /** Whether one runs. */
        boolean isRunning();

        /** As {@link SyncMXBean#startCycle()}. */
        boolean start();
    }

    /** @param lastCycle gives null as long as none has ended */
    public SyncManagement(
            SyncConfig config,
            Pauses pauses,
            TableStates tables,
            Supplier<LastCycle> lastCycle,
            Cycles cycles,
            Clock clock) {
        this.config = config;
        this.pauses = pauses;
        this.tables = tables;
        this.lastCycle = lastCycle;
        this.cycles = cycles;
        this.clock = clock;
    }

    @Override
    public String getSource() {
        return config.source().id();
    }

    @Override
    public String getTarget() {
        return config.target().safeUrl();
    }

    @Override
    public boolean isCycleRunning() {
        return cycles.isRunning();
    }

    @Override
    public CycleInfo getLastCycle() {
        LastCycle last = lastCycle.get();
        return last == null ? null : new CycleInfo(last);
    }

    @Override
    public List<TableInfo> getTables() {
        Instant now = clock.instant();
        return tables.all().stream()
                .map(state -> new TableInfo(state, pauses.isPaused(state.table()), now))
                .toList();
    }

    @Override
    public List<String> getPausedTables() {
        return pauses.all();
    }

    @Override
    public int getGroupsBehind() {
        return tables.all().stream().mapToInt(TableState::groupsBehind).sum();
    }

    @Override
    public long getOldestUnconsumedSeconds() {
        Instant now = clock.instant();
        return tables.all().stream()
                .mapToLong(state -> TableInfo.age(state, now))
                .max()
                .orElse(0);
    }

    @Override
    public boolean startCycle() {
        return cycles.start();
    }

    @Override
    public List<String> pauseTables(String glob) {
        return kept(() -> pauses.pause(glob));
    }

    @Override
    public List<String> resumeTables(String glob) {
        return kept(() -> pauses.resume(glob));
    }

    private interface Change {
        List<String> make() throws SQLException;
    }

    /** The client may not have the classes of a driver's exceptions. */
    private List<String> kept(Change change) {
        try {
            return change.make();
        } catch (SQLException e) {
            throw new IllegalStateException(config.target().withoutSecrets(Failures.text(e)));
        }
    }
}
