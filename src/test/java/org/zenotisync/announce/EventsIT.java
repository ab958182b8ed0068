package org.zenotisync.announce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.announce.EventReceiver.Answer;
import org.zenotisync.announce.EventReceiver.Received;
import org.zenotisync.routes.SmallFeed;
import org.zenotisync.testing.PackagedProgram;
import org.zenotisync.testing.PackagedProgram.Result;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.S3Server;

/** The recipes of docs/events.md with the packaged program, whose {@code once} delivers before it ends. */
@Timeout(180)
class EventsIT {

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    private static final AtomicInteger BUCKETS = new AtomicInteger();

    /** Two PODs with three tables each, three schema files, one cycle. */
    private static final int EVENTS_OF_A_GROUP = 6;

    private static final int EVENTS = EVENTS_OF_A_GROUP + 3 + 1;

    @TempDir
    private Path folder;

    private final Map<String, String> settings = new TreeMap<>();
    private String bucket;

    @BeforeEach
    void publishFeed() {
        bucket = "events-of-program-" + BUCKETS.incrementAndGet();
        settings.put("ZENOTI_BUCKET", bucket);
        settings.put("ZENOTI_SETTLE", "0s");
        settings.put("ZENOTI_TARGET_URL", "jdbc:duckdb:" + folder.resolve("target.duckdb"));
        settings.put("AWS_ENDPOINT_URL_S3", S3.endpoint().toString());
        settings.put("AWS_ACCESS_KEY_ID", S3Server.ACCESS_KEY);
        settings.put("AWS_SECRET_ACCESS_KEY", S3Server.SECRET_KEY);
        S3.publish(bucket, SmallFeed.schema());
        S3.publish(bucket, SmallFeed.groups(1, 1));
    }

    @Test
    void aWebHookGetsEachEvent() throws Exception {
        try (EventReceiver receiver = new EventReceiver()) {
            settings.put("ZENOTI_EVENTS_TO", EventReceiver.uri(receiver.port()));
            // the first two tries of each fail
            AtomicInteger tries = new AtomicInteger();
            receiver.answer(event -> tries.incrementAndGet() < 3 ? Answer.REFUSE : Answer.TAKE);

            Result once = once();

            assertThat(once.exitCode()).as(once.errors()).isZero();
            assertThat(receiver.distinct()).hasSize(EVENTS);
            assertThat(receiver.all()).hasSize(EVENTS);
            assertThat(receiver.distinct()).extracting(Received::type).contains("cycle.ended", "schema.changed");
            assertThat(once.errors()).contains("is tried again").doesNotContain("geheim", "Exception", "\tat ");
        }
    }

    @Test
    void aDeadWebHookChangesNeitherTheLoadNorTheExitCodeAndTheNextCommandDelivers() throws Exception {
        int port;
        try (EventReceiver receiver = new EventReceiver()) {
            port = receiver.port();
        }
        settings.put("ZENOTI_EVENTS_TO", EventReceiver.uri(port));

        long started = System.nanoTime();
        Result once = once();
        long seconds = (System.nanoTime() - started) / 1_000_000_000;

        assertThat(once.exitCode()).as(once.errors()).isZero();
        assertThat(once.output()).contains("6 table groups");
        assertThat(once.errors())
                .contains("not all events or bad rows could be delivered")
                .doesNotContain("geheim");
        assertThat(seconds).isBetween(30L, 60L);
        try (EventReceiver receiver = new EventReceiver(port)) {
            assertThat(once().exitCode()).isZero();
            // and the end of the second cycle
            assertThat(receiver.distinct()).hasSize(EVENTS + 1);
        }
    }

    @Test
    void filesAreCompleteEvents() throws Exception {
        Path events = folder.resolve("events");
        settings.put(
                "ZENOTI_EVENTS_TO",
                "file:" + events + "?fileName=$simple{header.CamelCloudEventID}.json&tempPrefix=.writing-");

        Result once = once();

        assertThat(once.exitCode()).as(once.errors()).isZero();
        List<String> ids = new ArrayList<>();
        for (Path file : filesOf(events)) {
            JsonNode event = new ObjectMapper().readTree(Files.readString(file));
            ids.add(event.get("id").asText() + ".json");
            assertThat(file.getFileName()).hasToString(event.get("id").asText() + ".json");
        }
        assertThat(ids).hasSize(EVENTS);
    }

    /** The script of the page, with a command in the place of dbt. */
    @Test
    void aCommandStartsDbtWhenAllTablesOfACycleAreIn() throws Exception {
        Path log = folder.resolve("dbt.log");
        Path script = folder.resolve("on-event.sh");
        Files.writeString(script, scriptOfPage().replace("dbt build", "echo dbt build >> " + log));
        settings.put("ZENOTI_EVENTS_TO", "exec:/bin/sh?args=" + script + "&timeout=600000");
        S3.publish(
                bucket,
                Map.of(SmallFeed.key("POD1", 2, SmallFeed.FACT), "x,y,0,POD1\n".getBytes(StandardCharsets.UTF_8)));

        Result failed = once();
        assertThat(failed.exitCode()).as(failed.errors()).isEqualTo(1);
        assertThat(log).doesNotExist();

        S3.publish(bucket, SmallFeed.groups(2, 2));
        Result once = once();
        assertThat(once.exitCode()).as(once.errors()).isZero();
        assertThat(log).hasContent("dbt build");

        Result nothingNew = once();
        assertThat(nothingNew.exitCode()).as(nothingNew.errors()).isZero();
        assertThat(log).hasContent("dbt build");
    }

    @Test
    void badRowsAreWrittenIntoAFolder() throws Exception {
        Path rows = folder.resolve("rows");
        settings.put("ZENOTI_ON_BAD_ROW", "quarantine");
        settings.put("ZENOTI_MAX_BAD_ROWS", "50%");
        settings.put(
                "ZENOTI_QUARANTINE_TO",
                "file:" + rows + "?fileName=$simple{header.CamelCloudEventID}.csv&tempPrefix=.writing-");
        S3.publish(
                bucket,
                Map.of(
                        SmallFeed.key("POD1", 2, SmallFeed.FACT),
                        "1021,1.5,0,POD1\n1022,much,0,a guest\n".getBytes(StandardCharsets.UTF_8)));

        Result once = once();

        assertThat(once.exitCode()).as(once.errors()).isZero();
        assertThat(filesOf(rows)).singleElement().satisfies(file -> assertThat(Files.readString(file))
                .contains("\"1022,much,0,a guest\"")
                .hasLineCount(2));
        assertThat(once.errors()).doesNotContain("a guest");
    }

    /** Of the recipe for dbt. */
    static String scriptOfPage() throws IOException {
        String page = Files.readString(Path.of("docs", "events.md"));
        int start = page.indexOf("```sh\n") + "```sh\n".length();
        return page.substring(start, page.indexOf("```", start));
    }

    private static List<Path> filesOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private Result once() throws Exception {
        return new PackagedProgram(settings, PackagedProgram.SHORT_LIVED).end(Map.of(), "once");
    }
}
