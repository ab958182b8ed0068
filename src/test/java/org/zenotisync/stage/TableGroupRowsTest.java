package org.zenotisync.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zenotisync.config.BadRowPolicy;
import org.zenotisync.config.OnBadRow;
import org.zenotisync.config.RowLimit;
import org.zenotisync.feed.ContentDigest;
import org.zenotisync.feed.FeedFile;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.Source;
import org.zenotisync.feed.csv.EmptyText;
import org.zenotisync.feed.csv.FileRules;
import org.zenotisync.feed.csv.RowCounts;
import org.zenotisync.feed.csv.TableCsvReader;
import org.zenotisync.feed.csv.VoidedRows;
import org.zenotisync.merge.Destination;
import org.zenotisync.merge.LoadException;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.model.TableKind;
import org.zenotisync.privacy.ForgettingSink;
import org.zenotisync.privacy.Projection;
import org.zenotisync.schema.ddl.DdlParser;
import org.zenotisync.schema.ddl.SchemaStatement;
import org.zenotisync.warehouse.RowSink;

/** The rows of a table group as they reach a sink, and what is counted and kept of them. */
class TableGroupRowsTest {

    private static final int ROWS = 2_500;
    private static final String FOLDER = "POD1/1/bi_dimcity/";

    private final ReadCounters counters = new ReadCounters();
    private final Map<String, String> contents = new HashMap<>();
    private final List<FeedFile> files = new ArrayList<>();

    /** The rows as they are written, and the keys of the objects as they are opened. */
    private final List<String> written = new ArrayList<>();

    private BadRowPolicy badRows = new BadRowPolicy(OnBadRow.FAIL, rows(0));
    private Destination destination = Destination.TARGET;
    private Optional<DigestingReader> digests = Optional.empty();

    @Test
    void whatIsReadIsCountedOnceAndSubtractedCompletely() throws Exception {
        file(1, "a", "7\n".repeat(ROWS));
        TableGroupRows group = group("id INT", "id");

        group.writeTo(sink());
        assertThat(counters.rows()).isEqualTo(ROWS);
        assertThat(counters.bytes()).isEqualTo(2 * ROWS);

        group.uncount();
        assertThat(counters.rows()).isZero();
        assertThat(counters.bytes()).isZero();
    }

    @Test
    void aReadingThatFailsLeavesNothing() throws Exception {
        file(1, "a", "7\n".repeat(ROWS) + "seven\n");
        TableGroupRows group = group("id INT", "id");

        assertThatExceptionOfType(LoadException.class).isThrownBy(() -> group.writeTo(sink()));
        assertThat(counters.rows()).isZero();
        assertThat(counters.bytes()).isZero();
    }

    @Test
    void rowsAreCountedWhileTheyAreRead() throws Exception {
        List<Long> counted = new ArrayList<>();
        file(1, "a", "7\n".repeat(ROWS));

        group("id INT", "id").writeTo(sink(() -> counted.add(counters.rows())));

        assertThat(counted).hasSize(ROWS).containsOnly(0L, 1024L, 2048L);
    }

    /** The logids of a table group are its batches. Rows are numbered over all its files. */
    @Test
    void aStagedRowHasItsBatchAndItsNumber() throws Exception {
        file(3, "a", "7\n8\n");
        file(3, "b", "9\n");
        file(5, "a", "7\n");
        destination = Destination.STAGE;

        group("id INT", "id").writeTo(sink());

        assertThat(rowsWritten())
                .containsExactly(
                        "Integer 7, Integer 0, Integer 0",
                        "Integer 8, Integer 0, Integer 1",
                        "Integer 9, Integer 0, Integer 2",
                        "Integer 7, Integer 1, Integer 3");
    }

    @Test
    void aRowThatGoesIntoTheTargetHasOnlyItsOwnValues() throws Exception {
        file(1, "a", "7\n8\n");

        group("id INT", "id").writeTo(sink());

        assertThat(rowsWritten()).containsExactly("Integer 7", "Integer 8");
    }

    /** The key is the value and the text after it. */
    @ParameterizedTest
    @CsvSource({
        "INT, 7, 8, Integer 7",
        "INT, -7, 7, Integer -7",
        "BOOLEAN, true, false, Boolean true",
        "BOOLEAN, 0, 1, Boolean false",
        "'DECIMAL(20, 0)', 18446744073709551617, 1, Decimal 1 1",
        "VARCHAR(9), a, b, Text a",
        "DATE, 1970-01-03, 1970-01-02, Date 2",
        "TIME, 00:00:00.5, 00:00:00.4, Time 500000",
        "TIMESTAMP, 1970-01-01 00:00:01, 1970-01-01 00:00:00, Timestamp 1000000"
    })
    void valuesOfEachTypeAreHandedOnAndTheirKeysAreCompared(String type, String one, String other, String expected)
            throws Exception {
        String columns = "name VARCHAR(9), id " + type + ", note VARCHAR(9)";
        String rows = "x," + one + ",p\ny," + other + ",p\nz," + one + ",q\n";
        file(1, "a", rows);
        TableGroupRows different = group(columns, "id", "note");
        different.writeTo(sink());
        assertThat(rowsWritten().get(0)).isEqualTo("Text x, " + expected + ", Text p");
        assertThat(different.isKeyUnique()).isTrue();
        assertThat(different.hasNullKeys()).isFalse();

        file(1, "b", "x," + one + ",p\n");
        TableGroupRows repeated = group(columns, "id", "note");
        repeated.writeTo(sink());
        assertThat(repeated.isKeyUnique()).isFalse();
    }

