package org.zenotisync.warehouse.postgres;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.copy.CopyIn;
import org.zenotisync.model.ColumnType;
import org.zenotisync.warehouse.RowSink;

/**
 * Writes rows in the binary format of COPY (PostgreSQL documentation, COPY, "Binary Format"), so that the server does
 * not parse text again. Needs one buffer for any number of rows.
 */
final class BinaryCopySink implements RowSink {

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0};

    private static final int BUFFER = 256 * 1024;

    /** Bytes that a value of any type but text takes at most, with its length. */
    private static final int SMALL = 64;

    /** Texts up to so many bytes are copied word by word: most are that short, and a call of arraycopy takes longer. */
    private static final int SHORT_TEXT = 64;

    /** Days and microseconds from 1970-01-01 to 2000-01-01, where PostgreSQL's time begins. */
    private static final int EPOCH_DAYS = 10_957;

    private static final long EPOCH_MICROS = EPOCH_DAYS * 86_400_000_000L;

    /** A number that still fits a long after it is multiplied to complete groups of four digits. */
    private static final long SMALL_DECIMAL = Long.MAX_VALUE / 1_000;

    private static final int GROUP = 10_000;
    private static final BigInteger BIG_GROUP = BigInteger.valueOf(GROUP);
    private static final int[] POWERS = {1, 10, 100, 1_000};

    // cheap in the native binary because its build inlines their checks, see quarkus.native.additional-build-args
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final short NEGATIVE = 0x4000;

    private final CopyIn copy;
    private final ColumnType[] types;

    /** Bytes that a row without its texts takes at most. */
    private final int room;

    private final byte[] buffer = new byte[BUFFER];

    private int position;

    /** The groups of four digits of a decimal, last one first. */
    private final short[] groups = new short[12];

    private int column;

    /** @param types of all columns of the COPY statement, in their order */
    BinaryCopySink(CopyIn copy, List<ColumnType> types) {
        this.copy = copy;
        this.types = types.toArray(ColumnType[]::new);
        this.room = Short.BYTES + this.types.length * SMALL;
        putBytes(SIGNATURE, 0, SIGNATURE.length);
        putInt(0);
        putInt(0);
        putShort(this.types.length);
    }

    /** Writes the remaining bytes and the trailer. */
    void finish() throws SQLException {
        // in place of the beginning of the next row
        position -= Short.BYTES;
        putShort(-1);
        flush();
    }

    @Override
    public void putNull() {
        next();
        putInt(-1);
    }

    @Override
    public void putBoolean(boolean value) {
        next();
        putInt(1);
        buffer[position++] = (byte) (value ? 1 : 0);
    }

    @Override
    public void putInteger(long value) {
        switch (next().kind()) {
            case SMALLINT -> {
                putInt(Short.BYTES);
                putShort((int) value);
            }
            case INTEGER -> {
                putInt(Integer.BYTES);
                putInt((int) value);
            }
            default -> putLong(value);
        }
    }

    @Override
    public void putDecimal(long high, long low) {
        int scale = next().scale();
        int padding = (4 - scale % 4) % 4;
        boolean isLong = high == low >> 63 && low > -SMALL_DECIMAL && low < SMALL_DECIMAL;
        boolean negative = high < 0;
        int count = isLong
                ? split(Math.abs(low) * POWERS[padding])
                : split(unscaled(high, low).abs().multiply(BigInteger.valueOf(POWERS[padding])));
        int weight = count - (scale + padding) / 4 - 1;
        putInt((4 + count) * Short.BYTES);
        putShort(count);
        putShort(weight);
        putShort(negative ? NEGATIVE : 0);
        putShort(scale);
        for (int i = count - 1; i >= 0; i--) {
            putShort(groups[i]);
        }
    }

    private int split(long value) {
        int count = 0;
        for (long rest = value; rest != 0; rest /= GROUP) {
            groups[count++] = (short) (rest % GROUP);
        }
        return count;
    }

    private int split(BigInteger value) {
        int count = 0;
        for (BigInteger rest = value; rest.signum() != 0; ) {
            BigInteger[] parts = rest.divideAndRemainder(BIG_GROUP);
            groups[count++] = parts[1].shortValue();
            rest = parts[0];
        }
        return count;
    }

    private static BigInteger unscaled(long high, long low) {
        return new BigInteger(
                ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array());
    }

    @Override
    public void putDouble(double value) {
        if (next().kind() == ColumnType.Kind.REAL) {
            putInt(Float.BYTES);
            putInt(Float.floatToIntBits((float) value));
        } else {
            putLong(Double.doubleToLongBits(value));
        }
    }

    @Override
    public void putText(byte[] utf8, int offset, int length) throws SQLException {
        next();
        if (BUFFER - position < Integer.BYTES + length + room) {
            flush();
        }
        putInt(length);
        putBytes(utf8, offset, length);
    }

    @Override
    public void putDate(int epochDay) {
        next();
        putInt(Integer.BYTES);
        putInt(epochDay - EPOCH_DAYS);
    }

    @Override
    public void putTime(long microsOfDay) {
        next();
        putLong(microsOfDay);
    }

    @Override
    public void putTimestamp(long epochMicros) {
        next();
        putLong(epochMicros - EPOCH_MICROS);
    }

    /** Ends a row and begins the next one. Only this and texts look at the room in the buffer, not every value. */
    @Override
    public void endRow() throws SQLException {
        column = 0;
        if (BUFFER - position < room) {
            flush();
        }
        putShort(types.length);
    }

    /** Moves to the next column. */
    private ColumnType next() {
        return types[column++];
    }

    private void putShort(int value) {
        SHORT.set(buffer, position, (short) value);
        position += Short.BYTES;
    }

    private void putInt(int value) {
        INT.set(buffer, position, value);
        position += Integer.BYTES;
    }

    /** A value of eight bytes, after its length. */
    private void putLong(long value) {
        putInt(Long.BYTES);
        LONG.set(buffer, position, value);
        position += Long.BYTES;
    }

    private void putBytes(byte[] bytes, int offset, int length) {
        if (length > SHORT_TEXT) {
            System.arraycopy(bytes, offset, buffer, position, length);
        } else {
            int at = 0;
            for (; at <= length - Long.BYTES; at += Long.BYTES) {
                LONG.set(buffer, position + at, (long) LONG.get(bytes, offset + at));
            }
            for (; at < length; at++) {
                buffer[position + at] = bytes[offset + at];
            }
        }
        position += length;
    }

    private void flush() throws SQLException {
        copy.writeToCopy(buffer, 0, position);
        position = 0;
    }
}
