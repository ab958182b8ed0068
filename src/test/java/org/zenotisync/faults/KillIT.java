package org.zenotisync.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zenotisync.feedmodel.FeedModel;
import org.zenotisync.feedmodel.FeedOptions;
import org.zenotisync.feedmodel.FeedOptions.LateObjects;
import org.zenotisync.feedmodel.RandomFeed;
import org.zenotisync.feedmodel.RandomSources;
import org.zenotisync.feedmodel.SourcesModel;
import org.zenotisync.proof.Proof;
import org.zenotisync.proof.Proves;
import org.zenotisync.routes.ModelComparison;
import org.zenotisync.testing.RunningProgram;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.S3Server;
import org.zenotisync.testing.TargetDatabase;

/**
 * The packaged program on random feeds, killed (SIGKILL) and started again until it comes to an end, after every
 * publication; then every table must be row by row as the model has it. {@code -Dkills=200} kills it more often,
 * {@code -Dseed=…} repeats the choices of a run.
 */
@Proves(Proof.KILLS)
class KillIT {

    private static final int KILLS = Integer.getInteger("kills", 10);
    private static final int KILLS_WITH_SOURCES = Math.max(1, KILLS / 5);
    private static final long SEED = Long.getLong("seed", System.currentTimeMillis() % 1_000_000);

    /** Then the program is let go to its end, so that many feeds are seen. */
    private static final int KILLS_PER_PUBLICATION = 5;

    /** What a cycle asks for beside the objects: lists of folders. */
    private static final int LISTINGS = 12;

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @TempDir
    private Path folder;

    private final Map<String, Integer> kills = new TreeMap<>();

    @ParameterizedTest
    @MethodSource("org.zenotisync.testing.TargetDatabase#ofProgram")
    void killedAtAnyMomentAndStartedAgainItLosesAndDoublesNothing(TargetDatabase database) throws Exception {
        Random random = new Random(SEED);
        long started = System.nanoTime();
        int feeds = 0;
        while (count() < KILLS) {
            LateObjects late = feeds % 3 == 2 ? LateObjects.IN_ANY_GROUP : LateObjects.NONE;
            runFeed(database, RandomFeed.of(random.nextInt(1_000_000), new FeedOptions(1, late)), late, random);
            feeds++;
        }
        System.out.printf(
                "%s: %d kills on %d feeds in %d s, seed %d: %s%n",
                database, count(), feeds, (System.nanoTime() - started) / 1_000_000_000, SEED, kills);
    }

    /** With several sources: fewer kills, one in each step, on the way through which the sources come and go. */
    @ParameterizedTest
    @MethodSource("org.zenotisync.testing.TargetDatabase#ofProgram")
    void killedWithSeveralSourcesItLosesAndDoublesNothing(TargetDatabase database) throws Exception {
        Random random = new Random(SEED);
        while (count() < KILLS_WITH_SOURCES) {
            runSources(database, RandomSources.of(random.nextInt(1_000_000)), random);
        }
        System.out.printf("%s, several sources: seed %d: %s%n", database, SEED, kills);
    }

    private void runSources(TargetDatabase database, RandomSources sources, Random random) throws Exception {
        Map<String, String> target = target(database);
        SourcesModel model = sources.model();
        String buckets = "kills-" + System.nanoTime();
        for (RandomSources.Step step : sources.steps()) {
            Map<String, byte[]> all = new TreeMap<>();
            step.objects().forEach((id, objects) -> {
                S3Server.publish(S3.client(), sources.bucket(buckets, id), objects);
                model.put(id, objects);
                objects.forEach((key, content) -> all.put(id + "/" + key, content));
            });
            model.configure(step.configured());
            model.cycle(Set.of());
            Map<String, String> settings = new TreeMap<>(target);
            settings.putAll(sources.settings(buckets, step));
            try (ProgramOnFeed program =
                    new ProgramOnFeed(S3.server(), S3.client(), folder, settings, new FeedModel("", Map.of()))) {
                KillMoments moments = new KillMoments(database, program, random);
                String history = killUntilDone(program, moments, all, random, 1, KILLS_WITH_SOURCES);
                try (Connection connection = program.connect()) {
                    assertThat(ModelComparison.differences(connection, model.tables()))
                            .as("seed " + SEED + ", " + history + sources.describe() + program.log())
                            .isEmpty();
                }
            }
            if (count() >= KILLS_WITH_SOURCES) {
                return;
            }
        }
    }

