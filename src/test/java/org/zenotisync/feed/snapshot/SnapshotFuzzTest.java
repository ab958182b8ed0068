package org.zenotisync.feed.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.Source;

/** Any name of a folder is one date or none, and any object of a snapshot is read as it was packed or refused. */
class SnapshotFuzzTest {

    private static final String CITIES = "id,city\n1,Oslo\n2,Kyoto\n";

    private static final List<byte[]> ZIPS = List.of(
            Zips.deflated("1.csv", CITIES, "d/", "", "2.csv", CITIES),
            Zips.stored("1.csv", CITIES, "2.csv", CITIES),
            Zips.zip64("1.csv", CITIES, "2.csv", CITIES),
            Zips.bzip2("1.csv", CITIES),
            Zips.deflate64(),
            Zips.storedWithDescriptor("1.csv", CITIES));

    private static final List<String> PIECES = List.of(
            "-",
            "_",
            ".",
            " ",
            "T",
            "Z",
            "é",
            "２",
            "\0",
            "0",
            "1",
            "02",
            "13",
            "24",
            "31",
            "99",
            "2024",
            "2010",
            "0000",
            "202402",
            "20240201",
            "Feb",
            "may",
            "MAR",
            "st",
            "th",
            "extract",
            "9".repeat(30));

    @Provide
    Arbitrary<String> folders() {
        return Arbitraries.oneOf(
                Arbitraries.of(PIECES).list().ofMaxSize(8).map(pieces -> String.join("", pieces)),
                Arbitraries.strings());
    }

    @Property
    void aFolderIsOneDateOrNone(@ForAll("folders") String folder) {
        assertThat(ExtractDate.parse(folder).map(LocalDate::getYear).orElse(2010))
                .isBetween(2010, 2099);
    }

    @Provide
    Arbitrary<LocalDate> dates() {
        return Arbitraries.longs()
                .between(
                        LocalDate.of(2010, 1, 1).toEpochDay(),
                        LocalDate.of(2099, 12, 31).toEpochDay())
                .map(LocalDate::ofEpochDay);
    }

    @Provide
    Arbitrary<String> forms() {
        return Arbitraries.of(
                "yyyy-MM-dd",
                "yyyyMMdd",
                "yyyy_M_d",
                "yyyy-MM-dd'T'HH:mm:ss'Z'",
                "yyyyMMddHHmmss",
                "'Extract_'yyyy-MM-dd",
                "dd-MMM-yyyy",
                "MMMM d, yyyy",
                "d MMMM yyyy",
                "ddMMMyyyy");
    }

    @Property
    void aDateIsReadInEachFormThatHasOneReading(@ForAll("dates") LocalDate date, @ForAll("forms") String form) {
        String folder = DateTimeFormatter.ofPattern(form, Locale.ENGLISH).format(date.atTime(0, 30));

        assertThat(ExtractDate.parse(folder)).contains(date);
    }

    /** A change of a zip: bytes that others take the place of, which may be more or fewer. */
    record Change(int at, int removed, byte[] added) {

        byte[] of(byte[] zip) {
            int from = Math.min(zip.length, at);
            int to = Math.min(zip.length, from + removed);
            byte[] changed = Arrays.copyOf(zip, zip.length - (to - from) + added.length);
            System.arraycopy(added, 0, changed, from, added.length);
            System.arraycopy(zip, to, changed, from + added.length, zip.length - to);
            return changed;
        }
    }

    @Provide
    Arbitrary<byte[]> changedZips() {
        Arbitrary<Change> changes = Combinators.combine(
                        Arbitraries.integers().between(0, 600),
                        Arbitraries.of(0, 1, 1, 1, 2, 4, 8, 100),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(8))
                .as(Change::new);
        return Combinators.combine(
                        Arbitraries.of(ZIPS), changes.list().ofMinSize(1).ofMaxSize(3))
                .as((zip, of) -> {
                    byte[] changed = zip;
                    for (Change change : of) {
                        changed = change.of(changed);
                    }
                    return changed;
                });
    }

    @Property
    void aChangedZipIsReadAsItWasOrRefused(@ForAll("changedZips") byte[] zip) throws Exception {
        FeedObject object = new FeedObject(new Source("bucket", ""), "1.1.zip", "e", zip.length, Instant.EPOCH);
        StringBuilder rows = new StringBuilder();
        try {
            new SnapshotContent().read(object, new ByteArrayInputStream(zip), (name, csv) -> {
                rows.append(new String(csv.readAllBytes(), StandardCharsets.UTF_8));
            });
        } catch (SnapshotFormatException e) {
            assertThat(e).hasMessageStartingWith("s3://bucket/1.1.zip").hasMessageEndingWith("or ask Zenoti for it");
            return;
        }
        assertThat(rows.toString()).startsWith("id,city\n1,Oslo\n2,");
    }
}
