package org.zenotisync.ops;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.zenotisync.consume.KeyStatus;
import org.zenotisync.status.TableSnapshot;

/** A table of a POD in JMX. */
public final class TableInfo {

    private final TableSnapshot table;
    private final Instant now;

    TableInfo(TableSnapshot table, Instant now) {
        this.table = table;
        this.now = now;
    }

    /** The name, in lower case. */
    public String getTable() {
        return table.track().table();
    }

    /** The name of the POD, after that of its source if there are several: {@code north/POD1}. */
    public String getPod() {
        return table.track().podId().toString();
    }

    /**
     * One of {@code in step}, {@code behind}, {@code loading}, {@code paused}, {@code waiting for schema},
     * {@code failed}; with several sources also {@code unreachable} and {@code shared, consumed from <source>}.
     */
    public String getState() {
        if (table.state() == TableSnapshot.State.SHARED) {
            return "shared, " + table.error().orElse("");
        }
        return table.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The last consumed GroupID, 0 for none. */
    public long getLastGroup() {
        return table.lastGroup();
    }

    /** Table groups that are listed and not consumed. */
    public int getGroupsBehind() {
        return table.groupsBehind().orElse(0);
    }

    /** Age in seconds of the oldest object that is not consumed; 0 if there is none. */
    public long getOldestUnconsumedSeconds() {
        return secondsSince(table.oldestUnconsumed(), now);
    }

    /**
     * Why the last attempt failed, why its source cannot be listed, or which schema file the table waits for; null if
     * none of these applies.
     */
    public @Nullable String getLastError() {
        return table.state() == TableSnapshot.State.SHARED
                ? null
                : table.error().orElse(null);
    }

    /** How it is merged: fact, append-only-fact or dimension; null if that is not known. */
    public @Nullable String getKind() {
        return table.key().flatMap(KeyStatus::kind).orElse(null);
    }

    /** The columns of its key; empty if it needs no key or has no usable one. */
    public List<String> getKey() {
        return table.key().map(KeyStatus::columns).orElse(List.of());
    }

    /** Where the key comes from: setting, primary-key, documentation or sortkey; null without a key. */
    public @Nullable String getKeyFrom() {
        return table.key().flatMap(KeyStatus::from).orElse(null);
    }

    /** Whether the loaded rows have shown that the key is unique; null for a key that needs no proof. */
    public @Nullable Boolean getKeyProven() {
        return table.key().flatMap(KeyStatus::proven).orElse(null);
    }

    /**
     * The state of the last automatic verification in this process: equal, different, too-early or failed; null if
     * there was none.
     */
    public @Nullable String getVerified() {
        return table.verified().map(kept -> kept.entry().state()).orElse(null);
    }

    /** What the last automatic verification has found, in words; null if there was none. */
    public @Nullable String getVerifiedText() {
        return table.verified().map(kept -> kept.entry().text()).orElse(null);
    }

    static long secondsSince(Optional<Instant> time, Instant now) {
        return time.map(then -> Math.max(0, Duration.between(then, now).toSeconds()))
                .orElse(0L);
    }
}
