package org.zenotisync.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.zenotisync.consume.LoadResult;
import org.zenotisync.event.CycleReport;
import org.zenotisync.event.TableGroupOutcome.State;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/** A table group that fails while an object is read, or just before the commit. */
@Timeout(120)
@Tag("s3")
class FailureTest {

    private static final String BROKEN = "broken-on-purpose";

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @TempDir
    private Path folder;

    @Test
    void anObjectThatCannotBeReadStopsOnlyItsTableAndPod() throws Exception {
        try (SmallFeedSync sync = new SmallFeedSync(S3.client(), folder)) {
            sync.publish(SmallFeed.groups(1, 3));
            String broken = SmallFeed.key("POD1", 2, SmallFeed.FACT);
            sync.advise("read-object", advice -> advice.weaveById("get-object")
                    .before()
                    .process(exchange -> {
                        if (exchange.getMessage()
                                .getBody(GetObjectRequest.class)
                                .key()
                                .equals(broken)) {
                            throw new IOException("the network is down");
                        }
                    })
                    .id(BROKEN));

            assertOnlyTheSecondGroupFails(sync, "the network is down");
        }
    }

    @Test
    void anObjectWhoseContentBreaksOffStopsOnlyItsTableAndPod() throws Exception {
        try (SmallFeedSync sync = new SmallFeedSync(S3.client(), folder)) {
            sync.publish(SmallFeed.groups(1, 3));
            sync.advise("read-object", advice -> advice.weaveById("get-object")
                    .after()
                    .process(exchange -> {
                        InputStream body = exchange.getMessage().getBody(InputStream.class);
                        String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
                        body.close();
                        boolean broken = text.startsWith("invoiceid") && text.contains("\n1022,");
                        byte[] content = text.getBytes(StandardCharsets.UTF_8);
                        exchange.getMessage()
                                .setBody(broken ? breakingOff(content) : new ByteArrayInputStream(content));
                    })
                    .id(BROKEN));

            assertOnlyTheSecondGroupFails(sync, "connection reset");
        }
    }

    private static void assertOnlyTheSecondGroupFails(SmallFeedSync sync, String reason) throws SQLException {
        CycleReport report = sync.harness().cycle();

        assertThat(SmallFeedSync.ended(report, State.FAILED)).containsExactly("POD1/2/" + SmallFeed.FACT);
        assertThat(report.failures().get(0).reason().orElseThrow()).contains(reason);
        assertThat(SmallFeedSync.ended(report, State.PAUSED)).isEmpty();
        assertThat(SmallFeedSync.ended(report, State.CONSUMED))
                .containsExactlyElementsOf(tableGroups(1, 3).stream()
                        .filter(group -> !group.equals("POD1/2/" + SmallFeed.FACT))
                        .filter(group -> !group.equals("POD1/3/" + SmallFeed.FACT))
                        .toList());
        assertThat(sync.harness()
                        .query("SELECT pod, last_group FROM zenoti_sync_checkpoint WHERE table_name = '"
                                + SmallFeed.FACT + "' ORDER BY pod"))
                .containsExactly(List.of("POD1", 1L), List.of("POD2", 3L));

        sync.unadvise("read-object", BROKEN);
        CycleReport next = sync.cleanCycle();

        assertThat(SmallFeedSync.ended(next, State.CONSUMED))
                .containsExactly("POD1/2/" + SmallFeed.FACT, "POD1/3/" + SmallFeed.FACT);
        sync.assertAsModelled();
    }

    static Stream<Arguments> placesBeforeTheCommit() {
        return SmallFeed.TABLES.stream()
                .flatMap(table -> Stream.of(Arguments.of(table, "before"), Arguments.of(table, "after")));
    }

