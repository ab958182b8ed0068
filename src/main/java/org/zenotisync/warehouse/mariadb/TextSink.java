package org.zenotisync.warehouse.mariadb;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.zenotisync.model.ColumnType;
import org.zenotisync.warehouse.RowSink;

/**
 * Writes rows as the text that {@link LoadData} says: a tab between fields, a line feed after a row, {@code \N} for
 * NULL, and a backslash before what would be read otherwise.
 */
final class TextSink implements RowSink {

    /** Bytes that are sent at once, about; with a row more they still fit into a buffer. */
    private static final int CHUNK = Buffers.SIZE - 64 * 1024;

    /** Bytes that a value of any type but text takes at most, with its separator. */
    private static final int SMALL = 64;

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private static final long FIRST_DAY = LocalDate.of(1, 1, 1).toEpochDay();
    private static final long LAST_DAY = LocalDate.of(9_999, 12, 31).toEpochDay();

    // cheap in the native binary because its build inlines their checks, see quarkus.native.additional-build-args
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle PAIR = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONE_IN_EACH_BYTE = 0x0101010101010101L;
    private static final long HIGHEST_BITS = 0x8080808080808080L;

    /** {@code 00} to {@code 99}, as two characters each. */
    private static final short[] PAIRS = new short[100];

    static {
        for (int i = 0; i < PAIRS.length; i++) {
            PAIRS[i] = (short) ('0' + i / 10 | '0' + i % 10 << Byte.SIZE);
        }
    }

