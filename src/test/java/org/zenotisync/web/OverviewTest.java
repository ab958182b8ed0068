package org.zenotisync.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zenotisync.web.Samples.NOW;
import static org.zenotisync.web.Samples.table;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.zenotisync.checkpoint.RunLog;
import org.zenotisync.cycle.History;
import org.zenotisync.event.Problem;
import org.zenotisync.model.Track;
import org.zenotisync.schema.SchemaFileOutcome;
import org.zenotisync.status.SyncSnapshot;
import org.zenotisync.status.TableSnapshot;
import org.zenotisync.status.TableSnapshot.State;

class OverviewTest {

    private static final History NONE = History.none(NOW);

    @Test
    void ifAllTablesAreInStepTheAnswerIsYesAndSaysAsOfWhen() {
        assertThat(verdict(Samples.snapshot(inStep("bi_a"), inStep("bi_b"))))
                .isEqualTo(new Verdict(
                        Verdict.Level.FRESH, "Yes: all 2 tables are fresh, as of the cycle that ended 4 min ago."));
    }

    @Test
    void whatNeedsAPersonIsCountedByKind() {
        assertThat(verdict(Samples.snapshot(
                        table("bi_a", State.FAILED, 1, Optional.of("bad")),
                        table("bi_b", State.WAITING_FOR_SCHEMA, 1, Optional.of("waits")),
                        inStep("bi_c"))))
                .isEqualTo(new Verdict(
                        Verdict.Level.ATTENTION,
                        "No: 2 of 3 tables need a person, 1 failed, 1 waiting for schema, as of the cycle that ended 4"
                                + " min ago."));
    }

    @Test
    void tablesThatAreCatchingUpAndPausedOnesAreNotFresh() {
        assertThat(verdict(Samples.snapshot(
                        table("bi_a", State.BEHIND, 1, Optional.empty()),
                        table("bi_b", State.PAUSED, 0, Optional.empty()),
                        inStep("bi_c"))))
                .isEqualTo(new Verdict(
                        Verdict.Level.CATCHING_UP,
                        "Nearly: 1 of 3 tables fresh, 1 being brought up to date; 1 paused, as of the cycle that ended"
                                + " 4 min ago."));
    }

    @Test
    void afterACycleThatCouldNotRunNobodyKnows() {
        SyncSnapshot now = SyncSnapshot.of(
                NOW,
                List.of(inStep("bi_a")),
                Optional.of(Samples.cycle(Duration.ofMinutes(2), Optional.of("the target cannot be reached"))));

        Overview page = Samples.overview(now, NONE, Filter.ALL);

        assertThat(page.verdict())
                .isEqualTo(new Verdict(
                        Verdict.Level.ATTENTION, "Nobody knows: the last cycle, 2 min ago, could not run."));
        assertThat(page.notices()).containsExactly("The last cycle could not run: the target cannot be reached");
    }

    @Test
    void ifNoCycleEndsAnyMoreNobodyKnows() {
        SyncSnapshot now = SyncSnapshot.of(
                NOW, List.of(inStep("bi_a")), Optional.of(Samples.cycle(Duration.ofMinutes(61), Optional.empty())));

        assertThat(verdict(now).sentence())
                .isEqualTo("Nobody knows: the last cycle ended 1 h 1 min ago, and none has ended since.");
    }

    @Test
    void aCycleThatRunsForLongIsNoReasonToDoubtUnlessNothingMoves() {
        SyncSnapshot now = SyncSnapshot.of(
                NOW, List.of(inStep("bi_a")), Optional.of(Samples.cycle(Duration.ofHours(9), Optional.empty())));

        assertThat(Samples.overview(now, new RunningCycle.View(40, "", List.of(), ""), "15m")
                        .verdict()
                        .level())
                .isEqualTo(Verdict.Level.FRESH);
        assertThat(Samples.overview(now, new RunningCycle.View(40, "", List.of(), "7 h"), "15m")
                        .verdict())
                .isEqualTo(new Verdict(
                        Verdict.Level.ATTENTION, "Nobody knows: the cycle is stuck, nothing has moved for 7 h."));
    }

