package org.zenotisync.ops;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.zenotisync.cycle.KeyStatus;
import org.zenotisync.cycle.TableState;

/** A table of a POD in JMX. */
public final class TableInfo {

    private final TableState state;
    private final boolean isPaused;
    private final Instant now;

    TableInfo(TableState state, boolean isPaused, Instant now) {
        this.state = state;
        this.isPaused = isPaused;
        this.now = now;
    }

    /** The name, in lower case. */
    public String getTable() {
        return state.table();
    }

    public String getPod() {
        return state.pod();
    }

    /** One of {@code in step}, {@code behind}, {@code loading}, {@code paused}, {@code waiting for schema}, {@code failed}. */
    public String getState() {
        boolean isLoading = state.state() == TableState.State.LOADING;
        TableState.State shown = isPaused && !isLoading ? TableState.State.PAUSED : state.state();
        return shown.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The last consumed GroupID, 0 for none. */
    public long getLastGroup() {
        return state.lastGroup();
    }

    /** Table groups that are listed and not consumed. */
    public int getGroupsBehind() {
        return state.groupsBehind();
    }

    /** Seconds since the oldest object was written that is not consumed; 0 if there is none. */
    public long getOldestUnconsumedSeconds() {
        return age(state, now);
    }

    /** Why the last attempt failed, or which schema file the table waits for; null if neither. */
    public String getLastError() {
        return state.lastError();
    }

    /** How it is merged: fact, append-only-fact or dimension; null if that is not known. */
    public String getKind() {
        return state.key().flatMap(KeyStatus::kind).orElse(null);
    }

    /** The columns that its rows are found by; empty if it needs none, or has no usable key. */
    public List<String> getKey() {
        return state.key().map(KeyStatus::columns).orElse(List.of());
    }

    /** Where the key is known from: setting, primary-key, documentation or sortkey; null without a key. */
    public String getKeyFrom() {
        return state.key().flatMap(KeyStatus::from).orElse(null);
    }

    /** Whether rows have shown that the key is unique; null for a key that needs no proof. */
    public Boolean getKeyProven() {
        return state.key().flatMap(KeyStatus::proven).orElse(null);
    }

    static long age(TableState state, Instant now) {
        return state.oldestUnconsumed() == null
                ? 0
                : Math.max(0, Duration.between(state.oldestUnconsumed(), now).toSeconds());
    }
}
