package org.zenotisync.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zenotisync.testing.PostgresServer;
import org.zenotisync.testing.S3Server;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.warehouse.postgres.PostgresWarehouse;
import software.amazon.awssdk.services.s3.S3Client;

/** PostgreSQL takes small table groups in another way than large ones: what becomes of their rows is the same. */
@Tag("s3")
class TableGroupSizeTest {

    private static final String BUCKET = "size";
    private static final long MOST_BUFFERED = new PostgresWarehouse(null).mostBufferedBytes();

    private S3Server server;
    private S3Client client;

    @TempDir
    private Path folder;

    @BeforeEach
    void startServer() {
        server = new S3Server();
        client = server.client();
    }

    @AfterEach
    void stopServer() {
        client.close();
        server.close();
    }

    /** @param note characters of a text in each row */
    @ParameterizedTest
    @ValueSource(ints = {10, 65_000})
    void aFactsLogidsAreMergedInTheirOrder(int note) {
        String second = facts(note, 1, 50, 0, 1) + facts(note, 1, 50, 2, 0) + facts(note, 101, 200, 2, 0);
        String third = facts(note, 41, 120, 0, 1) + facts(note, 41, 60, 3, 0);
        assertThat((long) second.length() + third.length() > MOST_BUFFERED).isEqualTo(note > 10);
        publish(Map.of(
                "SchemaFull/bi_factsale.txt",
                "CREATE TABLE bi_factsale (id BIGINT, amount INT, note VARCHAR(65535), organizationid VARCHAR(36),"
                        + " void BOOLEAN) SORTKEY(id);",
                "POD1/1/bi_factsale/1/part_0.csv",
                facts(note, 1, 100, 1, 0)));
        try (SyncHarness harness = harness()) {
            harness.cleanCycle();
            publish(Map.of("POD1/2/bi_factsale/2/part_0.csv", second, "POD1/2/bi_factsale/3/part_0.csv", third));
            harness.cleanCycle();

            TreeMap<Integer, Integer> amounts = new TreeMap<>();
            IntStream.rangeClosed(1, 40).forEach(id -> amounts.put(id, 2));
            IntStream.rangeClosed(41, 60).forEach(id -> amounts.put(id, 3));
            IntStream.rangeClosed(121, 200).forEach(id -> amounts.put(id, 2));
            assertThat(harness.rows("bi_factsale", "id", "amount", "length(note)", "organizationid"))
                    .containsExactlyInAnyOrderElementsOf(amounts.entrySet().stream()
                            .map(row -> row.getKey() + "|" + row.getValue() + "|" + note + "|O1")
                            .toList());
            // of the second logid's live rows 41 to 50 and 101 to 120 were taken back by the third
            assertThat(harness.query("SELECT rows_read, rows_inserted, rows_deleted, rows_ignored FROM zenoti_sync_run"
                            + " WHERE group_id = 2"))
                    .containsExactly(List.of(300L, 140L, 100L, 30L));
        }
    }

    /** @param note characters of a text in each row */
    @ParameterizedTest
    @ValueSource(ints = {10, 65_000})
    void ofADimensionsRowsTheLastOneOfAKeyWins(int note) {
        String second = items(note, 51, 250, 2) + items(note, 51, 100, 3);
        String third = items(note, 71, 120, 4);
        assertThat((long) second.length() + third.length() > MOST_BUFFERED).isEqualTo(note > 10);
        publish(Map.of(
                "SchemaFull/bi_dimitem.txt",
                "CREATE TABLE bi_dimitem (id BIGINT, price INT, note VARCHAR(65535), void BOOLEAN) SORTKEY(id);",
                "POD1/1/bi_dimitem/1/part_0.csv",
                items(note, 1, 100, 1)));
        try (SyncHarness harness = harness()) {
            harness.cleanCycle();
            publish(Map.of("POD1/2/bi_dimitem/2/part_0.csv", second, "POD1/2/bi_dimitem/3/part_0.csv", third));
            harness.cleanCycle();

            TreeMap<Integer, Integer> prices = new TreeMap<>();
            IntStream.rangeClosed(1, 50).forEach(id -> prices.put(id, 1));
            IntStream.rangeClosed(51, 250).forEach(id -> prices.put(id, 2));
            IntStream.rangeClosed(51, 100).forEach(id -> prices.put(id, 3));
            IntStream.rangeClosed(71, 120).forEach(id -> prices.put(id, 4));
            assertThat(harness.rows("bi_dimitem", "id", "price", "length(note)", "void"))
                    .containsExactlyInAnyOrderElementsOf(prices.entrySet().stream()
                            .map(row -> row.getKey() + "|" + row.getValue() + "|" + note + "|true")
                            .toList());
            assertThat(harness.query("SELECT rows_read, rows_inserted, rows_updated, rows_ignored FROM zenoti_sync_run"
                            + " WHERE group_id = 2"))
                    .containsExactly(List.of(300L, 150L, 50L, 100L));
        }
    }

    private static String facts(int note, int from, int to, int amount, int isVoid) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(id -> id + "," + amount + "," + "x".repeat(note) + ",O1," + isVoid + "\n")
                .collect(Collectors.joining());
    }

    private static String items(int note, int from, int to, int price) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(id -> id + "," + price + "," + "x".repeat(note) + ",1\n")
                .collect(Collectors.joining());
    }

    private void publish(Map<String, String> objects) {
        S3Server.publish(
                client,
                BUCKET,
                objects.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue()
                        .getBytes(StandardCharsets.UTF_8))));
    }

    private SyncHarness harness() {
        return new SyncHarness(
                client, BUCKET, folder.resolve("unused"), Map.of("zenoti.target.url", PostgresServer.newDatabase()));
    }
}