    private Map<String, String> target(TargetDatabase database) {
        Map<String, String> settings = new TreeMap<>(database.settings(folder.resolve("feed-" + System.nanoTime())));
        Path.of(settings.get("zenoti.target.url").replaceFirst("jdbc:duckdb:", ""))
                .toFile()
                .getParentFile()
                .mkdirs();
        return settings;
    }

    private void runFeed(TargetDatabase database, RandomFeed feed, LateObjects late, Random random) throws Exception {
        Map<String, String> settings = target(database);
        settings.put("zenoti.prefix", feed.rootPrefix());
        settings.put("zenoti.look-back", "100");
        feed.configuredKeys()
                .forEach((table, key) -> settings.put("zenoti.tables." + table + ".key", String.join(",", key)));
        try (ProgramOnFeed program = new ProgramOnFeed(S3.server(), S3.client(), folder, settings, feed.model())) {
            KillMoments moments = new KillMoments(database, program, random);
            for (Map<String, byte[]> objects : feed.publications()) {
                program.publish(objects);
                String history = killUntilDone(program, moments, objects, random, KILLS_PER_PUBLICATION, KILLS);
                String context = "seed " + SEED + ", " + history + feed.describe() + program.log();
                assertThat(program.differences()).as(context).isEmpty();
                if (late == LateObjects.NONE) {
                    assertThat(program.consumedOtherThanOnce()).as(context).isZero();
                }
            }
        }
    }

    /** Kills the program several times, then lets it come to its end. */
    @SuppressWarnings("try") // see KillMoment
    private String killUntilDone(
            ProgramOnFeed program,
            KillMoments moments,
            Map<String, byte[]> objects,
            Random random,
            int killsAtMost,
            int killsInAll)
            throws Exception {
        boolean upgrades = objects.keySet().stream().anyMatch(key -> key.contains("SchemaUpgrade/"));
        boolean schema = upgrades || objects.keySet().stream().anyMatch(key -> key.contains("SchemaFull/"));
        List<String> names = new ArrayList<>(moments.named());
        names.removeIf(name -> !schema && name.contains("schema") || !upgrades && name.contains("schema change"));
        // schema changes come first in a cycle: a moment behind them would leave nothing to be changed
        Collections.shuffle(names, random);
        names.sort((a, b) -> Boolean.compare(b.contains("schema"), a.contains("schema")));
        Deque<String> due = new ArrayDeque<>(names);
        StringBuilder history = new StringBuilder();
        for (int killed = 0; killed < killsAtMost && count() < killsInAll; killed++) {
            boolean named = !due.isEmpty() && random.nextInt(5) < 3;
            Optional<KillMoment> choice = named ? moments.named(due.poll()) : Optional.empty();
            try (KillMoment moment = choice.orElseGet(() -> moments.byChance(objects.size() + LISTINGS));
                    RunningProgram running = program.start("once")) {
                if (!moment.comes(running)) {
                    assertThat(running.awaitExit(Duration.ofMinutes(3)))
                            .as(history + running.log())
                            .isZero();
                    return history.append("then ended\n").toString();
                }
                running.kill();
                kills.merge(moment.name(), 1, Integer::sum);
                history.append("killed ").append(moment.name()).append('\n');
            }
        }
        try (RunningProgram running = program.start("once")) {
            assertThat(running.awaitExit(Duration.ofMinutes(3)))
                    .as(history + running.log())
                    .isZero();
        }
        return history.append("then ended\n").toString();
    }

    private int count() {
        return kills.values().stream().mapToInt(Integer::intValue).sum();
    }
}
