package org.zenotisync.warehouse.mariadb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
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
