package org.zenotisync.feed.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.InputStream;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.ListingException;
import org.zenotisync.feed.Source;
import org.zenotisync.s3.FeedListing;
import org.zenotisync.s3.S3ObjectReader;
import org.zenotisync.testing.S3Extension;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Exception;

@Tag("s3")
class SnapshotFinderTest {

    private static final YearMonth JANUARY = YearMonth.of(2024, 1);
    private static final YearMonth FEBRUARY = YearMonth.of(2024, 2);

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    private final SnapshotFinder finder = new SnapshotFinder(new FeedListing(S3.client()));

    @Test
    void snapshotsAreFoundBelowThePrefixInAnyCaseOfLetters() {
        publish(
                "prefix",
                "Customer/monthlysnapshot/2024-02-01/POD1/1000/Bi_FactX/1.1.zip",
                "Customer/POD1/7/Bi_FactX/1/a.csv",
                "MonthlySnapshot/2024-03-01/POD9/1000/Bi_FactX/1.1.zip");
        Source source = Source.of("prefix", "Customer");

        SnapshotFindings findings = finder.find(source);

        assertThat(findings.unknown()).isEmpty();
        assertThat(findings.snapshots())
                .containsExactly(new Snapshot(
                        source,
                        "POD1",
                        LocalDate.of(2024, 2, 1),
                        JANUARY,
                        1000,
                        source,
                        List.of("monthlysnapshot/2024-02-01/POD1/1000/")));
        assertThat(findings.snapshots().get(0).uri())
                .isEqualTo("s3://prefix/Customer/monthlysnapshot/2024-02-01/POD1/1000/");
    }

    @Test
    void withoutAnyBelowThePrefixThoseAtTheTopOfTheBucketCount() {
        publish(
                "top",
                "Customer/MonthlySnapshot/latest/POD1/1000/Bi_FactX/1.1.zip",
                "MonthlySnapshot/2024-02-01/POD1/1000/Bi_FactX/1.1.zip");
        Source source = Source.of("top", "Customer");

        SnapshotFindings findings = finder.find(source);

        assertThat(findings.unknown()).containsExactly("Customer/MonthlySnapshot/latest/");
        Snapshot snapshot = findings.snapshots().get(0);
        assertThat(snapshot.source()).isEqualTo(source);
        assertThat(snapshot.uri()).isEqualTo("s3://top/MonthlySnapshot/2024-02-01/POD1/1000/");
        assertThat(finder.tables(snapshot).tables().get(0).files())
                .extracting(FeedObject::uri)
                .containsExactly("s3://top/MonthlySnapshot/2024-02-01/POD1/1000/Bi_FactX/1.1.zip");
    }

    @Test
    void aTopThatMayNotBeListedHasNoSnapshots() {
        publish("denied", "Customer/POD1/7/Bi_FactX/1/a.csv", "MonthlySnapshot/2024-02-01/POD1/1000/Bi_FactX/1.1.zip");
        try (S3Client client = S3.client(failingAtTop(403, "AccessDenied"))) {
            SnapshotFindings findings =
                    new SnapshotFinder(new FeedListing(client)).find(Source.of("denied", "Customer"));

            assertThat(findings.snapshots()).isEmpty();
            assertThat(findings.newestMonth()).isEmpty();
        }
        try (S3Client client = S3.client(failingAtTop(400, "InvalidArgument"))) {
            SnapshotFinder failing = new SnapshotFinder(new FeedListing(client));
            assertThatExceptionOfType(ListingException.class)
                    .isThrownBy(() -> failing.find(Source.of("denied", "Customer")));
        }
    }

    @Test
    void whatFitsNoSnapshotIsReported() {
        publish(
                "unknown",
                "MonthlySnapshot/",
                "MonthlySnapshot/.DS_Store",
                "MonthlySnapshot/readme.txt",
                "MonthlySnapshot/latest/POD1/1000/Bi_FactX/1.1.zip",
                "MonthlySnapshot/2024-02-01/",
                "MonthlySnapshot/2024-02-01/notes.txt",
                "MonthlySnapshot/2024-02-01/POD1/",
                "MonthlySnapshot/2024-02-01/POD1/1000/Bi_FactX/1.1.zip",
                "MonthlySnapshot/2024-02-01/POD1/0/Bi_FactX/1.1.zip",
                "MonthlySnapshot/2024-02-01/POD1/old/Bi_FactX/1.1.zip",
                "MonthlySnapshot/2024-02-01/POD1/1000.zip",
                "MonthlySnapshot/2024-02-01/SchemaFull/x.txt");

        SnapshotFindings findings = finder.find(Source.of("unknown", ""));

        assertThat(findings.snapshots()).extracting(Snapshot::group).containsExactly(1000L);
        assertThat(findings.unknown())
                .containsExactlyInAnyOrder(
                        "MonthlySnapshot/readme.txt",
                        "MonthlySnapshot/latest/",
                        "MonthlySnapshot/2024-02-01/notes.txt",
                        "MonthlySnapshot/2024-02-01/POD1/0/",
                        "MonthlySnapshot/2024-02-01/POD1/old/",
                        "MonthlySnapshot/2024-02-01/POD1/1000.zip",
                        "MonthlySnapshot/2024-02-01/SchemaFull/");
    }