    @Test
    void withACronExpressionTheTimesOfTheExpressionCount() {
        SyncSnapshot now = SyncSnapshot.of(
                NOW, List.of(inStep("bi_a")), Optional.of(Samples.cycle(Duration.ofMinutes(61), Optional.empty())));

        assertThat(Samples.overview(now, "*/15 * * * *").verdict().sentence())
                .isEqualTo("Nobody knows: the last cycle ended 1 h 1 min ago, and none has ended since.");
        assertThat(Samples.overview(now, "0 * * * *").verdict().level()).isEqualTo(Verdict.Level.FRESH);
    }

    @Test
    void beforeTheFirstListingNothingIsKnown() {
        SyncSnapshot now = SyncSnapshot.of(NOW, List.of(), Optional.empty());

        assertThat(verdict(now).level()).isEqualTo(Verdict.Level.UNKNOWN);
        assertThat(verdict(now).sentence()).isEqualTo("Not known yet: the first cycle has not run.");
    }

    @Test
    void aProblemThatBelongsToNoTableIsNotFreshAndIsListedWithoutValues() {
        Overview page = Samples.overview(
                Samples.after(
                        List.of(
                                new Problem("POD POD1", "group 7 has more than 100,000 files"),
                                new Problem("source north (s3://b)", "ERROR: value 'Smith' in 4711")),
                        false,
                        inStep("bi_a")),
                NONE,
                Filter.ALL);

        assertThat(page.verdict())
                .isEqualTo(
                        new Verdict(Verdict.Level.ATTENTION, "No: 2 problems, as of the cycle that ended 4 min ago."));
        assertThat(page.notices())
                .containsExactly(
                        "POD POD1: group 7 has more than 100,000 files", "source north (s3://b): ERROR: value […]");
    }

    @Test
    void withProblemsAndNoTableTheAnswerIsNoAsWell() {
        SyncSnapshot now = Samples.after(List.of(new Problem("source north", "access denied")), false);

        assertThat(verdict(now).sentence()).isEqualTo("No: 1 problem, as of the cycle that ended 4 min ago.");
    }

    @Test
    void manyProblemsDoNotFillThePage() {
        List<Problem> problems = IntStream.range(0, 100)
                .mapToObj(i -> new Problem("POD P" + i, "too many files"))
                .toList();

        assertThat(Samples.overview(Samples.after(problems, false, inStep("bi_a")), NONE, Filter.ALL)
                        .notices())
                .hasSize(11)
                .endsWith("90 more problems are in the log of the last cycle.");
    }

    @Test
    void aRefusedSchemaFileIsNotCountedTwice() {
        History history = new History(
                NOW,
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(Samples.schemaFile("SchemaFull/a.txt", SchemaFileOutcome.FAILED, "refused")),
                List.of());
        SyncSnapshot now =
                Samples.after(List.of(new Problem("s3://salon/SchemaFull/a.txt", "refused")), false, inStep("bi_a"));

        assertThat(Samples.overview(now, history, Filter.ALL).verdict().sentence())
                .isEqualTo("No: 1 schema file not applied, as of the cycle that ended 4 min ago.");
    }

    @Test
    void aCycleThatWasCutShortIsAtBestNearly() {
        Verdict verdict = verdict(Samples.after(List.of(), true, inStep("bi_a")));

        assertThat(verdict)
                .isEqualTo(new Verdict(
                        Verdict.Level.CATCHING_UP,
                        "Nearly: no table is known to be behind, but the last cycle, 4 min ago, was cut short before it"
                                + " had listed everything."));
    }

