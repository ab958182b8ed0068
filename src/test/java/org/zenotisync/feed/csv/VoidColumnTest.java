package org.zenotisync.feed.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.model.TableKind;

/** What the void column of a row means for each kind of table. */
class VoidColumnTest {

    private static final ColumnType BOOLEAN = ColumnType.of(ColumnType.Kind.BOOLEAN);
    private static final ColumnType INTEGER = ColumnType.of(ColumnType.Kind.INTEGER);

    private final RecordingSink sink = new RecordingSink();

    @Test
    void aFactHandsOnVoidedAndLiveRowsAndCountsThem() throws Exception {
        assertThat(read(TableKind.FACT, BOOLEAN, "1,true\n2,0\n3,T\n")).isEqualTo(new RowCounts(3, 3, 2, 0));
        assertThat(sink.rows()).containsExactly(List.of(1L, true), List.of(2L, false), List.of(3L, true));
    }

    @Test
    void voidMayBeTheFirstColumn() throws Exception {
        TableDefinition table = new TableDefinition(
                "bi_factx",
                List.of(new ColumnDefinition("void", BOOLEAN), new ColumnDefinition("id", INTEGER)),
                List.of(),
                List.of());

        RowCounts counts = new TableCsvReader(
                        new FileRules(new FeedTable(table), List.of("id")),
                        TableKind.FACT,
                        EmptyText.NULL,
                        VoidedRows.HAND_ON)
                .read(stream("1,7\n0,8\n"), sink);

        assertThat(counts).isEqualTo(new RowCounts(2, 2, 1, 0));
        assertThat(sink.rows()).containsExactly(List.of(true, 7L), List.of(false, 8L));
    }

    @Test
    void voidedRowsOfAFactMayBeLeftOut() throws Exception {
        TableDefinition table = new TableDefinition(
                "bi_factx",
                List.of(new ColumnDefinition("id", INTEGER), new ColumnDefinition("void", BOOLEAN)),
                List.of(),
                List.of());

        RowCounts counts = new TableCsvReader(
                        new FileRules(new FeedTable(table), List.of("id")),
                        TableKind.FACT,
                        EmptyText.NULL,
                        VoidedRows.LEAVE_OUT)
                .read(stream("1,1\n2,1\n3,0\n4,1\n"), sink);

        assertThat(counts).isEqualTo(new RowCounts(4, 1, 3, 0));
        assertThat(sink.rows()).containsExactly(List.of(3L, false));
    }

    @Test
    void anUnreadableVoidIsRefusedAlsoInATextColumn() {
        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> read(TableKind.APPEND_ONLY_FACT, ColumnType.varchar(9), "1,0\n2,maybe\n"))
                .withMessageStartingWith("line 2, column \"void\": value 'maybe' is not one of 0, 1,");
    }

    @Test
    void ofAFactsVoidedRowOnlyWhatItDeletesByIsRead() throws Exception {
        TableDefinition table = new TableDefinition(
                "bi_factx",
                List.of(
                        new ColumnDefinition("id", INTEGER),
                        new ColumnDefinition("amount", INTEGER),
                        new ColumnDefinition("void", BOOLEAN)),
                List.of(),
                List.of());
        new TableCsvReader(
                        new FileRules(new FeedTable(table), List.of("id")),
                        TableKind.FACT,
                        EmptyText.NULL,
                        VoidedRows.HAND_ON)
                .read(stream("1,no number,1\n1,7,0\n"), sink);

        assertThat(sink.rows()).containsExactly(Arrays.asList(1L, null, true), List.of(1L, 7L, false));
    }

    @Test
    void whatAVoidedRowDeletesByIsCheckedAlsoWhereItIsLeftOut() {
        TableDefinition table = new TableDefinition(
                "bi_factx",
                List.of(new ColumnDefinition("id", INTEGER), new ColumnDefinition("void", BOOLEAN)),
                List.of(),
                List.of());

        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> new TableCsvReader(
                                new FileRules(new FeedTable(table), List.of("id")),
                                TableKind.FACT,
                                EmptyText.NULL,
                                VoidedRows.LEAVE_OUT)
                        .read(stream("1,1\nx,1\n"), sink))
                .withMessageContaining("line 2, column \"id\"");
        assertThat(sink.rows()).isEmpty();
    }

    @Test
    void anAppendOnlyFactIgnoresVoidedRowsAndKeepsThoseWithoutVoid() throws Exception {
        assertThat(read(TableKind.APPEND_ONLY_FACT, BOOLEAN, "1,1\n2,0\n3,\n")).isEqualTo(new RowCounts(3, 2, 1, 0));
        assertThat(sink.rows()).containsExactly(List.of(2L, false), Arrays.asList(3L, null));
    }

    @Test
    void inADimensionVoidIsData() throws Exception {
        assertThat(read(TableKind.DIMENSION, BOOLEAN, "1,1\n2,\n")).isEqualTo(new RowCounts(2, 2, 0, 0));
        assertThat(sink.rows()).containsExactly(List.of(1L, true), Arrays.asList(2L, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,0\n2,\n", "1,0\n2,\"\"\n"})
    void aFactsRowWithoutVoidIsRefused(String text) {
        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> read(TableKind.FACT, BOOLEAN, text))
                .withMessage("line 2, column \"void\": no value, so the row can be neither deleted nor inserted"
                        + " (BOOLEAN)");
    }

    @Test
    void aFactsFileWithoutVoidIsRefused() {
        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> read(TableKind.FACT, BOOLEAN, "id\n1\n"))
                .withMessageContaining("column \"void\": no value");
    }

    @ParameterizedTest
    @CsvSource({"FACT, 2", "FACT, maybe", "FACT, -1", "FACT, 1.0", "APPEND_ONLY_FACT, maybe"})
    void anUnreadableVoidIsRefused(TableKind kind, String text) {
        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> read(kind, BOOLEAN, "1,0\n2," + text + "\n"))
                .withMessage("line 2, column \"void\": value '" + text
                        + "' is not one of 0, 1, t, f, true, false, y, n, yes, no (BOOLEAN)");
    }

    @Test
    void voidMayBeANumber() throws Exception {
        assertThat(read(TableKind.FACT, INTEGER, "1,1\n2,0\n")).isEqualTo(new RowCounts(2, 2, 1, 0));
        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> read(TableKind.FACT, INTEGER, "3,2\n"))
                .withMessageContaining("value '2' is not one of");
    }

    @ParameterizedTest
    @EnumSource(ColumnType.Kind.class)
    void onlyBooleansAndExactNumbersCanBeVoid(ColumnType.Kind kind) {
        boolean can =
                List.of("BOOLEAN", "SMALLINT", "INTEGER", "BIGINT", "DECIMAL").contains(kind.name());

        assertThat(TableCsvReader.canBeVoid(new ColumnType(kind, 1, 0))).isEqualTo(can);
    }

    private RowCounts read(TableKind kind, ColumnType voidType, String text) throws Exception {
        TableDefinition table = new TableDefinition(
                "bi_factx",
                List.of(new ColumnDefinition("id", INTEGER), new ColumnDefinition("void", voidType)),
                List.of(),
                List.of());
        return new TableCsvReader(
                        new FileRules(new FeedTable(table), List.of("id")),
                        kind,
                        EmptyText.NULL,
                        kind == TableKind.APPEND_ONLY_FACT ? VoidedRows.LEAVE_OUT : VoidedRows.HAND_ON)
                .read(stream(text), sink);
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
