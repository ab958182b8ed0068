package org.zenotisync.warehouse.mariadb;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.ColumnType.Kind;

/** The text that LOAD DATA gets. */
class TextSinkTest {

    @FunctionalInterface
    private interface Row {
        void writeTo(TextSink sink) throws SQLException;
    }

    private static String text(ColumnType type, Row row) throws SQLException {
        StringBuilder text = new StringBuilder();
        TextSink sink = new TextSink(
                new byte[1024],
                (bytes, length, rows) -> {
                    text.append(new String(bytes, 0, length, UTF_8));
                    return bytes;
                },
                List.of(type));
        row.writeTo(sink);
        sink.endRow();
        sink.finish();
        return text.toString();
    }

    @Property
    void aWholeNumberHasItsDigits(@ForAll long value) throws SQLException {
        assertThat(text(ColumnType.of(Kind.BIGINT), sink -> sink.putInteger(value)))
                .isEqualTo(value + "\n");
    }

    @Property
    void aDecimalHasItsDigits(@ForAll long value, @ForAll @IntRange(max = 37) int scale) throws SQLException {
        assertThat(text(ColumnType.decimal(38, scale), sink -> sink.putDecimal(value >> 63, value)))
                .isEqualTo(new BigDecimal(BigInteger.valueOf(value), scale).toPlainString() + "\n");
    }

    @Property
    void aTextIsWhatTheServerReadsAsIt(
            @ForAll List<@IntRange(max = 255) Integer> bytes, @ForAll @IntRange(max = 9) int before)
            throws SQLException {
        aTextIsEscaped(bytes, before);
    }

    @Property
    void aTextOfWhatIsEscapedAndItsNeighboursIsToo(
            @ForAll("escapedAndNeighbours") List<Integer> bytes, @ForAll @IntRange(max = 9) int before)
            throws SQLException {
        aTextIsEscaped(bytes, before);
    }

    @Provide
    Arbitrary<List<Integer>> escapedAndNeighbours() {
        return Arbitraries.of(0, 1, 8, 9, 10, 11, 13, 91, 92, 93, 127, 128, 137, 138, 220, 255, 97)
                .list()
                .ofMaxSize(40);
    }

    /** The bytes lie between others, which do not matter. */
    private static void aTextIsEscaped(List<Integer> bytes, int before) throws SQLException {
        byte[] among = new byte[bytes.size() + 9];
        Arrays.fill(among, (byte) '\\');
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < bytes.size(); i++) {
            int b = bytes.get(i);
            among[before + i] = (byte) b;
            expected.append(
                    switch (b) {
                        case 0 -> "\\0";
                        case '\t' -> "\\t";
                        case '\n' -> "\\n";
                        case '\\' -> "\\\\";
                        default -> String.valueOf((char) b);
                    });
        }
        StringBuilder text = new StringBuilder();
        TextSink sink = new TextSink(
                new byte[1024],
                (sent, length, rows) -> {
                    text.append(new String(sent, 0, length, ISO_8859_1));
                    return sent;
                },
                List.of(ColumnType.varchar(100), ColumnType.varchar(100)));
        sink.putText(among, before, bytes.size());
        sink.putText(among, before, bytes.size());
        sink.endRow();
        sink.finish();
        assertThat(text.toString()).isEqualTo(expected + "\t" + expected + "\n");
    }

    @Property
    void aMomentHasItsDayAndTime(
            @ForAll @LongRange(min = -62_135_596_800_000_000L, max = 253_402_300_799_999_999L) long micros)
            throws SQLException {
        LocalDateTime moment = LocalDateTime.of(1970, 1, 1, 0, 0).plus(micros, ChronoUnit.MICROS);
        String pattern = micros % 1_000_000 == 0 ? "uuuu-MM-dd HH:mm:ss" : "uuuu-MM-dd HH:mm:ss.SSSSSS";

        assertThat(text(ColumnType.of(Kind.TIMESTAMP), sink -> sink.putTimestamp(micros)))
                .isEqualTo(moment.format(DateTimeFormatter.ofPattern(pattern)) + "\n");
    }

    @Example
    void eachDayOfTheCalendarHasItsDate() throws SQLException {
        StringBuilder expected = new StringBuilder();
        StringBuilder text = new StringBuilder();
        TextSink sink = new TextSink(
                new byte[1024],
                (bytes, length, rows) -> {
                    text.append(new String(bytes, 0, length, UTF_8));
                    return bytes;
                },
                List.of(ColumnType.of(Kind.DATE)));
        LocalDate last = LocalDate.of(9_999, 12, 31);
        for (LocalDate day = LocalDate.of(1, 1, 1); !day.isAfter(last); day = day.plusDays(1)) {
            sink.putDate((int) day.toEpochDay());
            sink.endRow();
            expected.append(day).append('\n');
        }
        sink.finish();

        // not assertThat, whose message would have all of them
        assertTrue(text.toString().contentEquals(expected), "the days from year 1 to 9999");
    }

    @Example
    void theLargestAndSmallestNumbersHaveTheirDigits() throws SQLException {
        for (long value : new long[] {Long.MIN_VALUE, Long.MIN_VALUE + 1, Long.MAX_VALUE, 0, -1, 9, 10, 99, 100}) {
            aWholeNumberHasItsDigits(value);
            for (int scale : new int[] {0, 1, 2, 17, 18, 19, 37}) {
                aDecimalHasItsDigits(value, scale);
            }
        }
        // 2 to the power of 64
        assertThat(text(ColumnType.decimal(38, 2), sink -> sink.putDecimal(1, 0)))
                .isEqualTo("184467440737095516.16\n");
    }
}
