package org.zenotisync.web;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.zenotisync.checkpoint.LateObjects;
import org.zenotisync.checkpoint.RunLog;
import org.zenotisync.checkpoint.VerifyOutcomes;
import org.zenotisync.config.SettingsSource;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.consume.KeyStatus;
import org.zenotisync.cycle.History;
import org.zenotisync.event.Problem;
import org.zenotisync.model.Track;
import org.zenotisync.schema.PastGroups;
import org.zenotisync.schema.SchemaFileEntry;
import org.zenotisync.schema.SchemaFileOutcome;
import org.zenotisync.status.CycleSnapshot;
import org.zenotisync.status.SyncSnapshot;
import org.zenotisync.status.TableSnapshot;

/** States of a sync to show. */
final class Samples {

    static final Instant NOW = Instant.parse("2024-05-10T12:00:00Z");

    /** Names as a bucket may have them: markup, quotes, and text that runs from right to left. */
    static final String NASTY = "<script>alert('x')</script>\" onload=\"y&amp;\u202E\u05D0\u05D1";

    static final SyncConfig CONFIG =
            SyncConfig.read(SettingsSource.of(Map.of("zenoti.bucket", "salon", "zenoti.schedule", "15m")));

    private Samples() {}

    static Track track(String table) {
        return new Track("salon", "POD1", table);
    }

    static TableSnapshot table(String table, TableSnapshot.State state, int behind, Optional<String> error) {
        return table(track(table), state, behind, error);
    }

    static TableSnapshot table(Track track, TableSnapshot.State state, int behind, Optional<String> error) {
        return new TableSnapshot(
                track,
                12,
                OptionalLong.empty(),
                state,
                OptionalInt.of(behind),
                behind == 0 ? Optional.empty() : Optional.of(NOW.minus(Duration.ofMinutes(190))),
                OptionalLong.empty(),
                0,
                Optional.empty(),
                error,
                Optional.of(new KeyStatus(
                        Optional.of("dimension"),
                        List.of("userid"),
                        Optional.of("sortkey"),
                        Optional.of(true),
                        Optional.empty())),
                Optional.empty());
    }

    static SyncSnapshot snapshot(TableSnapshot... tables) {
        return SyncSnapshot.of(NOW, List.of(tables), Optional.of(cycle(Duration.ofMinutes(4), Optional.empty())));
    }

    static CycleSnapshot cycle(Duration ago, Optional<String> error) {
        return new CycleSnapshot(
                NOW.minus(ago), Duration.ofSeconds(3), 5, 1, 0, 0, 0, false, 1234, 0, List.of(), List.of(), error);
    }

    /** The state after a cycle that found problems, or was cut short. */
    static SyncSnapshot after(List<Problem> problems, boolean isCutShort, TableSnapshot... tables) {
        CycleSnapshot last = new CycleSnapshot(
                NOW.minus(Duration.ofMinutes(4)),
                Duration.ofSeconds(3),
                5,
                0,
                0,
                0,
                0,
                isCutShort,
                1234,
                0,
                List.of(),
                problems,
                Optional.empty());
        return SyncSnapshot.of(NOW, List.of(tables), Optional.of(last));
    }

    /** A history in which every name and text is nasty. */
    static History nastyHistory(Track track) {
        return new History(
                NOW,
                Map.of(
                        track,
                        List.of(
                                new RunLog.Run(11, RunLog.Outcome.CONSUMED, 7, NOW.minusSeconds(60)),
                                new RunLog.Run(12, RunLog.Outcome.FAILED, 0, NOW))),
                Map.of(),
                Map.of(track, 3L),
                Map.of(
                        track,
                        new VerifyOutcomes.Kept(
                                new VerifyOutcomes.Entry(
                                        track, NASTY, 1001, "failed", 0, 0, 0, 0, 0, 0, 0, Optional.of("no " + NASTY)),
                                LocalDateTime.of(2024, 5, 1, 0, 0))),
                List.of(schemaFile("SchemaFull/" + NASTY, SchemaFileOutcome.FAILED, "refused: " + NASTY)),
                List.of(new LateObjects.Entry(
                        new Track(NASTY, NASTY, "bi_a").group(9), "POD1/9/" + NASTY, "etag", true)));
    }

    static SchemaFileEntry schemaFile(String key, SchemaFileOutcome outcome, String note) {
        return new SchemaFileEntry(
                "salon",
                key,
                "etag",
                LocalDateTime.of(2024, 5, 1, 0, 0),
                outcome,
                Optional.of(note),
                LocalDateTime.of(2024, 5, 1, 0, 0),
                Optional.empty(),
                Optional.of(NASTY),
                PastGroups.NONE,
                false,
                false);
    }

    /** With a cycle that runs. */
    static Overview overview(SyncSnapshot now, RunningCycle.View cycle, String schedule) {
        SyncConfig config =
                SyncConfig.read(SettingsSource.of(Map.of("zenoti.bucket", "salon", "zenoti.schedule", schedule)));
        return Overview.of(now, History.none(NOW), "", Optional.of(cycle), config, false, Filter.ALL);
    }

    /** Without a running cycle. */
    static Overview overview(SyncSnapshot now, String schedule) {
        SyncConfig config =
                SyncConfig.read(SettingsSource.of(Map.of("zenoti.bucket", "salon", "zenoti.schedule", schedule)));
        return Overview.of(now, History.none(NOW), "", Optional.empty(), config, false, Filter.ALL);
    }

    static Overview overview(SyncSnapshot now, History history, Filter filter) {
        return Overview.of(now, history, "", Optional.empty(), CONFIG, false, filter);
    }
}
