package org.zenotisync.feed.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.model.TableKind;
import org.zenotisync.warehouse.RowSink;
import org.zenotisync.warehouse.ValueLimits;

/** What a target has no place for is a bad row of that target, and a value like others elsewhere. */
class ValueLimitsTest {

    /** From the year 1583 on, and without all that some database lacks. */
    private static final ValueLimits NARROW =
            new ValueLimits("Narrow", false, false, LocalDate.of(1583, 1, 1), ValueLimits.END_OF_9999);

    private static final ValueLimits YEARS =
            new ValueLimits("Years", true, true, ValueLimits.YEAR_ONE, ValueLimits.END_OF_9999);

    private static List<BadRow> bad(ValueLimits limits, Set<String> hidden, ColumnType.Kind kind, String text)
            throws Exception {
        List<BadRow> rows = new ArrayList<>();
        reader(limits, hidden, kind).read(stream(text), sink(), rows::add);
        return rows;
    }

    private static TableCsvReader reader(ValueLimits limits, Set<String> hidden, ColumnType.Kind kind) {
        TableDefinition table = new TableDefinition(
                "bi_dimx",
                List.of(
                        new ColumnDefinition("id", ColumnType.of(ColumnType.Kind.INTEGER)),
                        new ColumnDefinition("x", ColumnType.of(kind))),
                List.of(),
                List.of());
        FileRules rules = new FileRules(new FeedTable(table), List.of(), List.of(), hidden).within(limits);
        return new TableCsvReader(rules, TableKind.DIMENSION, EmptyText.NULL, VoidedRows.HAND_ON);
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(("1,\n2," + text + "\n3,\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static RowSink sink() {
        return (RowSink) Proxy.newProxyInstance(
                RowSink.class.getClassLoader(), new Class<?>[] {RowSink.class}, (proxy, method, values) -> null);
    }

    @ParameterizedTest
    @CsvSource({
        "DOUBLE, NaN, cannot be kept: Narrow has no NaN and no infinite numbers (DOUBLE PRECISION)",
        "DOUBLE, -inf, cannot be kept: Narrow has no NaN and no infinite numbers (DOUBLE PRECISION)",
        "REAL, Infinity, cannot be kept: Narrow has no NaN and no infinite numbers (REAL)",
        "TIME, 24:00:00, cannot be kept: the last time of a day that Narrow can hold is 23:59:59.999999 (TIME)",
        "DATE, 1582-12-31, 'is not within 1583-01-01 and 9999-12-31, which Narrow can hold (DATE)'",
        "TIMESTAMP, 1582-12-31 23:59:59.999999,"
                + " 'is not within 1583-01-01 and 9999-12-31, which Narrow can hold (TIMESTAMP)'",
        "TIMESTAMPTZ, 1583-01-01 00:00:00+00:01,"
                + " 'in UTC is not within 1583-01-01 and 9999-12-31, which Narrow can hold (TIMESTAMPTZ)'",
        "TIMESTAMPTZ, 9999-12-31 23:59:59-00:01,"
                + " 'in UTC is not within 1583-01-01 and 9999-12-31, which Narrow can hold (TIMESTAMPTZ)'",
    })
    void isABadRowWithItsLineAndColumn(ColumnType.Kind kind, String text, String reason) throws Exception {
        List<BadRow> rows = bad(NARROW, Set.of(), kind, text);

        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).line()).isEqualTo(2);
        assertThat(rows.get(0).column()).isEqualTo("x");
        assertThat(rows.get(0).reason()).contains("value '" + text + "' " + reason);
        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> reader(NARROW, Set.of(), kind).read(stream(text), sink()))
                .withMessageContaining("line 2, column \"x\": value '" + text + "' " + reason);
        // elsewhere, and where the column is left out or has a digest, nothing is wrong with it
        assertThat(bad(ValueLimits.NONE, Set.of(), kind, text)).isEmpty();
        assertThat(bad(NARROW, Set.of("x"), kind, text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "DOUBLE, 1.7976931348623157e308",
        "REAL, -0",
        "TIME, 23:59:59.9999999",
        "DATE, 1583-01-01",
        "DATE, 9999-12-31",
        "TIMESTAMP, 1583-01-01",
        "TIMESTAMP, 9999-12-31 23:59:59.9999999",
        "TIMESTAMPTZ, 1583-01-01 00:01:00+00:01",
        "TIMESTAMPTZ, 9999-12-31 23:58:59.999999-00:01",
    })
    void theLastValueWithinThemIsKept(ColumnType.Kind kind, String text) throws Exception {
        assertThat(bad(NARROW, Set.of(), kind, text)).isEmpty();
    }

    @Test
    void yearsOfFourDigitsAreSaidAsYears() throws Exception {
        assertThat(bad(YEARS, Set.of(), ColumnType.Kind.TIMESTAMPTZ, "0001-01-01 00:00:00+14:00"))
                .extracting(BadRow::reason)
                .singleElement()
                .asString()
                .contains("in UTC is not within the years 1 and 9999, which Years can hold");
    }
}
