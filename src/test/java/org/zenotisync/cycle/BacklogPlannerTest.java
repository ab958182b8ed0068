package org.zenotisync.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.checkpoint.LateObjects;
import org.zenotisync.checkpoint.Manifest;
import org.zenotisync.config.OnLateFile;
import org.zenotisync.feed.FeedFile;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.Source;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.model.PodId;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.model.Track;

class BacklogPlannerTest {

    private static final Instant NOW = Instant.parse("2024-02-29T12:00:00Z");
    private static final Duration LONG_AGO = Duration.ofDays(1);

    private final List<Checkpoint> checkpoints = new ArrayList<>();
    private final Map<TableGroupId, List<Manifest.Entry>> manifest = new HashMap<>();
    private Duration settle = Duration.ofMinutes(5);
    private OnLateFile onLateFile = OnLateFile.REPLAY;
    private BacklogPlanner.HeldUp heldUp = (track, last) -> false;
    private boolean isUnchanged;
    private boolean isAppendOnly;

    @Test
    void withoutCheckpointsAllGroupsAreLoadedAscending() {
        Backlog backlog = plan(pod("POD1", group(999, "bi_x"), group(1000, "bi_x"), group(8, "bi_x")));

        assertThat(loaded(backlog)).containsExactly("POD1/8/bi_x", "POD1/999/bi_x", "POD1/1000/bi_x");
        assertThat(backlog.replays()).isEmpty();
        assertThat(backlog.waiting()).isEmpty();
    }

    @Test
    void groupsUpToTheCheckpointOfTheirTableAndPodAreLeftOut() {
        checkpoint("POD1", "bi_x", 2);
        checkpoint("POD2", "bi_x", 1);
        consumed("POD1", 1, "bi_x");
        consumed("POD1", 2, "bi_x");
        consumed("POD2", 1, "bi_x");

        Backlog backlog = plan(
                pod("POD1", group(1, "bi_x"), group(2, "bi_x", "bi_y"), group(3, "bi_x")),
                pod("POD2", group(1, "bi_x"), group(2, "bi_x")));

        assertThat(loaded(backlog)).containsExactlyInAnyOrder("POD1/3/bi_x", "POD1/2/bi_y", "POD2/2/bi_x");
        assertThat(backlog.replays()).isEmpty();
    }

    @Test
    void aTableIsOneLaneOverAllPodsInTheirOrder() {
        Backlog backlog = plan(pod("POD2", group(1, "bi_x"), group(2, "bi_x")), pod("POD10", group(1, "bi_x", "bi_y")));

        assertThat(backlog.lanes()).extracting(Lane::table).containsExactly("bi_x", "bi_y");
        assertThat(backlog.lanes().get(0).pods()).hasSize(2);
        assertThat(loaded(backlog)).containsExactly("POD2/1/bi_x", "POD2/2/bi_x", "POD10/1/bi_x", "POD10/1/bi_y");
    }

    @Test
    void theLargestLaneStartsFirstAndEqualOnesByName() {
        Backlog backlog = plan(pod("POD1", group(1, "bi_c", "bi_b", "bi_a"), group(2, "bi_b")));

        assertThat(backlog.lanes()).extracting(Lane::table).containsExactly("bi_b", "bi_a", "bi_c");
    }

    @ParameterizedTest
    @CsvSource({"0, true", "299, true", "300, false", "301, false"})
    void theNewestGroupWaitsWhileItsNewestObjectIsYoungerThanTheSettleTime(long age, boolean waits) {
        Backlog backlog = plan(pod("POD1", group(1, "bi_x"), young(2, age, "bi_x")));

        assertThat(backlog.waiting()).hasSize(waits ? 1 : 0);
        assertThat(loaded(backlog)).hasSize(waits ? 1 : 2).startsWith("POD1/1/bi_x");
    }

    @Test
    void onlyTheNewestGroupOfItsPodWaits() {
        Backlog backlog = plan(pod("POD1", young(1, 0, "bi_x"), group(2, "bi_y")), pod("POD2", young(1, 0, "bi_x")));

        assertThat(loaded(backlog)).containsExactlyInAnyOrder("POD1/1/bi_x", "POD1/2/bi_y");
        assertThat(backlog.waiting()).extracting(TableGroupId::toString).containsExactly("POD2/1/bi_x");
    }