    @Test
    void ofAFloatingPointNumberItIsNotCertainThatItIsUnique() throws Exception {
        file(1, "a", "1,1.5,x\n2,2.5,x\n");
        TableGroupRows group = group("name INT, id FLOAT8, note VARCHAR(9)", "id");
        group.writeTo(sink());

        assertThat(rowsWritten()).containsExactly("Integer 1, Double 1.5, Text x", "Integer 2, Double 2.5, Text x");
        assertThat(group.isKeyUnique()).isFalse();
    }

    /** Such a number is beside the key, so that the column after it must be compared. */
    @Test
    void theColumnAfterAFloatingPointNumberIsComparedAsItsOwn() throws Exception {
        file(1, "a", "1.5,2\n1.5,1\n");
        TableGroupRows group = group("amount FLOAT8, id INT", "id");
        group.writeTo(sink());

        assertThat(group.isKeyUnique()).isTrue();
    }

    @Test
    void negativeAndPositiveNumbersThatAscendAreUniqueHoweverMany() throws Exception {
        file(1, "a", IntStream.range(-150_000, 150_000).mapToObj(i -> i + "\n").collect(Collectors.joining()));
        TableGroupRows group = group("id INT", "id");
        group.writeTo(sink());

        assertThat(group.isKeyUnique()).isTrue();
    }

    @Test
    void aNullInTheKeyIsHandedOnAndNoticed() throws Exception {
        file(1, "a", ",x\n");
        TableGroupRows group = group("id INT, note VARCHAR(9)", "id", "note");
        group.writeTo(sink());

        assertThat(rowsWritten()).containsExactly("Null, Text x");
        assertThat(group.hasNullKeys()).isTrue();
    }

    /** Of a fact, a key may come once in each logid, and rows with void=1 do not count. */
    @ParameterizedTest
    @ValueSource(strings = {"INT", "BOOLEAN"})
    void aKeyOfAFactMayComeAgainInAnotherLogid(String voidType) throws Exception {
        String columns = "id INT, void " + voidType;
        file(1, "a", "7,0\n7,1\n");
        file(2, "a", "7,0\n");
        TableGroupRows another = group(TableKind.FACT, columns, "id");
        another.writeTo(sink());
        assertThat(another.isKeyUnique()).isTrue();
        assertThat(another.counts()).isEqualTo(new RowCounts(3, 3, 1, 0));

        file(2, "b", "7,0\n");
        TableGroupRows same = group(TableKind.FACT, columns, "id");
        same.writeTo(sink());
        assertThat(same.isKeyUnique()).isFalse();
    }

    @Test
    void eachFileIsKeptWithTheRowsThatWereReadFromIt() throws Exception {
        file(1, "a", "7\n8\n");
        file(2, "b", "9\n");
        TableGroupRows group = group("id INT", "id");
        group.writeTo(sink());

        assertThat(group.stagedFiles())
                .containsExactly(
                        new StagedFile(files.get(0), OptionalLong.of(2), Optional.empty()),
                        new StagedFile(files.get(1), OptionalLong.of(1), Optional.empty()));
        assertThat(group.counts().read()).isEqualTo(3);
    }

    @Test
    void theDigestsOfFilesAreThoseOfTheirBytes() throws Exception {
        file(1, "a", "7\n8\n");
        file(2, "b", "");
        digests = Optional.of(new DigestingReader(this::open));
        TableGroupRows group = group("id INT", "id");
        group.writeTo(sink());

        assertThat(group.stagedFiles())
                .extracting(staged -> staged.digest().orElseThrow())
                .containsExactly(digest("7\n8\n"), digest(""));
    }