    @ParameterizedTest(name = "{0}, {1} manifest and run log")
    @MethodSource("placesBeforeTheCommit")
    void aFailureBetweenMergeAndCommitLeavesNothingButItsRunLogRow(String table, String place) throws Exception {
        try (SmallFeedSync sync = new SmallFeedSync(S3.client(), folder)) {
            sync.publish(SmallFeed.groups(1, 1));
            sync.cleanCycle();
            List<List<Object>> stateBefore = state(sync, table);
            List<List<Object>> runsBefore = runs(sync, table);
            sync.publish(SmallFeed.groups(2, 2));
            List<String> merged = new ArrayList<>();
            Processor failure = exchange -> failForPod1(exchange, table, merged);
            sync.advise("load-table-group", advice -> {
                if (place.equals("before")) {
                    advice.weaveById("record-manifest-and-run")
                            .before()
                            .process(failure)
                            .id(BROKEN);
                } else {
                    advice.weaveById("record-manifest-and-run")
                            .after()
                            .process(failure)
                            .id(BROKEN);
                }
            });

            CycleReport report = sync.harness().cycle();

            assertThat(merged).as("merged, and then broken").containsExactly("POD1/2/" + table);
            // contains, not containsExactly: the replaced route may cost a second table group, see docs/limits.md
            assertThat(SmallFeedSync.ended(report, State.FAILED))
                    .as("%s", SyncHarness.failures(report))
                    .contains("POD1/2/" + table);
            assertThat(state(sync, table)).isEqualTo(stateBefore);
            List<List<Object>> runs = runs(sync, table);
            assertThat(runs.subList(0, runsBefore.size())).isEqualTo(runsBefore);
            assertThat(runs.subList(runsBefore.size(), runs.size()))
                    .containsExactly(List.of(2L, "failed", 0L, "the plug is pulled"));

            sync.unadvise("load-table-group", BROKEN);
            CycleReport next = sync.cleanCycle();

            assertThat(SmallFeedSync.ended(next, State.CONSUMED)).contains("POD1/2/" + table);
            sync.assertAsModelled();
            assertThat(sync.harness().cycle().outcomes()).isEmpty();
        }
    }

    private static void failForPod1(Exchange exchange, String table, List<String> merged) {
        LoadResult result = exchange.getMessage().getBody(LoadResult.class);
        if (result.plan().group().id().pod().equals("POD1")
                && result.plan().merge().table().name().equals(table)) {
            assertThat(result.counts().inserted()).as("inserted rows").isPositive();
            merged.add("POD1/" + result.plan().group().id().group() + "/" + table);
            throw new IllegalStateException("the plug is pulled");
        }
    }

    /** The rows, the checkpoint and the manifest of a table, for POD1 only. */
    private static List<List<Object>> state(SmallFeedSync sync, String table) {
        String columns =
                switch (table) {
                    case SmallFeed.FACT -> "invoiceid, amount, void";
                    case SmallFeed.APPEND_ONLY_FACT -> "feedbackid, rating, void";
                    default -> "userid, name, void";
                };
        List<List<Object>> state = new ArrayList<>(sync.harness()
                .query("SELECT " + columns + " FROM " + table + " WHERE organizationid = 'POD1' ORDER BY 1"));
        assertThat(state).as("rows before").isNotEmpty();
        String ofPod1 = " WHERE pod = 'POD1' AND table_name = '" + table + "'";
        state.addAll(sync.harness()
                .query("SELECT last_group, replay_to, proven_key, updated_at FROM zenoti_sync_checkpoint" + ofPod1));
        state.addAll(sync.harness()
                .query("SELECT group_id, logid, object_key, etag, size_bytes, row_count, consumed_at"
                        + " FROM zenoti_sync_manifest" + ofPod1 + " ORDER BY object_key"));
        return state;
    }

    private static List<List<Object>> runs(SmallFeedSync sync, String table) {
        return sync.harness()
                .query("SELECT group_id, outcome, rows_inserted, coalesce(error, '-') FROM zenoti_sync_run"
                        + " WHERE pod = 'POD1' AND table_name = '" + table + "' ORDER BY finished_at");
    }

    private static List<String> tableGroups(int first, int last) {
        return SmallFeed.groups(first, last).keySet().stream()
                .map(key -> key.split("/"))
                .map(parts -> parts[0] + "/" + parts[1] + "/" + parts[2])
                .sorted()
                .toList();
    }

    /** Returns all but the last ten bytes, and then fails as a socket does. */
    private static InputStream breakingOff(byte[] content) {
        return new FilterInputStream(new ByteArrayInputStream(content, 0, content.length - 10)) {
            @Override
            public int read() throws IOException {
                int value = super.read();
                return orFailure(value);
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return orFailure(super.read(buffer, offset, length));
            }

            private int orFailure(int read) throws IOException {
                if (read < 0) {
                    throw new IOException("connection reset");
                }
                return read;
            }
        };
    }
}
