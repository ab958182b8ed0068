package org.zenotisync.feed.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.model.TableKind;

/** Files that would fill the memory of a reader that trusts them. */
class HostileCsvTest {

    private static final long TWO_GIGABYTES = 2L * 1024 * 1024 * 1024;

    private final RecordingSink sink = new RecordingSink();

    static List<Arguments> endless() {
        return List.of(
                Arguments.of("1,", "x"),
                Arguments.of("1,", "é"),
                Arguments.of("1,", "0".repeat(1000) + ","),
                Arguments.of("1,\"", "x"),
                Arguments.of("1,\"", "\"\""),
                Arguments.of("1,\"", ",\n"));
    }

    @ParameterizedTest
    @MethodSource("endless")
    void twoGigabytesWithoutTheEndOfARecordAreGivenUpAfterSixteenMegabytes(String beginning, String unit) {
        Endless file = new Endless("1,a\n" + beginning, unit);

        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> reader().read(file, sink))
                .withMessageStartingWith("line 2: a record of more than 16 MB");
        assertThat(file.given).isBetween(16L * 1024 * 1024, 17L * 1024 * 1024);
        assertThat(sink.rows()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {",", "1,", "\"\","})
    void aRecordOfFieldsWithoutEndIsGivenUpBeforeItFillsTheMemory(String unit) {
        Endless file = new Endless("1,a\n", unit);

        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> reader().read(file, sink))
                .withMessage("line 2: more than 100000 fields; no table has so many columns");
        assertThat(file.given).isLessThan(1024 * 1024);
    }

    @Test
    void aFileOfAHundredThousandColumnsIsRefusedByTheirNumber() {
        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> reader().read(stream(",".repeat(99_999) + "\n"), sink))
                .withMessageStartingWith("line 1: 100,000 fields, but the schema has 2 columns; ");
        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> reader().read(stream(",".repeat(100_000) + "\n"), sink))
                .withMessageStartingWith("line 1: more than 100000 fields");
    }

    @Test
    void aHeaderOfAHundredThousandNamesIsRefusedInAShortMessage() {
        String names = "id" + ",x\"; DROP TABLE t; --".repeat(99_999).replace("\"", "'");

        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> reader().read(stream(names + "\n1,2\n"), sink))
                .satisfies(e -> assertThat(e.getMessage())
                        .startsWith("line 1: the header names 'x'; DROP TABLE t; --'")
                        .hasSizeLessThan(400));
    }

    @Test
    void aNameInTheHeaderCannotForgeLines() {
        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> reader().read(stream("id,\"na\nme\0\"\n"), sink))
                .withMessageContaining("'na\\u000ame\\u0000'");
    }

    private static TableCsvReader reader() {
        TableDefinition table = new TableDefinition(
                "bi_dimx",
                List.of(
                        new ColumnDefinition("id", ColumnType.of(ColumnType.Kind.INTEGER)),
                        new ColumnDefinition("name", ColumnType.varchar(ColumnType.MAX_VARCHAR))),
                List.of(),
                List.of());
        return new TableCsvReader(
                new FileRules(new FeedTable(table), List.of()),
                TableKind.DIMENSION,
                EmptyText.NULL,
                VoidedRows.HAND_ON);
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A beginning, and then the same again and again up to two gigabytes. */
    private static final class Endless extends InputStream {

        private final byte[] beginning;
        private final byte[] unit;
        private long given;

        Endless(String beginning, String unit) {
            this.beginning = beginning.getBytes(StandardCharsets.UTF_8);
            this.unit = unit.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public int read() {
            if (given == TWO_GIGABYTES) {
                return -1;
            }
            long at = given++;
            return at < beginning.length
                    ? beginning[(int) at]
                    : unit[(int) ((at - beginning.length) % unit.length)] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            for (int i = 0; i < length; i++) {
                int b = read();
                if (b < 0) {
                    return i == 0 ? -1 : i;
                }
                bytes[offset + i] = (byte) b;
            }
            return length;
        }
    }
}
