package org.zenotisync.feed.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.Source;
import org.zenotisync.feed.UnpackedBounds;

class SnapshotContentTest {

    private static final String OSLO = "id,city\n1,Oslo\n";
    private static final String KYOTO = "id,city\n2,Kyoto\n";

    private static final ZipLimits SMALL = new ZipLimits(new UnpackedBounds(1_000_000, 10_000, 100), 3, 50_000);

    @Test
    void allWaysToWriteAZipAreRead() throws Exception {
        String longText = text(200_000);
        for (String text : List.of(OSLO, longText)) {
            assertThat(read(Zips.deflated("1.csv", text))).containsExactly("1.csv=" + text);
            assertThat(read(Zips.stored("1.csv", text))).containsExactly("1.csv=" + text);
            assertThat(read(Zips.zip64("1.csv", text))).containsExactly("1.csv=" + text);
            assertThat(read(Zips.bzip2("1.csv", text))).containsExactly("1.csv=" + text);
            assertThat(read(Zips.storedWithDescriptor("1.csv", text))).containsExactly("1.csv=" + text);
        }
    }

    @Test
    void aLargeFileFromWindowsIsRead() throws Exception {
        String cities = IntStream.range(1, 40).mapToObj(i -> i + ",Oslo\n").collect(Collectors.joining());
        assertThat(read(Zips.deflate64())).containsExactly("t.csv=id,city\n" + cities);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1000})
    void aZipIsReadHoweverItsBytesCome(int piece) throws Exception {
        for (byte[] zip : List.of(
                Zips.deflated("1.csv", text(20_000), "2.csv", KYOTO),
                Zips.stored("1.csv", text(20_000), "2.csv", KYOTO),
                Zips.zip64("1.csv", text(20_000), "2.csv", KYOTO))) {
            List<String> read = new ArrayList<>();
            new SnapshotContent().read(object("1.1.zip", zip.length), Zips.inPieces(zip, piece), collect(read));
            assertThat(read).containsExactly("1.csv=" + text(20_000), "2.csv=" + KYOTO);
        }
    }

    @Test
    void severalEntriesAreReadInTheirOrder() throws Exception {
        assertThat(read(Zips.deflated("2.csv", KYOTO, "1.CSV", OSLO, "3.csv", "")))
                .containsExactly("2.csv=" + KYOTO, "1.CSV=" + OSLO, "3.csv=");
    }

    @Test
    void directoriesAndWhatSystemsWriteAreLeftOut() throws Exception {
        assertThat(read(Zips.deflated(
                        "data/",
                        "",
                        "data/1.csv",
                        OSLO,
                        "__MACOSX/data/._1.csv",
                        "x",
                        "data/.DS_Store",
                        "y",
                        "notes.txt",
                        "")))
                .containsExactly("data/1.csv=" + OSLO);
    }

    @Test
    void namesAreOnlyNames() throws Exception {
        String[] names = {"../x.csv", "/etc/x.csv", "C:\\x.csv", "a\nb.csv", "12.13", "part-0000"};
        for (String name : names) {
            // commons-compress takes a backslash for a slash, as DOS wrote it
            assertThat(read(Zips.deflated(name, OSLO))).containsExactly(name.replace('\\', '/') + "=" + OSLO);
        }
    }

    @Test
    void theFirstBytesDecideAndNotTheName() throws Exception {
        assertThat(read("1.csv", Zips.deflated("x.csv", OSLO))).containsExactly("x.csv=" + OSLO);
        assertThat(read("1.csv", Zips.bytes(OSLO))).containsExactly("=" + OSLO);
        assertThat(read("1.csv", new byte[0])).containsExactly("=");
        assertThat(read("1.csv", Zips.bytes("PK"))).containsExactly("=PK");
        assertThat(read("1.csv", gzip(OSLO))).containsExactly("=" + OSLO);
        assertThat(read("1.csv.gz", gzip(OSLO))).containsExactly("=" + OSLO);
    }

    @Test
    void anEntryMayBePackedByGzip() throws Exception {
        byte[] zip = zip("1.csv.gz", gzip(OSLO));

        assertThat(read(zip)).containsExactly("1.csv.gz=" + OSLO);
    }

    @Test
    void aTextOrNothingThatIsCalledZipIsAnError() {
        refused("1.1.zip", Zips.bytes(OSLO), "does not begin as a zip does");
        refused("1.1.ZIP", Zips.bytes("PK"), "does not begin as a zip does");
        refused("1.1.zip", gzip(OSLO), "does not begin as a zip does");
        refused("1.1.zip", new byte[0], "it is empty");
    }

    @Test
    void aZipWithoutCsvIsAnError() {
        byte[] empty = Arrays.copyOf(new byte[] {'P', 'K', 5, 6}, 22);
        refused("1.1.zip", empty, "holds no CSV file");
        refused("1.1.zip", Zips.deflated("a/", ""), "holds no CSV file");
        refused("1.1.zip", Zips.deflated(".DS_Store", "x"), "holds no CSV file");
    }

    @Test
    void aMessageNamesTheObjectTheEntryAndTheRemedy() {
        assertThatExceptionOfType(SnapshotFormatException.class)
                .isThrownBy(() -> read(Zips.deflated("1.csv", OSLO, "a\nb.xlsx", "x")))
                .withMessage("s3://bucket/MonthlySnapshot/2024-02-01/POD1/1000/Bi_FactX/1.1.zip, entry a\\u000ab.xlsx:"
                        + " it is not a CSV file by its name (.csv or .csv.gz), and may nevertheless hold rows;"
                        + " put the file again, or ask Zenoti for it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1.xlsx", "1.json", "1.xml", "1.parquet", "1.zip", "1.html", "1.csv.tmp", "1.txt", ".csv", "d/"})
    void anEntryThatIsNoCsvByItsNameIsAnErrorIfItHoldsAnything(String name) throws Exception {
        refused("1.1.zip", Zips.stored("1.csv", OSLO, name, "x"), "not a CSV file by its name");
        assertThat(read(Zips.deflated("1.csv", OSLO, name, ""))).containsExactly("1.csv=" + OSLO);
    }

    @Test
    void whatCannotBeUnpackedIsAnErrorThatNamesTheReason() {
        byte[] zip = Zips.stored("1.csv", OSLO);
        refused("1.1.zip", Zips.with(zip, 6, 1), "entry 1.csv: it is encrypted");
        refused("1.1.zip", Zips.with(zip, 8, 99), "AES_ENCRYPTED 99");
        refused("1.1.zip", Zips.with(zip, 8, 95), "XZ 95");
        refused("1.1.zip", Zips.with(zip, 8, 93), "ZSTD 93");
        refused("1.1.zip", Zips.with(zip, 8, 77), "the method 77");
        refused("1.1.zip", Zips.with(Zips.bzip2("1.csv", OSLO), 6, 8), "BZIP2 12");
        byte[] divided = zip.clone();
        divided[2] = 7;
        divided[3] = 8;
        refused("1.1.zip", divided, "splitting");
    }

    @Test
    void anEntryThatComesTwiceIsAnError() {
        byte[] zip = Zips.deflated("1.csv", OSLO, "2.csv", OSLO);
        for (int i = 0; i < zip.length - 1; i++) {
            zip[i] = zip[i] == '2' && zip[i + 1] == '.' ? (byte) '1' : zip[i];
        }
        refused("1.1.zip", zip, "two entries of this name");
    }

    @Test
    void tooManyEntriesOrTooLongNamesAreAnError() {
        byte[] four = Zips.deflated("1.csv", "", "2.csv", "", "3.csv", "", "4.csv", "");
        refused(SMALL, four, "more than 3 entries");
        assertThatCode(() -> read(SMALL, Zips.deflated("1.csv", "", "2.csv", "", "3.csv", "")))
                .doesNotThrowAnyException();
        refused("1.1.zip", Zips.deflated("x".repeat(1025) + ".csv", ""), "more than 1024 characters");
        String[] many = IntStream.rangeClosed(0, 20_001)
                .mapToObj(i -> i % 2 == 0 ? i + ".csv" : "")
                .toArray(String[]::new);
        refused("1.1.zip", Zips.deflated(many), "more than 10000 entries");
    }

    @Test
    void aBombIsAnErrorInWhateverItIsPacked() {
        String zeros = "0".repeat(200_000);
        refused(SMALL, Zips.deflated("1.csv", zeros), "more than 100 times its size");
        refused(SMALL, Zips.bzip2("1.csv", zeros), "more than 100 times its size");
        refused(SMALL, Zips.deflated(".DS_Store", zeros), "more than 100 times its size");
        refused(SMALL, Zips.deflated("1.csv", text(600_000), "2.csv", text(600_000)), "more than 0 GB");
        refused(SMALL, zip("1.csv.gz", gzip(zeros)), "more than 100 times its size");
    }

    @Test
    void aBombOfMoreThanFourGigabytesIsStoppedEarly() {
        byte[] zip = Zips.zeros("1.csv", 4L << 30);
        FeedObject object = object("1.1.zip", zip.length);
        CountingReader reader = new CountingReader();
        ByteArrayInputStream stream = new ByteArrayInputStream(zip);

        assertThatExceptionOfType(SnapshotFormatException.class)
                .isThrownBy(() -> new SnapshotContent().read(object, stream, reader))
                .withMessageContaining("entry 1.csv: it unpacks to more than 200 times its size");
        assertThat(reader.bytes).isBetween(60L << 20, 68L << 20);
        assertThat(zip.length - stream.available()).isLessThan(1 << 19);
    }

    @Test
    void anEntryOfMoreThanFourGigabytesIsRead() throws Exception {
        long bytes = (4L << 30) + (64L << 20);
        byte[] zip = Zips.zeros("1.csv", bytes);
        ZipLimits limits = new ZipLimits(new UnpackedBounds(bytes, bytes, 1), 1, 0);
        CountingReader reader = new CountingReader();

        new SnapshotContent(limits).read(object("1.1.zip", zip.length), new ByteArrayInputStream(zip), reader);

        assertThat(reader.bytes).isEqualTo(bytes);
    }

    @Test
    void anUnpackedEntryWhoseSizeFollowsItIsReadOnlyIfItIsSmall() throws Exception {
        String text = text(200_000);
        assertThat(read(Zips.storedWithDescriptor("1.csv", text))).hasSize(1);
        refused(SMALL, Zips.storedWithDescriptor("1.csv", text), "nor preceded by its size");
    }

    /** Wherever it is cut: in a header, in the content, in the sums, in the central directory, in the end record. */
    @Test
    void aCutZipIsAnErrorWhereverItIsCut() {
        for (byte[] zip : List.of(
                Zips.deflated("1.csv", OSLO, "2.csv", KYOTO),
                Zips.stored("1.csv", OSLO, "2.csv", KYOTO),
                Zips.zip64("1.csv", OSLO, "2.csv", KYOTO),
                Zips.bzip2("1.csv", OSLO),
                Zips.storedWithDescriptor("1.csv", OSLO))) {
            for (int length = 0; length < zip.length; length++) {
                byte[] cut = Arrays.copyOf(zip, length);
                assertThatExceptionOfType(SnapshotFormatException.class)
                        .as("%s of %s bytes", length, zip.length)
                        .isThrownBy(() -> read(cut));
            }
        }
    }

    @Test
    void aLargeCutZipIsAnError() {
        byte[] zip = Zips.deflated("1.csv", text(300_000), "2.csv", text(300_000));
        for (int tenth = 1; tenth < 10; tenth++) {
            refused("1.1.zip", Arrays.copyOf(zip, zip.length / 10 * tenth), "the file was cut before it was stored");
        }
    }

    @Test
    void aCentralDirectoryThatIsNotCompleteIsAnError() {
        byte[] zip = Zips.stored("1.csv", OSLO, "2.csv", KYOTO);
        int end = zip.length - 22;
        int header = 46 + "1.csv".length();
        byte[] without = joined(Arrays.copyOf(zip, end - header), Arrays.copyOfRange(zip, end, zip.length));
        refused("1.1.zip", without, "the file was cut before it was stored");
        byte[] none = joined(Arrays.copyOf(zip, end - 2 * header), Arrays.copyOfRange(zip, end, zip.length));
        refused("1.1.zip", none, "its central directory is not complete");
        byte[] early = Zips.with(zip, end + 16, 7);
        refused("1.1.zip", early, "its central directory is not complete");
        refused("1.1.zip", Arrays.copyOf(zip, end), "the file was cut before it was stored");
        refused("1.1.zip", Arrays.copyOf(zip, end - 10), "the file was cut before it was stored");
    }

    @Test
    void anEndRecordThatCountsOtherEntriesIsAnError() {
        byte[] zip = Zips.stored("1.csv", OSLO, "2.csv", KYOTO);
        int end = zip.length - 22;
        refused("1.1.zip", Zips.with(Zips.with(zip, end + 8, 3), end + 10, 3), "counts 3 entries, but it has 2");
        refused("1.1.zip", Zips.with(zip, end + 8, 1), "part of a divided zip");
        byte[] zip64 = Zips.zip64("1.csv", OSLO, "2.csv", KYOTO);
        int end64 = zip64.length - 22 - 20 - 56;
        refused("1.1.zip", Zips.with(Zips.with(zip64, end64 + 24, 1), end64 + 32, 1), "counts 1 entries, but it has 2");
        refused("1.1.zip", Zips.with(zip64, end64, 0), "end record for Zip64 is missing");
    }

    @Test
    void aCommentMayFollowTheEndRecordAndNothingElse() throws Exception {
        byte[] zip = Zips.written(out -> {
            try (ZipOutputStream commented = new ZipOutputStream(out)) {
                commented.setComment("c".repeat(65_535));
                commented.putNextEntry(new ZipEntry("1.csv"));
                commented.write(Zips.bytes(OSLO));
            }
        });
        assertThat(read(zip)).containsExactly("1.csv=" + OSLO);
        refused("1.1.zip", joined(zip, new byte[] {'x'}), "does not end as a zip does");
        refused("1.1.zip", joined(zip, zip), "does not end as a zip does|counts|central directory");
    }

    /** A bit that has changed anywhere is an error, or it is in something that rows do not depend on. */
    @Test
    void aChangedByteNeverChangesARow() {
        for (byte[] zip : List.of(
                Zips.deflated("1.csv", text(50), "2.csv", KYOTO),
                Zips.stored("1.csv", text(50), "2.csv", KYOTO),
                Zips.zip64("1.csv", text(50), "2.csv", KYOTO))) {
            for (int i = 0; i < zip.length * 8; i++) {
                byte[] changed = zip.clone();
                changed[i / 8] ^= (byte) (1 << i % 8);
                List<String> read;
                try {
                    read = read(changed);
                } catch (SnapshotFormatException e) {
                    continue;
                } catch (Exception e) {
                    throw new AssertionError("bit " + i, e);
                }
                assertThat(read.stream().map(entry -> entry.substring(entry.indexOf('=') + 1)))
                        .as("bit %s", i)
                        .containsExactly(text(50), KYOTO);
            }
        }
    }

    @Test
    void aChangedByteOfTheContentIsNamed() {
        byte[] zip = Zips.stored("1.csv", OSLO, "2.csv", KYOTO);
        zip[40] ^= 1;
        refused("1.1.zip", zip, "entry 1.csv: its checksum is not that of its content");
    }

    @Test
    void aSourceThatFailsIsNoFaultOfTheObjectWhereverItFails() {
        for (byte[] content : List.of(
                Zips.deflated("1.csv", OSLO, "2.csv", KYOTO),
                Zips.zip64("1.csv", OSLO),
                Zips.storedWithDescriptor("1.csv", OSLO),
                gzip(OSLO),
                Zips.bytes(OSLO))) {
            for (int length = 0; length < content.length; length++) {
                IOException failure = new IOException("connection reset");
                InputStream broken =
                        new SequenceInputStream(new ByteArrayInputStream(content, 0, length), failing(failure));
                assertThatExceptionOfType(IOException.class)
                        .as("%s of %s bytes", length, content.length)
                        .isThrownBy(() -> new SnapshotContent()
                                .read(object("1.csv", content.length), broken, collect(new ArrayList<>())))
                        .isSameAs(failure);
                InputStream shorter = new ByteArrayInputStream(content, 0, length);
                assertThatExceptionOfType(IOException.class)
                        .isThrownBy(() -> new SnapshotContent()
                                .read(object("1.csv", content.length), shorter, collect(new ArrayList<>())))
                        .isNotInstanceOf(SnapshotFormatException.class)
                        .withMessageContaining("broke off after " + length + " of " + content.length + " bytes");
            }
        }
    }

    @Test
    void aCutGzipIsAnErrorOfTheObject() {
        byte[] gzip = gzip(OSLO);
        refused("1.csv.gz", Arrays.copyOf(gzip, gzip.length - 1), "the gzip content ends too early");
        refused("1.1.zip", zip("1.csv", Arrays.copyOf(gzip, 15)), "entry 1.csv: the gzip content ends too early");
    }

    @Test
    void whatAReaderLeavesIsCheckedToo() {
        byte[] zip = Zips.stored("1.csv", text(200_000), "2.csv", KYOTO);
        zip[150_000] ^= 1;
        List<String> names = new ArrayList<>();

        assertThatExceptionOfType(SnapshotFormatException.class)
                .isThrownBy(
                        () -> new SnapshotContent().read(object("1.1.zip", zip.length), stream(zip), (name, csv) -> {
                            names.add(name);
                            csv.close();
                        }))
                .withMessageContaining("entry 1.csv: its checksum");
        assertThat(names).containsExactly("1.csv");
    }

    @Test
    void anErrorCountsAlsoIfTheReaderHidesIt() {
        byte[] zip = Zips.deflated("1.csv", text(200_000));
        byte[] cut = Arrays.copyOf(zip, 50_000);
        SnapshotContent content = new SnapshotContent();

        assertThatExceptionOfType(SnapshotFormatException.class)
                .isThrownBy(() -> content.read(object("1.1.zip", cut.length), stream(cut), (name, csv) -> {
                    try {
                        csv.readAllBytes();
                    } catch (IOException e) {
                        throw new SQLException("COPY failed", e);
                    }
                }));
        assertThatExceptionOfType(SnapshotFormatException.class)
                .isThrownBy(() -> content.read(object("1.1.zip", cut.length), stream(cut), (name, csv) -> {
                    try {
                        csv.readAllBytes();
                    } catch (IOException e) {
                        // hidden
                    }
                }));
    }

    @Test
    void anErrorOfTheReaderStaysAsItIs() {
        byte[] zip = Zips.deflated("1.csv", OSLO);
        SQLException failure = new SQLException("disk full");

        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(
                        () -> new SnapshotContent().read(object("1.1.zip", zip.length), stream(zip), (name, csv) -> {
                            throw failure;
                        }))
                .isSameAs(failure);
    }

    @Test
    void theStreamIsLeftToTheCaller() throws Exception {
        byte[] zip = Zips.deflated("1.csv", OSLO);
        boolean[] isClosed = {false};
        InputStream stream = new FilterInputStream(stream(zip)) {
            @Override
            public void close() {
                isClosed[0] = true;
            }
        };

        new SnapshotContent().read(object("1.1.zip", zip.length), stream, (name, csv) -> csv.close());

        assertThat(isClosed[0]).isFalse();
    }

    private static List<String> read(byte[] content) throws Exception {
        return read("1.1.zip", content);
    }

    private static List<String> read(String name, byte[] content) throws Exception {
        List<String> read = new ArrayList<>();
        new SnapshotContent().read(object(name, content.length), stream(content), collect(read));
        return read;
    }

    private static void read(ZipLimits limits, byte[] content) throws Exception {
        new SnapshotContent(limits)
                .read(object("1.1.zip", content.length), stream(content), collect(new ArrayList<>()));
    }

    private static void refused(String name, byte[] content, String reason) {
        assertThatExceptionOfType(SnapshotFormatException.class)
                .isThrownBy(() -> read(name, content))
                .satisfies(e -> assertThat(e.getMessage()).containsPattern(reason));
    }

    private static void refused(ZipLimits limits, byte[] content, String reason) {
        assertThatExceptionOfType(SnapshotFormatException.class)
                .isThrownBy(() -> read(limits, content))
                .withMessageContaining(reason);
    }

    private static EntryReader collect(List<String> read) {
        return (name, csv) -> read.add(name + "=" + new String(csv.readAllBytes(), StandardCharsets.UTF_8));
    }

    private static InputStream stream(byte[] content) {
        return new ByteArrayInputStream(content);
    }

    private static InputStream failing(IOException failure) {
        return new FilterInputStream(InputStream.nullInputStream()) {
            @Override
            public int read() throws IOException {
                throw failure;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                throw failure;
            }
        };
    }

    private static FeedObject object(String name, long size) {
        return new FeedObject(
                new Source("bucket", ""),
                "MonthlySnapshot/2024-02-01/POD1/1000/Bi_FactX/" + name,
                "e",
                size,
                Instant.EPOCH);
    }

    /** Text that packs to about a half. */
    private static String text(int length) {
        Random random = new Random(length);
        StringBuilder text = new StringBuilder(length);
        while (text.length() < length) {
            text.append(random.nextInt(10));
        }
        return text.toString();
    }

    private static byte[] gzip(String text) {
        return Zips.written(out -> {
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                gzip.write(Zips.bytes(text));
            }
        });
    }

    private static byte[] zip(String name, byte[] content) {
        return Zips.written(out -> {
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(content);
            }
        });
    }

    private static byte[] joined(byte[]... parts) {
        return Zips.written(out -> {
            for (byte[] part : parts) {
                out.writeBytes(part);
            }
        });
    }

    /** Counts and forgets. */
    private static final class CountingReader implements EntryReader {

        private long bytes;

        @Override
        public void read(String entry, InputStream csv) throws IOException {
            byte[] buffer = new byte[64 * 1024];
            for (int read = csv.read(buffer); read >= 0; read = csv.read(buffer)) {
                bytes += read;
            }
        }
    }
}
