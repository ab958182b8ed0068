package org.zenotisync.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.zenotisync.event.CycleReport;
import org.zenotisync.event.Problem;
import org.zenotisync.feedmodel.RandomSources;
import org.zenotisync.feedmodel.SourcesModel;
import org.zenotisync.proof.Proof;
import org.zenotisync.proof.Proves;
import org.zenotisync.routes.ModelComparison;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.testing.TargetDatabase;

/**
 * Several sources made up by chance: added, removed, forgotten, renamed, paused and out of reach on the way, with
 * shared tables whose primary moves. After each step every table is row by row as the model of docs/sources.md has it.
 * {@code -Dfeeds=500} runs more of them, {@code -Dfeed=17} one.
 */
@Tag("s3")
@Proves(Proof.RANDOM)
class RandomSourcesTest {

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @TempDir
    private Path folder;

    static Stream<Arguments> feeds() {
        String one = System.getProperty("feed");
        return TargetDatabase.wanted().stream().flatMap(database -> (one != null
                        ? LongStream.of(Long.parseLong(one))
                        : LongStream.range(0, feeds(database)))
                .mapToObj(seed -> Arguments.of(database, seed)));
    }

    /** Fewer of them through the stand-in for Redshift, as in {@link RandomFeedsTest}. */
    private static long feeds(TargetDatabase database) {
        long feeds = Long.getLong("feeds", 4);
        return database == TargetDatabase.REDSHIFT ? (feeds + 3) / 4 : feeds;
    }

    @ParameterizedTest(name = "{0}, sources {1}")
    @MethodSource("feeds")
    void everyTableIsAsTheModelHasItAfterEveryStep(TargetDatabase database, long seed) throws Exception {
        RandomSources sources = RandomSources.of(seed);
        SourcesModel model = sources.model();
        String buckets = "sources-" + database.ordinal() + "-" + seed;
        Map<String, String> target = database.settings(folder);
        Optional<SyncHarness> running = Optional.empty();
        SortedMap<String, String> settings = new TreeMap<>();
        try {
            int number = 0;
            for (RandomSources.Step step : sources.steps()) {
                String where = "step " + ++number + " of " + sources.describe();
                step.objects().forEach((id, objects) -> {
                    S3.publish(sources.bucket(buckets, id), objects);
                    model.put(id, objects);
                });
                SortedMap<String, String> now = sources.settings(buckets, step);
                if (!now.equals(settings)) {
                    running.ifPresent(SyncHarness::close);
                    settings = now;
                    running = Optional.of(start(target, settings));
                }
                SyncHarness harness = running.orElseThrow();
                for (Map.Entry<String, String> forgotten : step.forgotten().entrySet()) {
                    harness.sync().sourceNames().forget(forgotten.getValue());
                    model.forget(forgotten.getKey());
                }
                model.configure(step.configured());
                model.cycle(step.unread());
                CycleReport report = cycle(harness, step, sources, buckets, model);
                requireAsModelled(harness, report, step, model, where);
            }
            RandomSources.Step last = sources.steps().get(number - 1);
            model.cycle(Set.of());
            SyncHarness harness = running.orElseThrow();
            requireAsModelled(harness, harness.cycle(), last.withAllRead(), model, "the end of " + sources.describe());
            assertThat(harness.cycle().outcomes())
                    .as("a cycle with nothing new")
                    .isEmpty();
        } finally {
            running.ifPresent(SyncHarness::close);
        }
    }

    private SyncHarness start(Map<String, String> target, Map<String, String> settings) {
        Map<String, String> all = new TreeMap<>(target);
        all.putAll(settings);
        return new SyncHarness(S3.client(), folder.resolve("unused"), all);
    }

    /** A bucket that is out of reach is not there during the cycle. */
    private static CycleReport cycle(
            SyncHarness harness, RandomSources.Step step, RandomSources sources, String buckets, SourcesModel model)
            throws SQLException {
        for (SourcesModel.Source source : step.configured()) {
            if (step.paused().contains(source.id())) {
                harness.sync().sourceNames().setPaused(source.name(), true);
            }
            if (step.unreachable().contains(source.id())) {
                delete(
                        sources.bucket(buckets, source.id()),
                        model.bucket(source.id()).keySet());
            }
        }
        CycleReport report = harness.cycle();
        for (SourcesModel.Source source : step.configured()) {
            if (step.paused().contains(source.id())) {
                harness.sync().sourceNames().setPaused(source.name(), false);
            }
            if (step.unreachable().contains(source.id())) {
                S3.publish(sources.bucket(buckets, source.id()), model.bucket(source.id()));
            }
        }
        return report;
    }

    private static void delete(String bucket, Set<String> keys) {
        keys.forEach(key -> S3.client().deleteObject(b -> b.bucket(bucket).key(key)));
        S3.client().deleteBucket(b -> b.bucket(bucket));
    }

    private static void requireAsModelled(
            SyncHarness harness, CycleReport report, RandomSources.Step step, SourcesModel model, String where)
            throws SQLException {
        Set<String> unreachable = new TreeSet<>();
        step.configured().stream()
                .filter(source -> step.unreachable().contains(source.id()))
                .forEach(source -> unreachable.add("source " + source.name()));
        assertThat(report.failures()).as(where).isEmpty();
        assertThat(report.problems().stream().map(Problem::subject).map(subject -> subject.replaceFirst(" \\(.*", "")))
                .as("%s: %s", SyncHarness.failures(report), where)
                .containsExactlyInAnyOrderElementsOf(unreachable);
        String differences = ModelComparison.differences(harness.dataSource(), model.tables());
        assertThat(differences).as(where).isEmpty();
    }
}