    @Test
    void ofAMonthThatWasExtractedTwiceTheHigherGroupCountsForEachPod() {
        publish(
                "newest",
                "MonthlySnapshot/2024-02-01/POD1/999/Bi_FactX/1.1.zip",
                "MonthlySnapshot/2024-02-01/POD1/1000/Bi_FactX/1.1.zip",
                "MonthlySnapshot/2024-02-03/pod1/1001/Bi_FactX/1.1.zip",
                "MonthlySnapshot/2024-02-01/POD2/1005/Bi_FactX/1.1.zip",
                "MonthlySnapshot/2024-03-01/POD1/1002/Bi_FactX/1.1.zip");

        SnapshotFindings findings = finder.find(Source.of("newest", ""));

        assertThat(findings.newestMonth()).contains(FEBRUARY);
        assertThat(findings.newest(FEBRUARY)).extracting(Snapshot::group).containsExactly(1002L);
        assertThat(findings.newest(JANUARY)).extracting(Snapshot::group).containsExactly(1001L, 1005L);
        assertThat(findings.newest(YearMonth.of(2023, 12))).isEmpty();
        assertThat(findings.snapshots()).extracting(Snapshot::group).containsExactly(999L, 1000L, 1001L, 1005L, 1002L);
    }

    @Test
    void oneSnapshotMayHaveItsNamesWrittenInSeveralWays() {
        publish(
                "spellings",
                "MonthlySnapshot/2024-02-01/POD1/1000/Bi_FactX/1.1.zip",
                "monthlysnapshot/01-Feb-2024/pod1/01000/Bi_FactX/2.2.zip");

        List<Snapshot> snapshots = finder.find(Source.of("spellings", "")).snapshots();

        assertThat(snapshots).hasSize(1);
        assertThat(finder.tables(snapshots.get(0)).tables()).hasSize(1);
        assertThat(names(finder.tables(snapshots.get(0)).tables().get(0))).containsExactly("1.1.zip", "2.2.zip");
    }

    @Test
    void theFilesOfATableAreInTheOrderOfTheirNumbers() {
        Snapshot snapshot = published(
                "order",
                "Bi_FactX/10.10.zip",
                "Bi_FactX/9.9.zip",
                "Bi_FactX/9.10.zip",
                "bi_factx_s3/11.11.csv",
                "[dbo].[Bi_FactX]/2.2.csv.gz",
                "Bi_FactX/12/b.zip",
                "Bi_FactX/12/a.ZIP",
                "Bi_DimCenter/1.1.zip");

        SnapshotTables tables = finder.tables(snapshot);

        assertThat(tables.unknown()).isEmpty();
        assertThat(tables.tables()).extracting(SnapshotTable::table).containsExactly("bi_dimcenter", "bi_factx");
        assertThat(tables.tables())
                .allSatisfy(table -> assertThat(table.problem()).isEmpty());
        assertThat(names(tables.tables().get(1)))
                .containsExactly("2.2.csv.gz", "9.9.zip", "9.10.zip", "10.10.zip", "11.11.csv", "a.ZIP", "b.zip");
        assertThat(tables.tables().get(1).bytes()).isEqualTo(7);
    }