    @Test
    void aTableGroupWaitsForItsOwnObjectsOnly() {
        Backlog backlog = plan(pod("POD1", young(1, 0, "bi_x"), group(1, "bi_y")));

        assertThat(loaded(backlog)).containsExactly("POD1/1/bi_y");
        assertThat(backlog.waiting()).extracting(TableGroupId::toString).containsExactly("POD1/1/bi_x");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -3600})
    void withoutASettleTimeNothingWaitsEvenIfTheClocksDiffer(long age) {
        settle = Duration.ZERO;

        Backlog backlog = plan(pod("POD1", young(1, age, "bi_x")));

        assertThat(loaded(backlog)).containsExactly("POD1/1/bi_x");
    }

    @Test
    void aLateObjectResetsItsTableToTheGroupBefore() {
        checkpoint("POD1", "bi_x", 3);
        checkpoint("POD1", "bi_y", 3);
        for (int group = 1; group <= 3; group++) {
            consumed("POD1", group, "bi_x");
            consumed("POD1", group, "bi_y");
        }
        manifest.remove(new TableGroupId("bucket", "POD1", "bi_x", 2));

        Backlog backlog = plan(pod(
                "POD1",
                group(1, "bi_x", "bi_y"),
                group(2, "bi_x", "bi_y"),
                group(3, "bi_x", "bi_y"),
                group(4, "bi_x")));

        assertThat(loaded(backlog)).containsExactly("POD1/2/bi_x", "POD1/3/bi_x", "POD1/4/bi_x");
        assertThat(backlog.replays()).extracting(TableGroupId::toString).containsExactly("POD1/2/bi_x");
    }

    @Test
    void anObjectWithAnotherContentIsLate() {
        checkpoint("POD1", "bi_x", 1);
        TableGroup group = tableGroup("POD1", 1, "bi_x", LONG_AGO);
        FeedObject object = group.files().get(0).object();
        manifest.put(group.id(), List.of(new Manifest.Entry(1, object.key(), "another etag", object.size(), 1)));

        Backlog backlog = plan(pod("POD1", group(1, "bi_x")));

        assertThat(backlog.replays()).containsExactly(group.id());
    }

    @Test
    void lateAndChangedObjectsThatAreOnlyReportedHoldNothingUpAndAreNotLoaded() {
        onLateFile = OnLateFile.REPORT;
        checkpoint("POD1", "bi_x", 3);
        consumed("POD1", 1, "bi_x");
        consumed("POD1", 3, "bi_x");
        TableGroupId changed = new TableGroupId("bucket", "POD1", "bi_x", 1);
        manifest.put(changed, List.of(new Manifest.Entry(1, "POD1/1/bi_x/1/a.csv", "another etag", 1, 1)));

        Backlog backlog =
                plan(pod("POD1", group(1, "bi_x"), group(2, "bi_x"), group(3, "bi_x"), young(4, 600, "bi_x")));

        assertThat(loaded(backlog)).containsExactly("POD1/4/bi_x");
        assertThat(backlog.replays()).isEmpty();
        assertThat(backlog.late())
                .containsExactly(
                        new LateObjects.Entry(changed, "POD1/1/bi_x/1/a.csv", "etag", true),
                        new LateObjects.Entry(
                                new TableGroupId("bucket", "POD1", "bi_x", 2), "POD1/2/bi_x/1/a.csv", "etag", false));
    }

    @Test
    void aConsumedObjectThatIsGoneIsNotLate() {
        checkpoint("POD1", "bi_x", 1);
        consumed("POD1", 1, "bi_x");
        TableGroupId id = new TableGroupId("bucket", "POD1", "bi_x", 1);
        List<Manifest.Entry> entries = new ArrayList<>(manifest.get(id));
        entries.add(new Manifest.Entry(1, "gone.csv", "etag", 1, 1));
        manifest.put(id, entries);

        assertThat(loaded(plan(pod("POD1", group(1, "bi_x"))))).isEmpty();
    }

    @Test
    void aLateObjectOfTheNewestGroupWaitsToSettle() {
        checkpoint("POD1", "bi_x", 1);

        Backlog backlog = plan(pod("POD1", young(1, 0, "bi_x")));

        assertThat(loaded(backlog)).isEmpty();
        assertThat(backlog.replays()).isEmpty();
        assertThat(backlog.waiting()).extracting(TableGroupId::toString).containsExactly("POD1/1/bi_x");
    }

    @Test
    void everyTableGroupFollowsTheOneBeforeIt() {
        checkpoint("POD1", "bi_x", 3);
        consumed("POD1", 3, "bi_x");

        assertThat(followed(plan(pod("POD1", group(3, "bi_x"), group(5, "bi_x"), group(9, "bi_x")))))
                .containsExactly(3L, 5L);
    }

    @Test
    void aReplayFollowsWhatComesBeforeIt() {
        checkpoint("POD1", "bi_x", 5);

        assertThat(followed(plan(pod("POD1", group(3, "bi_x"), group(5, "bi_x"), group(9, "bi_x")))))
                .containsExactly(2L, 3L, 5L);
    }

    private static List<Long> followed(Backlog backlog) {
        return backlog.tableGroups().stream().map(TableGroup::after).toList();
    }

    @Test
    void moreWaitsIfAnyPodWasListedIncompletely() {
        PodScan complete = pod("POD1", group(1, "bi_x"));
        PodScan part = new PodScan(
                new PodId("bucket", "POD2"),
                0,
                List.of(1L, 9L),
                pod("POD2", group(1, "bi_x")).listed(),
                1,
                true);

        assertThat(plan(complete).more()).isFalse();
        assertThat(plan(part, complete).more()).isTrue();
    }

    @Test
    void aTrackThatIsHeldUpIsLeftOutAndTheOthersAreLoaded() {
        checkpoint("POD1", "bi_x", 1);
        consumed("POD1", 1, "bi_x");
        Map<Track, Long> asked = new HashMap<>();
        heldUp = (track, last) -> {
            asked.put(track, last);
            return track.equals(new Track("bucket", "POD1", "bi_x"));
        };

        Backlog backlog = plan(pod("POD1", group(1, "bi_x"), group(2, "bi_x", "bi_y")), pod("POD2", group(2, "bi_x")));

        assertThat(loaded(backlog)).containsExactlyInAnyOrder("POD1/2/bi_y", "POD2/2/bi_x");
        assertThat(asked)
                .containsEntry(new Track("bucket", "POD1", "bi_x"), 1L)
                .containsEntry(new Track("bucket", "POD1", "bi_y"), 0L);
    }

    @Test
    void aMisnamedFileInAConsumedGroupIsReportedAndHoldsNothingUp() {
        checkpoint("POD1", "bi_x", 2);
        consumed("POD1", 1, "bi_x");
        TableGroup misnamed = tableGroup("POD1", 2, "bi_x", LONG_AGO, "a.tmp");

        Backlog backlog = plan(pod(
                "POD1",
                List.of(tableGroup("POD1", 1, "bi_x", LONG_AGO), misnamed, tableGroup("POD1", 3, "bi_x", LONG_AGO))));

        assertThat(loaded(backlog)).containsExactly("POD1/3/bi_x");
        assertThat(backlog.misnamed()).containsExactly(misnamed);
        assertThat(backlog.replays()).isEmpty();
    }

    /** Its load fails, so that the later groups wait. */
    @Test
    void aMisnamedFileInANewGroupIsPlannedLikeAnyOther() {
        Backlog backlog = plan(pod("POD1", List.of(tableGroup("POD1", 1, "bi_x", LONG_AGO, "a.tmp"))));

        assertThat(loaded(backlog)).containsExactly("POD1/1/bi_x");
        assertThat(backlog.misnamed()).isEmpty();
    }

    @Test
    void anObjectWithTheSameContentAndAnotherEtagIsNotLate() {
        checkpoint("POD1", "bi_x", 1);
        changedSinceConsumed("POD1", 1, "bi_x");
        isUnchanged = true;

        assertThat(loaded(plan(pod("POD1", group(1, "bi_x"))))).isEmpty();
    }

    /** Whatever the contents are compared with: nothing of such an object was consumed. */
    @Test
    void aNewObjectIsLateEvenIfContentsCountAsUnchanged() {
        checkpoint("POD1", "bi_x", 1);
        isUnchanged = true;

        assertThat(loaded(plan(pod("POD1", group(1, "bi_x"))))).containsExactly("POD1/1/bi_x");
    }

    @Test
    void aReplayOfAnAppendOnlyFactReportsChangedObjectsOnlyAndGoesOn() {
        onLateFile = OnLateFile.REPORT;
        isAppendOnly = true;
        checkpoints.add(new Checkpoint(new Track("bucket", "POD1", "bi_x"), 0, 2, Optional.empty()));
        changedSinceConsumed("POD1", 1, "bi_x");

        Backlog backlog = plan(pod("POD1", group(1, "bi_x"), group(2, "bi_x"), group(3, "bi_x")));

        assertThat(loaded(backlog)).containsExactly("POD1/1/bi_x", "POD1/2/bi_x", "POD1/3/bi_x");
        assertThat(backlog.late())
                .containsExactly(new LateObjects.Entry(
                        new TableGroupId("bucket", "POD1", "bi_x", 1), "POD1/1/bi_x/1/a.csv", "etag", true));
    }

    @Test
    void changedObjectsAreNotReportedWhereTheirRowsAreReplaced() {
        isAppendOnly = true;
        checkpoints.add(new Checkpoint(new Track("bucket", "POD1", "bi_x"), 0, 1, Optional.empty()));
        changedSinceConsumed("POD1", 1, "bi_x");
        assertThat(plan(pod("POD1", group(1, "bi_x"))).late()).isEmpty();

        onLateFile = OnLateFile.REPORT;
        isAppendOnly = false;
        assertThat(plan(pod("POD1", group(1, "bi_x"))).late()).isEmpty();
    }

    private Backlog plan(PodScan... pods) {
        return new BacklogPlanner(checkpoints, this::etags, new KnownContents(), settle, NOW, heldUp, onLateFile)
                .plan(List.of(pods));
    }

    private Map<String, String> etags(PodId pod, long fromGroup, long toGroup) {
        Map<String, String> etags = new HashMap<>();
        manifest.forEach((id, entries) -> {
            if (id.track().podId().equals(pod) && id.group() >= fromGroup && id.group() <= toGroup) {
                entries.forEach(entry -> etags.put(entry.key(), entry.etag()));
            }
        });
        return etags;
    }

    private static List<String> loaded(Backlog backlog) {
        return backlog.tableGroups().stream()
                .map(group -> group.id().toString())
                .toList();
    }

    private void checkpoint(String pod, String table, long group) {
        checkpoints.add(new Checkpoint(new Track("bucket", pod, table), group, 0, Optional.empty()));
    }

    private void consumed(String pod, long group, String table) {
        TableGroup tableGroup = tableGroup(pod, group, table, LONG_AGO);
        manifest.put(
                tableGroup.id(),
                tableGroup.files().stream()
                        .map(FeedFile::object)
                        .map(o -> new Manifest.Entry(1, o.key(), o.etag(), o.size(), 1))
                        .toList());
    }

    private void changedSinceConsumed(String pod, long group, String table) {
        FeedObject object =
                tableGroup(pod, group, table, LONG_AGO).files().get(0).object();
        manifest.put(
                new TableGroupId("bucket", pod, table, group),
                List.of(new Manifest.Entry(1, object.key(), "another etag", object.size(), 1)));
    }

    /** A group of a POD whose tables were written at this age. */
    private record Group(long number, Duration age, List<String> tables) {}

    private static Group group(long number, String... tables) {
        return new Group(number, LONG_AGO, List.of(tables));
    }

    private static Group young(long number, long seconds, String... tables) {
        return new Group(number, Duration.ofSeconds(seconds), List.of(tables));
    }

    private static PodScan pod(String pod, Group... groups) {
        List<TableGroup> tableGroups = new ArrayList<>();
        for (Group group : groups) {
            for (String table : group.tables()) {
                tableGroups.add(tableGroup(pod, group.number(), table, group.age()));
            }
        }
        return pod(pod, tableGroups);
    }

    private static PodScan pod(String pod, List<TableGroup> groups) {
        SortedMap<Long, List<TableGroup>> listed = new TreeMap<>();
        groups.forEach(group -> listed.computeIfAbsent(group.id().group(), number -> new ArrayList<>())
                .add(group));
        return new PodScan(new PodId("bucket", pod), 0, List.copyOf(listed.keySet()), listed, 1, false);
    }

    /** A table group of one object of 100 bytes. */
    private static TableGroup tableGroup(String pod, long group, String table, Duration age) {
        return tableGroup(pod, group, table, age, "a.csv");
    }

    private static TableGroup tableGroup(String pod, long group, String table, Duration age, String name) {
        FeedObject object = new FeedObject(
                new Source("bucket", ""), pod + "/" + group + "/" + table + "/1/" + name, "etag", 100, NOW.minus(age));
        return new TableGroup(new TableGroupId("bucket", pod, table, group), List.of(new FeedFile(1, object)));
    }

    private final class KnownContents implements BacklogPlanner.Contents {

        @Override
        public boolean isUnchanged(TableGroupId group, FeedObject object) {
            return isUnchanged;
        }

        @Override
        public boolean isAppendOnly(String table) {
            return isAppendOnly;
        }
    }
}
