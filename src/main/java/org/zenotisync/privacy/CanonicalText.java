package org.zenotisync.privacy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/**
 * The one text of a value, in ASCII: numbers in plain notation without an exponent, leading zeros and zeros at the end
 * (42.00 is {@code 42}), {@code true} and {@code false}, {@code 2024-02-29}, {@code 13:14:15.5}, {@code 2024-02-29
 * 13:14:15.5}, in UTC with a {@code Z} if it has a zone. Midnight without a zone is written as the day, so that a DATE
 * that becomes a TIMESTAMP keeps its text. It does not depend on the version of Java. For one thread.
 */
final class CanonicalText {

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MICROS_PER_DAY = 24 * 60 * 60 * MICROS_PER_SECOND;

    /** Digits of a long. */
    private static final int LONG_DIGITS = 20;

    /** Every decimal of so many digits is the shortest one of its double, or float. */
    private static final int DOUBLE_DIGITS = 15;

    private static final int FLOAT_DIGITS = 6;

    /** So many digits always tell a double, or float, from its neighbours. */
    private static final int MOST_DOUBLE_DIGITS = 17;

    private static final int MOST_FLOAT_DIGITS = 9;

    private byte[] bytes = new byte[64];
    private int length;

    /** Holds the text that was written last, from 0. */
    byte[] bytes() {
        return bytes;
    }

    /** Bytes of the text that was written last. */
    int length() {
        return length;
    }

    void truth(boolean value) {
        write(value ? "true" : "false");
    }

    void integer(long value) {
        length = 0;
        if (value == Long.MIN_VALUE) {
            write(Long.toString(value));
            return;
        }
        if (value < 0) {
            put('-');
        }
        digits(Math.abs(value), 1);
    }

    /** @param scale digits after the point of the unscaled number */
    void decimal(long high, long low, int scale) {
        if (high != low >> 63 || low == Long.MIN_VALUE || scale > LONG_DIGITS) {
            BigInteger signed = BigInteger.valueOf(low);
            BigInteger lower = low < 0 ? signed.add(BigInteger.ONE.shiftLeft(Long.SIZE)) : signed;
            write(new BigDecimal(BigInteger.valueOf(high).shiftLeft(Long.SIZE).add(lower), scale));
            return;
        }
        long value = Math.abs(low);
        int digits = scale;
        while (digits > 0 && value % 10 == 0) {
            value /= 10;
            digits--;
        }
        length = 0;
        if (low < 0) {
            put('-');
        }
        digits(value, digits + 1);
        if (digits > 0) {
            System.arraycopy(bytes, length - digits, bytes, length - digits + 1, digits);
            bytes[length - digits] = '.';
            length++;
        }
    }

    void floating(double value) {
        if (!Double.isFinite(value)) {
            write(notFinite(value));
            return;
        }
        BigDecimal exact = new BigDecimal(value);
        int digits = DOUBLE_DIGITS;
        BigDecimal shortest = rounded(exact, digits);
        while (shortest.doubleValue() != value && digits < MOST_DOUBLE_DIGITS) {
            shortest = rounded(exact, ++digits);
        }
        write(shortest);
    }

    void real(float value) {
        if (!Float.isFinite(value)) {
            write(notFinite(value));
            return;
        }
        BigDecimal exact = new BigDecimal(value);
        int digits = FLOAT_DIGITS;
        BigDecimal shortest = rounded(exact, digits);
        while (shortest.floatValue() != value && digits < MOST_FLOAT_DIGITS) {
            shortest = rounded(exact, ++digits);
        }
        write(shortest);
    }

    private static BigDecimal rounded(BigDecimal value, int digits) {
        return value.round(new MathContext(digits, RoundingMode.HALF_EVEN));
    }

    private static String notFinite(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        return value > 0 ? "Infinity" : "-Infinity";
    }

    void date(int epochDay) {
        length = 0;
        putDate(epochDay);
    }

    void time(long microsOfDay) {
        length = 0;
        putTime(microsOfDay);
    }

    void timestamp(long epochMicros, boolean isZoned) {
        length = 0;
        putDate(Math.floorDiv(epochMicros, MICROS_PER_DAY));
        long ofDay = Math.floorMod(epochMicros, MICROS_PER_DAY);
        if (ofDay == 0 && !isZoned) {
            return;
        }
        put(' ');
        putTime(ofDay);
        if (isZoned) {
            put('Z');
        }
    }

    private void putDate(long epochDay) {
        LocalDate date = LocalDate.ofEpochDay(epochDay);
        digits(date.getYear(), 4);
        put('-');
        digits(date.getMonthValue(), 2);
        put('-');
        digits(date.getDayOfMonth(), 2);
    }

    private void putTime(long micros) {
        long seconds = micros / MICROS_PER_SECOND;
        digits(seconds / 3600, 2);
        put(':');
        digits(seconds / 60 % 60, 2);
        put(':');
        digits(seconds % 60, 2);
        long fraction = micros % MICROS_PER_SECOND;
        if (fraction > 0) {
            put('.');
            digits(fraction, 6);
            while (bytes[length - 1] == '0') {
                length--;
            }
        }
    }

    private void put(char c) {
        bytes[length++] = (byte) c;
    }

    /** Writes a number that is not negative, with zeros before it if it has fewer digits. */
    private void digits(long value, int least) {
        int count = least;
        for (long rest = value, digits = 1; rest > 0; rest /= 10, digits++) {
            count = (int) Math.max(count, digits);
        }
        long rest = value;
        for (int i = length + count - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += count;
    }

    private void write(BigDecimal number) {
        write(number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString());
    }

    private void write(String text) {
        byte[] written = text.getBytes(StandardCharsets.US_ASCII);
        bytes = written.length > bytes.length ? written : bytes;
        System.arraycopy(written, 0, bytes, 0, written.length);
        length = written.length;
    }
}