    @Test
    void aFileThatIsNoZipAndNoCsvIsAProblemOfItsTable() {
        Snapshot snapshot = published(
                "misnamed",
                "Bi_FactA/1.1.zip",
                "Bi_FactA/1.1.xlsx",
                "Bi_FactA/1.1.json",
                "Bi_FactB/1.1.zip",
                "Bi_FactB/",
                "Bi_FactB/empty.txt",
                "Bi_FactB/.DS_Store",
                "Bi_FactB/_SUCCESS",
                "Bi_FactC/a/b/1.1.zip",
                "Bi_FactD/x/1.1.zip",
                "Bi_FactE/",
                "Bi_FactF/.zip",
                "Bi_FactG/empty.zip");

        List<SnapshotTable> tables = finder.tables(snapshot).tables();

        assertThat(tables)
                .extracting(SnapshotTable::table)
                .containsExactly("bi_facta", "bi_factb", "bi_factc", "bi_factd", "bi_factf", "bi_factg");
        assertThat(tables.get(0).problem().orElseThrow())
                .startsWith("s3://misnamed/MonthlySnapshot/2024-02-01/POD1/1000/Bi_FactA/1.1.json (and 1 more)"
                        + " is not a file of a snapshot by its name or place")
                .endsWith("rename or remove it");
        assertThat(tables.get(1).problem()).isEmpty();
        assertThat(names(tables.get(1))).containsExactly("1.1.zip");
        assertThat(tables.get(2).problem()).isPresent();
        assertThat(tables.get(2).files()).isEmpty();
        assertThat(tables.get(3).problem()).isPresent();
        assertThat(tables.get(4).problem()).isPresent();
        assertThat(names(tables.get(5))).containsExactly("empty.zip");
    }

    @Test
    void whatBelongsToNoTableIsReported() {
        Snapshot snapshot = published("notables", "readme.txt", "a table/1.1.zip", "Bi_FactA/1.1.zip");

        SnapshotTables tables = finder.tables(snapshot);

        assertThat(tables.tables()).hasSize(1);
        assertThat(tables.unknown())
                .containsExactly(
                        "MonthlySnapshot/2024-02-01/POD1/1000/a table/1.1.zip",
                        "MonthlySnapshot/2024-02-01/POD1/1000/readme.txt");
    }

    @Test
    void moreThanAPageOfFilesIsListed() {
        Snapshot snapshot = published(
                "many",
                IntStream.rangeClosed(1, 1100)
                        .mapToObj(i -> "Bi_FactX/" + i + "." + i + ".zip")
                        .toArray(String[]::new));

        assertThat(names(finder.tables(snapshot).tables().get(0)))
                .hasSize(1100)
                .startsWith("1.1.zip", "2.2.zip")
                .endsWith("1100.1100.zip");
    }

    @Test
    void aContentIsReadFromTheBucket() throws Exception {
        S3.publish(
                "content",
                Map.of("MonthlySnapshot/2024-02-01/POD1/1000/Bi_FactX/1.1.zip", Zips.deflated("1.csv", "a\n1\n")));
        Snapshot snapshot = finder.find(Source.of("content", "")).snapshots().get(0);
        FeedObject file = finder.tables(snapshot).tables().get(0).files().get(0);

        try (InputStream stream = new S3ObjectReader(S3.client()).open(file)) {
            new SnapshotContent().read(file, stream, (name, csv) -> assertThat(csv.readAllBytes())
                    .hasSize(4));
        }
    }

    private static List<String> names(SnapshotTable table) {
        return table.files().stream()
                .map(file -> file.key().substring(file.key().lastIndexOf('/') + 1))
                .toList();
    }

    /** A snapshot with files. */
    private Snapshot published(String bucket, String... paths) {
        String[] keys = new String[paths.length];
        for (int i = 0; i < paths.length; i++) {
            keys[i] = "MonthlySnapshot/2024-02-01/POD1/1000/" + paths[i];
        }
        publish(bucket, keys);
        return finder.find(Source.of(bucket, "")).snapshots().get(0);
    }

    /** Objects of no bytes where the name ends with a slash or begins with {@code empty}, otherwise of one. */
    private static void publish(String bucket, String... keys) {
        Map<String, byte[]> objects = new HashMap<>();
        for (String key : keys) {
            objects.put(key, new byte[key.endsWith("/") || key.contains("/empty") ? 0 : 1]);
        }
        S3.publish(bucket, objects);
    }

    /** Refuses to list the top of a bucket. */
    private static ExecutionInterceptor failingAtTop(int status, String code) {
        return new ExecutionInterceptor() {
            @Override
            public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
                SdkRequest request = context.request();
                if (request instanceof ListObjectsV2Request listing
                        && listing.prefix().isEmpty()) {
                    throw S3Exception.builder()
                            .statusCode(status)
                            .awsErrorDetails(
                                    AwsErrorDetails.builder().errorCode(code).build())
                            .build();
                }
            }
        };
    }
}