    /** The powers of ten that a long can be. */
    private static final long[] POWERS = new long[19];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = 10 * POWERS[i - 1];
        }
    }

    /** What follows the backslash in the place of a byte; 0 for a byte that stands for itself. */
    private static final byte[] ESCAPED = new byte[256];

    static {
        ESCAPED['\t'] = 't';
        ESCAPED['\n'] = 'n';
        ESCAPED['\\'] = '\\';
        ESCAPED[0] = '0';
    }

    /** Takes the text of some rows. */
    @FunctionalInterface
    interface Receiver {

        /**
         * Takes rows.
         *
         * @param text in its first bytes; it belongs to the receiver from now on
         * @param rows that they are
         * @return where the next rows are written to
         */
        byte[] take(byte[] text, int length, long rows) throws SQLException;
    }

    private final Receiver receiver;
    private final ColumnType[] types;
    private byte[] buffer;
    private int position;
    private int column;
    private long rowsInBuffer;
    private long rows;

    /**
     * @param buffer where rows are written first
     * @param types of all columns, in their order
     */
    TextSink(byte[] buffer, Receiver receiver, List<ColumnType> types) {
        this.buffer = buffer;
        this.receiver = receiver;
        this.types = types.toArray(ColumnType[]::new);
    }

    /**
     * Hands on the remaining rows.
     *
     * @return the buffer that is not used any more
     */
    byte[] finish() throws SQLException {
        handOn();
        return buffer;
    }

    private void handOn() throws SQLException {
        if (rowsInBuffer > 0) {
            buffer = receiver.take(buffer, position, rowsInBuffer);
            rows += rowsInBuffer;
            rowsInBuffer = 0;
            position = 0;
        }
    }

    /** The rows that were handed on. */
    long rows() {
        return rows;
    }

    @Override
    public void putNull() {
        next(SMALL);
        buffer[position++] = '\\';
        buffer[position++] = 'N';
    }

    @Override
    public void putBoolean(boolean value) {
        next(SMALL);
        buffer[position++] = (byte) (value ? '1' : '0');
    }

    @Override
    public void putInteger(long value) {
        next(SMALL);
        number(value);
    }

    @Override
    public void putDecimal(long high, long low) {
        int scale = next(SMALL).scale();
        if (high == low >> 63 && scale < POWERS.length && low != Long.MIN_VALUE) {
            if (low < 0) {
                buffer[position++] = '-';
            }
            unsigned(Math.abs(low) / POWERS[scale]);
            if (scale > 0) {
                buffer[position++] = '.';
                digits(Math.abs(low) % POWERS[scale], scale);
            }
            return;
        }
        BigInteger unscaled = high == low >> 63
                ? BigInteger.valueOf(low)
                : new BigInteger(ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(high)
                        .putLong(low)
                        .array());
        ascii(new BigDecimal(unscaled, scale).toPlainString());
    }

    /** A REAL is written with its own digits, and not with those of the DOUBLE that it becomes. */
    @Override
    public void putDouble(double value) {
        boolean isReal = next(SMALL).kind() == ColumnType.Kind.REAL;
        ascii(isReal ? Float.toString((float) value) : Double.toString(value));
    }

    /** Eight bytes at a time where none of them is escaped. */
    @Override
    public void putText(byte[] utf8, int offset, int length) {
        next(2 * length + SMALL);
        int from = offset;
        int end = offset + length;
        while (from < end && from <= utf8.length - Long.BYTES) {
            int count = Math.min(Long.BYTES, end - from);
            long word = (long) WORD.get(utf8, from);
            // bytes behind the text are none that are escaped, and are written over
            if (mayHaveEscaped(count == Long.BYTES ? word : word | -1L << count * Byte.SIZE)) {
                putByBytes(utf8, from, from + count);
            } else {
                WORD.set(buffer, position, word);
                position += count;
            }
            from += count;
        }
        putByBytes(utf8, from, end);
    }

    /** Whether a byte is a backslash, or at most a line feed, as all others are that are escaped. */
    private static boolean mayHaveEscaped(long word) {
        long backslash = word ^ '\\' * ONE_IN_EACH_BYTE;
        long low = word - ('\n' + 1) * ONE_IN_EACH_BYTE & ~word;
        return ((low | backslash - ONE_IN_EACH_BYTE & ~backslash) & HIGHEST_BITS) != 0;
    }

    private void putByBytes(byte[] utf8, int from, int end) {
        for (int i = from; i < end; i++) {
            byte escaped = ESCAPED[utf8[i] & 0xFF];
            if (escaped != 0) {
                buffer[position++] = '\\';
                buffer[position++] = escaped;
            } else {
                buffer[position++] = utf8[i];
            }
        }
    }

    @Override
    public void putDate(int epochDay) throws SQLException {
        next(SMALL);
        date(epochDay);
    }

    @Override
    public void putTime(long microsOfDay) {
        next(SMALL);
        time(microsOfDay);
    }

    @Override
    public void putTimestamp(long epochMicros) throws SQLException {
        next(SMALL);
        date(Math.floorDiv(epochMicros, MICROS_PER_DAY));
        buffer[position++] = ' ';
        time(Math.floorMod(epochMicros, MICROS_PER_DAY));
    }

    @Override
    public void endRow() throws SQLException {
        buffer[position++] = '\n';
        rowsInBuffer++;
        column = 0;
        if (position >= CHUNK) {
            handOn();
        }
    }

    /** Moves to the next column, and makes room for its value, its separator and the end of the row. */
    private ColumnType next(int room) {
        if (buffer.length - position < room) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, position + room));
        }
        if (column > 0) {
            buffer[position++] = '\t';
        }
        return types[column++];
    }

    private void number(long value) {
        if (value == Long.MIN_VALUE) {
            ascii(Long.toString(value));
            return;
        }
        if (value < 0) {
            buffer[position++] = '-';
        }
        unsigned(Math.abs(value));
    }

    /** Without an object for each number: tables have tens of millions of them. */
    private void unsigned(long value) {
        int count = 1;
        while (count < POWERS.length && value >= POWERS[count]) {
            count++;
        }
        digits(value, count);
    }

    private void ascii(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, buffer, position, bytes.length);
        position += bytes.length;
    }

    /**
     * The calendar by Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms" (civil_from_days), without an
     * object for each day: years begin in March there, and 400 of them have 146,097 days.
     *
     * @throws SQLException if the year does not have four digits: a moment of another zone may be in the year 10000
     */
    private void date(long epochDay) throws SQLException {
        if (epochDay < FIRST_DAY || epochDay > LAST_DAY) {
            throw new SQLException("a day is not within the years 1 and 9999, which a DATE can have", "22008");
        }
        int days = (int) epochDay + 719_468;
        int era = days / 146_097;
        int dayOfEra = days - era * 146_097;
        int yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int monthFromMarch = (5 * dayOfYear + 2) / 153;
        int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        int year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
        pair(year / 100);
        pair(year % 100);
        buffer[position++] = '-';
        pair(month);
        buffer[position++] = '-';
        pair(dayOfYear - (153 * monthFromMarch + 2) / 5 + 1);
    }

    private void time(long microsOfDay) {
        int seconds = (int) (microsOfDay / MICROS_PER_SECOND);
        pair(seconds / 3_600);
        buffer[position++] = ':';
        pair(seconds / 60 % 60);
        buffer[position++] = ':';
        pair(seconds % 60);
        int micros = (int) (microsOfDay - seconds * MICROS_PER_SECOND);
        if (micros != 0) {
            buffer[position++] = '.';
            digits(micros, 6);
        }
    }

    private void pair(int number) {
        PAIR.set(buffer, position, PAIRS[number]);
        position += 2;
    }

    /** @param count enough for the number; the first ones may be zeros */
    private void digits(long number, int count) {
        int at = position + count;
        long rest = number;
        while (rest > Integer.MAX_VALUE) {
            long hundreds = rest / 100;
            at -= 2;
            PAIR.set(buffer, at, PAIRS[(int) (rest - hundreds * 100)]);
            rest = hundreds;
        }
        // a division of an int takes less time
        int small = (int) rest;
        while (at - position >= 2) {
            int hundreds = small / 100;
            at -= 2;
            PAIR.set(buffer, at, PAIRS[small - hundreds * 100]);
            small = hundreds;
        }
        if (at > position) {
            buffer[position] = (byte) ('0' + small);
        }
        position += count;
    }
}