    @Test
    void aSchemaFileThatIsNotAppliedIsNotFreshEvenIfNoTableWaits() {
        History history = new History(
                NOW,
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(
                        Samples.schemaFile("SchemaFull/a.txt", SchemaFileOutcome.FAILED, "refused"),
                        Samples.schemaFile("SchemaFull/b.txt", SchemaFileOutcome.APPLIED, "")),
                List.of());

        Overview page = Samples.overview(Samples.snapshot(inStep("bi_a")), history, Filter.ALL);

        assertThat(page.verdict().sentence()).startsWith("No: 1 schema file not applied");
    }

    @Test
    void aTableInStepThatHadRowsRegularlyAndHasNoneNeedsAPerson() {
        Track track = Samples.track("bi_membership");
        List<Instant> withRows = IntStream.range(0, 6)
                .mapToObj(i -> NOW.minus(Duration.ofDays(40)).plus(Duration.ofHours(2L * i)))
                .toList();
        History history = new History(
                NOW,
                // the chart has only groups without rows
                Map.of(track, List.of(new RunLog.Run(99, RunLog.Outcome.CONSUMED, 0, NOW))),
                Map.of(track, new RunLog.RecentTimes(NOW, withRows)),
                Map.of(),
                Map.of(),
                List.of(),
                List.of());

        Overview page = Samples.overview(Samples.snapshot(inStep("bi_membership")), history, Filter.ALL);

        assertThat(page.verdict().sentence()).startsWith("No: 1 of 1 table needs a person, 1 no rows for long");
        assertThat(page.rows().get(0).error().words()).isEqualTo("no new rows for 39 d 14 h, longer than usual");
    }

    @Test
    void whatNeedsAPersonComesFirstThenByName() {
        Overview page = Samples.overview(
                Samples.snapshot(inStep("bi_b"), inStep("bi_a"), table("bi_z", State.FAILED, 1, Optional.of("bad"))),
                NONE,
                Filter.ALL);

        assertThat(page.rows()).extracting(TableRow::table).containsExactly("bi_z", "bi_a", "bi_b");
    }

    @Test
    void rowsAreFilteredByStateNameAndSource() {
        SyncSnapshot now = Samples.snapshot(
                table(new Track("s/a", "POD1", "bi_dimuser", "north"), State.IN_STEP, 0, Optional.empty()),
                table(new Track("s/b", "POD1", "bi_dimuser", "south"), State.FAILED, 1, Optional.of("bad")),
                table(new Track("s/b", "POD1", "bi_facty", "south"), State.IN_STEP, 0, Optional.empty()));

        assertThat(tables(now, new Filter("attention", "", ""))).containsExactly("south/bi_dimuser");
        assertThat(tables(now, new Filter("in-step", "", "south"))).containsExactly("south/bi_facty");
        assertThat(tables(now, new Filter("", " DIMU ", ""))).containsExactly("south/bi_dimuser", "north/bi_dimuser");
        assertThat(Samples.overview(now, NONE, Filter.ALL).sources()).containsExactly("north", "south");
    }

    @Test
    void theLagIsInGroupsAndInTime() {
        Overview page =
                Samples.overview(Samples.snapshot(table("bi_a", State.BEHIND, 2, Optional.empty())), NONE, Filter.ALL);

        assertThat(page.rows().get(0).lag()).isEqualTo("2 groups, oldest object 3 h 10 min old");
    }

    @Test
    void theQueryOfAFilterIsEncoded() {
        assertThat(new Filter("", "a&b=\"<", "").query()).isEqualTo("?name=a%26b%3D%22%3C");
        assertThat(Filter.ALL.query()).isEmpty();
    }

    private static List<String> tables(SyncSnapshot now, Filter filter) {
        return Samples.overview(now, NONE, filter).rows().stream()
                .map(row -> row.source() + "/" + row.table())
                .toList();
    }

    private static TableSnapshot inStep(String table) {
        return table(table, State.IN_STEP, 0, Optional.empty());
    }

    private static Verdict verdict(SyncSnapshot now) {
        return Samples.overview(now, NONE, Filter.ALL).verdict();
    }
}
