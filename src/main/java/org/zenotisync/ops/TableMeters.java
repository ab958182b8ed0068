package org.zenotisync.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.zenotisync.checkpoint.RowTimes;
import org.zenotisync.checkpoint.RunLog;
import org.zenotisync.event.FailureCause;
import org.zenotisync.event.TableGroupOutcome;
import org.zenotisync.model.Track;
import org.zenotisync.status.TableSnapshot;

/** The meters of one track. */
final class TableMeters {

    private static final String OUTCOME = "outcome";
    private static final String CONSUMED = "consumed";
    private static final String FAILED = "failed";
    private static final String READ = "read";
    private static final List<String> ROWS = List.of(READ, "inserted", "updated", "deleted", "ignored", "quarantined");

    private final MeterNames meters;
    private final Tags tags;
    private final RowTimes times = new RowTimes();
    private final AtomicBoolean hasCounters = new AtomicBoolean();
    private volatile String kind = "";

    /** @param tags those that all meters of the track have */
    TableMeters(MeterNames meters, Tags tags, Track track, RecentSnapshot recent) {
        this.meters = meters;
        this.tags = tags;
        meters.gauge("table.last.group", "Last consumed GroupID", tags, () -> recent.lastGroup(track));
        meters.gauge(
                "table.groups.behind",
                "Table groups that are listed and not consumed",
                tags,
                () -> recent.groupsBehind(track));
        meters.seconds(
                "table.oldest.unconsumed.age",
                "Age of the oldest object that is not consumed; 0 if there is none, not a number if that is not known",
                tags,
                () -> recent.secondsUnconsumed(track));
        meters.seconds(
                "table.last.consumed.timestamp",
                "When a table group was last consumed",
                tags,
                () -> epochSeconds(times.lastConsumed()));
        meters.seconds(
                "table.last.row.timestamp",
                "When a table group last changed rows of the target",
                tags,
                () -> epochSeconds(times.lastRow()));
        meters.seconds(
                "table.usual.quiet",
                "The longest time between the latest table groups that changed rows",
                tags,
                () -> times.usualQuiet()
                        .map(Duration::toSeconds)
                        .map(Long::doubleValue)
                        .orElse(Double.NaN));
        meters.gauge("table.failed", "Whether the last attempt failed", tags, () -> recent.isFailed(track));
        state("paused", "Whether it is paused", track, recent, TableSnapshot.State.PAUSED);
        state(
                "waiting.for.schema",
                "Whether a schema file of it is not applied",
                track,
                recent,
                TableSnapshot.State.WAITING_FOR_SCHEMA);
        meters.gauge(
                "table.snapshot.differences",
                "Rows that differed at the last verification",
                tags,
                () -> recent.snapshotDifferences(track));
    }

    private void state(String name, String description, Track track, RecentSnapshot recent, TableSnapshot.State state) {
        meters.gauge("table." + name, description, tags, () -> recent.isIn(track, state));
    }

    /** Its kind, as a tag of a meter that is always 1. */
    void setKind(String known) {
        if (!kind.equals(known)) {
            kind = known;
            meters.gauge("table.info", "Kind of the table; always 1", tags.and("kind", known), () -> 1);
        }
    }

    /** Adds what was consumed before this process began. */
    void addEarlier(RunLog.RecentTimes earlier) {
        times.addEarlier(earlier);
    }

    /**
     * Its first table group begins: its counters are registered, with 0, since a counter that begins with 1 shows no
     * increase. Most tables of an organisation with many sources have nothing new for long, and their counters would
     * take most of the memory that a source needs.
     */
    void started() {
        if (hasCounters.compareAndSet(false, true)) {
            List.of(CONSUMED, FAILED).forEach(this::tableGroups);
            ROWS.forEach(this::rows);
            for (FailureCause cause : FailureCause.values()) {
                failures(cause);
            }
            retries();
        }
    }

    void retried() {
        retries().increment();
    }

    void ended(TableGroupOutcome outcome) {
        switch (outcome.state()) {
            case CONSUMED -> {
                ended(CONSUMED, outcome.took());
                consumed(outcome);
            }
            case FAILED -> {
                ended(FAILED, outcome.took());
                failures(outcome.cause().orElse(FailureCause.OTHER)).increment();
            }
            case CONSUMED_BEFORE, TABLE_PAUSED, PAUSED, WAITING_FOR_SCHEMA -> {}
        }
    }

    private void ended(String how, Duration took) {
        tableGroups(how).increment();
        meters.time("table.group", "Time of a table group, with its retries", tags.and(OUTCOME, how), took);
    }

    private void consumed(TableGroupOutcome outcome) {
        RunLog.Counts rows = outcome.counts();
        add(rows(READ), rows.read());
        add(rows("inserted"), rows.inserted());
        add(rows("updated"), rows.updated());
        add(rows("deleted"), rows.deleted());
        add(rows("ignored"), rows.ignored());
        add(rows("quarantined"), rows.quarantined());
        add(meters.bytes(READ, "Size of consumed files", tags), outcome.bytes());
        meters.time(
                "stage",
                "Time of reading files into the stage",
                tags,
                outcome.phases().stage());
        meters.time(
                "merge",
                "Time of the merge into the target",
                tags,
                outcome.phases().merge());
        times.consumed(Instant.now(), rows.inserted() + rows.updated() + rows.deleted() > 0);
    }

    private Counter tableGroups(String outcome) {
        return meters.counter("table.groups", "Table groups that were tried", tags.and(OUTCOME, outcome));
    }

    private Counter rows(String outcome) {
        return meters.counter(
                "rows", "Rows of consumed table groups, and what became of them", tags.and(OUTCOME, outcome));
    }

    private Counter failures(FailureCause cause) {
        return meters.counter("failures", "Table groups that failed, by cause", tags.and("cause", cause.id()));
    }

    private Counter retries() {
        return meters.counter("retries", "Tries of table groups after the first one", tags);
    }

    private static void add(Counter counter, long amount) {
        counter.increment((double) amount);
    }

    private static double epochSeconds(Optional<Instant> time) {
        return time.map(at -> at.toEpochMilli() / 1000.0).orElse(Double.NaN);
    }
}