    private static String digest(String content) throws IOException {
        return ContentDigest.of(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)))
                .kept();
    }

    @Test
    void badRowsAreKeptUpToTheLimit() throws Exception {
        file(1, "a", "7\nx\n");
        file(2, "b", "y\n8\n");
        badRows = new BadRowPolicy(OnBadRow.QUARANTINE, rows(2));
        TableGroupRows group = group("id INT", "id");
        group.writeTo(sink());

        assertThat(rowsWritten()).containsExactly("Integer 7", "Integer 8");
        assertThat(group.counts()).isEqualTo(new RowCounts(4, 2, 0, 2));
        assertThat(group.badRows())
                .extracting(
                        StagedBadRow::file,
                        bad -> bad.row().line(),
                        bad -> bad.row().column(),
                        bad -> new String(bad.row().raw(), StandardCharsets.UTF_8))
                .containsExactly(tuple(files.get(0), 2L, "id", "x"), tuple(files.get(1), 1L, "id", "y"));
        assertThat(group.badRows().get(0).text()).startsWith("line 2, column \"id\": ");
    }

    @Test
    void moreBadRowsThanAllowedFailTheTableGroupAndTheFirstOneIsNamed() throws Exception {
        file(1, "a", "7\nx\ny\n");
        badRows = new BadRowPolicy(OnBadRow.QUARANTINE, rows(1));
        TableGroupRows group = group("id INT", "id");

        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> group.writeTo(sink()))
                .withMessageStartingWith("2 of 3 rows cannot be loaded, more than zenoti.max-bad-rows=1 allows;")
                .withMessageContaining("s3://bucket/" + FOLDER + "1/a.csv, line 2, column \"id\"");
    }

    @Test
    void theNextObjectIsOpenedBeforeTheEndOfASmallOne() throws Exception {
        file(1, "a", "7\n");
        file(2, "b", "8\n");

        group("id INT", "id").writeTo(sink());

        assertThat(written).containsExactly("1/a.csv", "2/b.csv", "Integer 7", "Integer 8");
    }

    @Test
    void theNextObjectIsNotOpenedWhileTheEndOfALargeOneIsFarAway() throws Exception {
        file(1, "a", "7\n", 100 * 1024 * 1024);
        file(2, "b", "8\n");

        group("id INT", "id").writeTo(sink());

        assertThat(written).containsExactly("1/a.csv", "Integer 7", "2/b.csv", "Integer 8");
    }

    private List<String> rowsWritten() {
        return written.stream().filter(line -> !line.endsWith(".csv")).toList();
    }

    private void file(long logid, String name, String content) {
        file(logid, name, content, content.length());
    }

    private void file(long logid, String name, String content, long size) {
        String key = FOLDER + logid + "/" + name + ".csv";
        contents.put(key, content);
        files.add(new FeedFile(logid, new FeedObject(Source.of("bucket", ""), key, "etag", size, Instant.EPOCH)));
    }

    private InputStream open(FeedObject object) {
        written.add(object.key().substring(FOLDER.length()));
        return new ByteArrayInputStream(contents.get(object.key()).getBytes(StandardCharsets.UTF_8));
    }

    private TableGroupRows group(String columns, String... key) throws Exception {
        return group(TableKind.DIMENSION, columns, key);
    }

    private TableGroupRows group(TableKind kind, String columns, String... key) throws Exception {
        TableDefinition table = ((SchemaStatement.CreateTable)
                        DdlParser.parse("CREATE TABLE bi_dimcity (" + columns + ");")
                                .get(0))
                .definition();
        List<String> match = List.of(key);
        return new TableGroupRows(
                List.copyOf(files),
                Projection.whole(new FeedTable(table)),
                new TableCsvReader(
                        new FileRules(new FeedTable(table), match), kind, EmptyText.NULL, VoidedRows.HAND_ON),
                this::open,
                digests,
                Runnable::run,
                counters,
                badRows,
                destination,
                new ForgottenRows(kind, match, ForgettingSink.Form.LEFT_OUT),
                new UniqueKeys(table, kind, match, match));
    }

    private static RowLimit rows(int most) {
        return new RowLimit(BigDecimal.valueOf(most), RowLimit.Unit.ROWS);
    }

    private RowSink sink() {
        return sink(() -> {});
    }

    /** Writes each row down in one line: the types of its values, and the values. */
    private RowSink sink(Runnable atRow) {
        List<String> row = new ArrayList<>();
        return (RowSink) Proxy.newProxyInstance(
                RowSink.class.getClassLoader(), new Class<?>[] {RowSink.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "endRow" -> {
                            written.add(String.join(", ", row));
                            row.clear();
                            atRow.run();
                        }
                        case "putNull" -> row.add("Null");
                        case "putText" ->
                            row.add("Text "
                                    + new String(
                                            (byte[]) arguments[0],
                                            (int) arguments[1],
                                            (int) arguments[2],
                                            StandardCharsets.UTF_8));
                        default ->
                            row.add(method.getName().substring("put".length()) + " "
                                    + Arrays.stream(arguments)
                                            .map(String::valueOf)
                                            .collect(Collectors.joining(" ")));
                    }
                    return null;
                });
    }
}
