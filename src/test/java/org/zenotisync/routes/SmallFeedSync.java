package org.zenotisync.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.builder.AdviceWithRouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.util.function.ThrowingConsumer;
import org.zenotisync.event.CycleReport;
import org.zenotisync.event.TableGroupOutcome.State;
import org.zenotisync.feedmodel.FeedModel;
import org.zenotisync.testing.S3Server;
import org.zenotisync.testing.SyncHarness;
import software.amazon.awssdk.services.s3.S3Client;

/** A sync of a {@link SmallFeed} in a bucket of its own, beside a model of the expected result. */
final class SmallFeedSync implements AutoCloseable {

    private static int buckets;

    private final S3Client client;
    private final String bucket;
    private final SyncHarness harness;
    private final FeedModel model = new FeedModel("", Map.of());

    /**
     * Loads one table at a time: an advice replaces a route, which is not safe with several senders.
     *
     * @param folder where the database is kept
     */
    SmallFeedSync(S3Client client, Path folder) {
        this(client, folder, 1);
    }

    SmallFeedSync(S3Client client, Path folder, int parallelism) {
        this(client, client, folder, Map.of("zenoti.parallelism", Integer.toString(parallelism)));
    }

    /**
     * @param publisher writes into the bucket
     * @param reader reads from it
     */
    SmallFeedSync(S3Client publisher, S3Client reader, Path folder, Map<String, String> settings) {
        client = publisher;
        synchronized (SmallFeedSync.class) {
            bucket = "small-feed-" + buckets++;
        }
        publish(SmallFeed.schema());
        harness = new SyncHarness(reader, bucket, folder.resolve(bucket + ".duckdb"), settings);
    }

    String bucket() {
        return bucket;
    }

    /** Puts objects into the bucket, and lets the model consume them. */
    void publish(Map<String, byte[]> objects) {
        S3Server.publish(client, bucket, objects);
        model.publish(objects);
    }

    SyncHarness harness() {
        return harness;
    }

    CamelContext context() {
        return harness.context();
    }

    /** Changes a route while the context runs. */
    void advise(String route, ThrowingConsumer<AdviceWithRouteBuilder, Exception> advice) {
        try {
            AdviceWith.adviceWith(context(), route, false, advice);
        } catch (Exception e) {
            throw new AssertionError("route " + route + " cannot be advised", e);
        }
    }

    /** The route that a step is part of. */
    String routeOf(String step) {
        return ((DefaultCamelContext) context())
                .getRouteDefinitions().stream()
                        .filter(route ->
                                ProcessorDefinitionHelper.filterTypeInOutputs(
                                                route.getOutputs(), ProcessorDefinition.class)
                                        .stream()
                                        .anyMatch(definition -> step.equals(definition.getId())))
                        .findFirst()
                        .orElseThrow()
                        .getRouteId();
    }

    /** Removes a step that was added by an advice. */
    void unadvise(String route, String step) {
        advise(route, advice -> advice.weaveById(step).remove());
    }

    /** Runs a cycle in which nothing may fail, be paused or wait. */
    CycleReport cleanCycle() {
        CycleReport report = harness.cleanCycle();
        assertThat(paused(report)).as("paused table groups").isEmpty();
        assertThat(report.schemaPaused()).as("the schema is paused").isFalse();
        assertThat(report.waiting()).as("waiting table groups").isEmpty();
        return report;
    }

    /** The table groups that a stopped route or a pause has left out, as {@code POD/group/table}, sorted. */
    static List<String> paused(CycleReport report) {
        return ids(report, State::isPaused);
    }

    /** The table groups that ended in a state, as {@code POD/group/table}, sorted. */
    static List<String> ended(CycleReport report, State state) {
        return ids(report, ended -> ended == state);
    }

    private static List<String> ids(CycleReport report, Predicate<State> isMeant) {
        return report.outcomes().stream()
                .filter(outcome -> isMeant.test(outcome.state()))
                .map(outcome -> outcome.id())
                .map(id -> id.pod() + "/" + id.group() + "/" + id.table())
                .sorted()
                .toList();
    }

    /** All tables hold what the model says, and every table group was consumed exactly once. */
    void assertAsModelled() throws SQLException {
        assertThat(ModelComparison.differences(harness.dataSource(), model)).isEmpty();
        assertThat(harness.query("SELECT pod, table_name, group_id, count(1) FROM zenoti_sync_run"
                        + " WHERE outcome <> 'failed' GROUP BY pod, table_name, group_id HAVING count(1) <> 1"))
                .as("table groups that were consumed more than once")
                .isEmpty();
        assertThat(harness.query("SELECT object_key, count(1) FROM zenoti_sync_manifest"
                        + " GROUP BY object_key HAVING count(1) <> 1"))
                .as("objects that are in the manifest more than once")
                .isEmpty();
    }

    @Override
    public void close() {
        harness.close();
    }
}
