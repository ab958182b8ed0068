package org.zenotisync.warehouse.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.copy.CopyIn;
import org.zenotisync.model.ColumnType;

/** Where the buffer ends and rows do not; that a server reads the values as they are meant is tested with a server. */
class BinaryCopySinkTest {

    /** Text of a column in Redshift at most. */
    private static final int LONGEST = 65_535;

    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    @Test
    void noRowIsAHeaderAndATrailer() throws Exception {
        sink(List.of(ColumnType.varchar(10))).finish();

        assertThat(rows(1)).isEmpty();
    }

    /** Rows of every length up to some that do not divide the buffer, so that its end falls into all places of a row. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 250, 1_600})
    void rowsOfManyColumnsComeWholeThroughTheBuffer(int columns) throws Exception {
        List<ColumnType> types = new ArrayList<>(Collections.nCopies(columns, ColumnType.decimal(38, 1)));
        types.set(0, ColumnType.varchar(LONGEST));
        types.set(columns / 2, ColumnType.varchar(LONGEST));
        BinaryCopySink sink = sink(types);
        BigInteger widest = BigInteger.TEN.pow(38).subtract(BigInteger.ONE);
        long high = widest.shiftRight(Long.SIZE).longValue();
        List<Integer> lengths = new ArrayList<>();
        for (int row = 0; row < 40; row++) {
            int length = LONGEST - row * 1_637;
            for (int column = 0; column < columns; column++) {
                if (types.get(column).isText()) {
                    byte[] text = text(length);
                    sink.putText(text, 0, length);
                } else {
                    sink.putDecimal(high, widest.longValue());
                }
            }
            sink.endRow();
            lengths.add(length);
        }
        sink.finish();

        List<List<byte[]>> rows = rows(columns);
        assertThat(rows).hasSize(lengths.size());
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < columns; column++) {
                byte[] value = rows.get(row).get(column);
                if (types.get(column).isText()) {
                    assertThat(value).isEqualTo(text(lengths.get(row)));
                } else {
                    // 37 digits before the point and one behind it, in groups of four
                    assertThat(ByteBuffer.wrap(value).getShort()).isEqualTo((short) 11);
                    assertThat(value).hasSize(4 * Short.BYTES + 11 * Short.BYTES);
                    assertThat(value).endsWith(9_000 >> 8, 9_000 & 0xFF);
                }
            }
        }
    }

    /** Short and long texts are copied in different ways. */
    @Test
    void aTextOfAnyLengthComesWholeFromWhereverItLies() throws Exception {
        byte[] lying = new byte[300];
        for (int i = 0; i < lying.length; i++) {
            lying[i] = (byte) i;
        }
        BinaryCopySink sink = sink(List.of(ColumnType.varchar(LONGEST)));
        for (int length = 0; length < 200; length++) {
            sink.putText(lying, lying.length - length, length);
            sink.endRow();
        }
        sink.finish();

        List<List<byte[]>> rows = rows(1);
        for (int length = 0; length < 200; length++) {
            assertThat(rows.get(length).get(0))
                    .isEqualTo(Arrays.copyOfRange(lying, lying.length - length, lying.length));
        }
    }

    private static byte[] text(int length) {
        return "x".repeat(length).getBytes(StandardCharsets.UTF_8);
    }

    private BinaryCopySink sink(List<ColumnType> types) {
        CopyIn copy = (CopyIn) Proxy.newProxyInstance(
                CopyIn.class.getClassLoader(), new Class<?>[] {CopyIn.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("writeToCopy");
                    sent.write((byte[]) arguments[0], (int) arguments[1], (int) arguments[2]);
                    return null;
                });
        return new BinaryCopySink(copy, types);
    }

    /** What was sent, read as PostgreSQL's documentation of the format has it. */
    private List<List<byte[]>> rows(int columns) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(sent.toByteArray()));
        assertThat(in.readNBytes(11)).isEqualTo("PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(in.readLong()).isZero();
        List<List<byte[]>> rows = new ArrayList<>();
        for (int fields = in.readShort(); fields != -1; fields = in.readShort()) {
            assertThat(fields).isEqualTo(columns);
            List<byte[]> row = new ArrayList<>();
            for (int field = 0; field < fields; field++) {
                row.add(in.readNBytes(in.readInt()));
            }
            rows.add(row);
        }
        assertThat(in.available()).isZero();
        return rows;
    }
}
