package org.zenotisync.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.zenotisync.event.TableVerification;
import org.zenotisync.event.TableVerification.State;
import org.zenotisync.event.VerifyReport;
import org.zenotisync.feed.snapshot.Zips;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.testing.TargetDatabase;

/** Files that are no snapshot: each fails its own table with the name of the file, and nothing is changed. */
@Timeout(120)
@Tag("s3")
class NastySnapshotsTest {

    private static final String BUCKET = "nasty-snapshots";
    private static final String SNAPSHOT = "MonthlySnapshot/2024-02-01/POD1/1000/";
    private static final String FACT = "bi_factforms";
    private static final String ROWS = "1,o,a,0\n2,o,b,0\n3,o,c,0\n";

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @TempDir
    private static Path folder;

    private static SyncHarness harness;

    @BeforeAll
    static void start() throws SQLException {
        S3.publish(
                BUCKET,
                Map.of(
                        "SchemaFull/Bi_FactForms.txt",
                        bytes("CREATE TABLE Bi_FactForms (factformid DECIMAL(19,0), organizationid VARCHAR(36),"
                                + " fieldname VARCHAR(100), void BOOLEAN) sortkey(factformid);"),
                        "SchemaFull/Bi_DimUser.txt",
                        bytes("CREATE TABLE Bi_DimUser (userid VARCHAR(36), name VARCHAR(160)) sortkey(userid);"),
                        "POD1/1/Bi_FactForms/1/a.csv",
                        bytes(ROWS),
                        "POD1/1/Bi_DimUser/1/a.csv",
                        bytes("u1,Ann\nu2,Ben\n"),
                        SNAPSHOT + "Bi_DimUser/7.7.zip",
                        Zips.deflated("7.7.csv", "u1,Ann\nu2,Ben\n")));
        harness = new SyncHarness(S3.client(), BUCKET, folder, TargetDatabase.DUCKDB.settings(folder));
        harness.cleanCycle();
        try (Connection connection = harness.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM bi_factforms WHERE factformid = 2");
        }
    }

    @AfterAll
    static void close() {
        harness.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A file by what it is. */
    private record Nasty(String what, String name, Supplier<byte[]> content) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Arguments> files() {
        byte[] right = Zips.deflated("7.7.csv", ROWS + "4,o,d,0\n".repeat(500));
        byte[] altered = right.clone();
        altered[right.length / 3] ^= 0x55;
        return Stream.of(
                        new Nasty("a bomb of gigabytes of zeros", "8.8.zip", () -> Zips.zeros("8.8.csv", 2L << 30)),
                        new Nasty(
                                "a bomb in a row",
                                "8.8.zip",
                                () -> Zips.deflated("8.8.csv", "1,o,\"" + "a".repeat(100 << 20) + "\",0\n")),
                        new Nasty("a zip that is cut in its content", "8.8.zip", () -> Arrays.copyOf(right, 60)),
                        new Nasty(
                                "a zip that is cut in its directory",
                                "8.8.zip",
                                () -> Arrays.copyOf(right, right.length - 10)),
                        new Nasty("a zip with a changed byte", "8.8.zip", () -> altered),
                        new Nasty("a zip without entries", "8.8.zip", () -> Zips.deflated()),
                        new Nasty("an object of no bytes", "8.8.zip", () -> new byte[0]),
                        new Nasty("a text that is called zip", "8.8.zip", () -> bytes(ROWS)),
                        new Nasty("a zip in a zip", "8.8.zip", () -> {
                            String inner = new String(right, StandardCharsets.ISO_8859_1);
                            return Zips.deflated("inner.zip", inner);
                        }),
                        new Nasty(
                                "rows of another table",
                                "8.8.zip",
                                () -> Zips.deflated("8.8.csv", "u1,Ann,x,y,z,1\nu2,Ben,x,y,z,0\n")),
                        new Nasty(
                                "rows of another table with as many columns",
                                "8.8.zip",
                                () -> Zips.deflated("8.8.csv", "u1,Ann,x,0\nu2,Ben,x,0\n")),
                        new Nasty(
                                "another table's header",
                                "8.8.zip",
                                () -> Zips.deflated("8.8.csv", "userid,name,city,age\nu1,Ann,x,1\n")),
                        new Nasty(
                                "a record that is no text",
                                "8.8.zip",
                                () -> Zips.deflated("8.8.csv", "1,o,\uD83D\uDE00,0\n\u0000\u0000\u0000\u0001,,\n")),
                        new Nasty("something else", "8.8.parquet", () -> bytes("PAR1")))
                .map(Arguments::of);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void aNastyFileFailsItsTableWithItsNameAndChangesNothing(Nasty nasty) {
        byte[] content = nasty.content().get();
        String key = SNAPSHOT + "Bi_FactForms/" + nasty.name();
        S3.publish(BUCKET, Map.of(SNAPSHOT + "Bi_FactForms/7.7.zip", Zips.deflated("7.7.csv", ROWS), key, content));
        try {
            List<String> before = content();
            System.gc();
            resetPeaks();
            long started = System.nanoTime();

            VerifyReport verified = harness.sync().verify(request(Optional.empty()));
            VerifyReport restored =
                    harness.sync().restore(request(Optional.of(new VerifyRequest.Restore(false, true, true, true))));

            Duration took = Duration.ofNanos(System.nanoTime() - started);
            assertThat(took).isLessThan(Duration.ofSeconds(30));
            assertThat(peak()).as("bytes of heap at most").isLessThan(1L << 30);
            for (VerifyReport report : List.of(verified, restored)) {
                assertThat(of(report, FACT).state()).isEqualTo(State.FAILED);
                assertThat(of(report, FACT).error().orElseThrow()).contains("Bi_FactForms/" + nasty.name());
                assertThat(of(report, FACT).error().orElseThrow().length()).isLessThan(2000);
                assertThat(of(report, "bi_dimuser").state()).isEqualTo(State.EQUAL);
            }
            assertThat(content()).isEqualTo(before);
        } finally {
            S3.client().deleteObject(b -> b.bucket(BUCKET).key(key));
        }
    }

    @Test
    void afterAllOfThemARightZipIsReadAsEver() throws SQLException {
        S3.publish(BUCKET, Map.of(SNAPSHOT + "Bi_FactForms/7.7.zip", Zips.deflated("7.7.csv", ROWS)));
        VerifyReport report = harness.sync().verify(request(Optional.empty()));
        assertThat(of(report, FACT).counts().missing()).isEqualTo(1);
    }

    private static VerifyRequest request(Optional<VerifyRequest.Restore> restore) {
        return new VerifyRequest(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalLong.empty(),
                restore,
                Map.of(),
                Optional.empty());
    }

    private static List<String> content() {
        return harness.rows(FACT, "factformid", "fieldname");
    }

    private static TableVerification of(VerifyReport report, String table) {
        return report.tables().stream()
                .filter(outcome -> outcome.track().table().equals(table))
                .findFirst()
                .orElseThrow();
    }

    /** Without the part for new objects, which is used up before anything is collected; large ones are never in it. */
    private static Stream<MemoryPoolMXBean> heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .filter(pool -> !pool.getName().contains("Eden"));
    }

    private static void resetPeaks() {
        heap().forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    private static long peak() {
        return heap().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    }
}
