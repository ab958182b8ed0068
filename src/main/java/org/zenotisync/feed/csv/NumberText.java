package org.zenotisync.feed.csv;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.zenotisync.model.Quantity;

/**
 * Reads numbers from their text. Exact: a DECIMAL never goes through a double, and digits beyond the column's scale are
 * an error unless they are zeros, since dropping them would lose something.
 */
final class NumberText {

    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    /** Digits that always fit into a long. */
    private static final int LONG_DIGITS = 18;

    /** Characters that a number may have. A longer text is not a number, but an attempt to waste time. */
    private static final int MOST_CHARACTERS = 400;

    private long high;
    private long low;

    /** Upper 64 bits of what {@link #decimal} read. */
    long high() {
        return high;
    }

    /** Lower 64 bits of what {@link #decimal} read, or what {@link #integer} read. */
    long low() {
        return low;
    }

    /** Reads an integer into {@link #low()}; false if the text is not one, or not in [min, max]. */
    boolean integer(byte[] bytes, int from, int to, long min, long max) {
        int at = from;
        boolean negative = bytes[at] == '-';
        if (negative || bytes[at] == '+') {
            at++;
        }
        int digits = to - at;
        if (digits < 1) {
            return false;
        }
        if (digits > LONG_DIGITS) {
            return slowInteger(bytes, from, to, min, max);
        }
        long value = 0;
        for (; at < to; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            value = value * 10 + digit;
        }
        low = negative ? -value : value;
        return low >= min && low <= max;
    }

    private boolean slowInteger(byte[] bytes, int from, int to, long min, long max) {
        if (to - from > MOST_CHARACTERS || !hasOnlyDigits(bytes, from, to)) {
            return false;
        }
        BigInteger value = new BigInteger(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
        if (value.compareTo(BigInteger.valueOf(min)) < 0 || value.compareTo(BigInteger.valueOf(max)) > 0) {
            return false;
        }
        low = value.longValue();
        return true;
    }

    private static boolean hasOnlyDigits(byte[] bytes, int from, int to) {
        for (int i = bytes[from] == '-' || bytes[from] == '+' ? from + 1 : from; i < to; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return false;
            }
        }
        return true;
    }

    /**
     * Reads an exact number into {@link #high()} and {@link #low()}, brought to the column's scale.
     *
     * @return null if it can be kept, otherwise the reason why not
     */
    @Nullable
    String decimal(byte[] bytes, int from, int to, int precision, int scale) {
        int at = from;
        boolean negative = bytes[at] == '-';
        if (negative || bytes[at] == '+') {
            at++;
        }
        long value = 0;
        int digits = 0;
        int fraction = -1;
        for (; at < to; at++) {
            int digit = bytes[at] - '0';
            if (digit >= 0 && digit <= 9) {
                value = value * 10 + digit;
                digits++;
                fraction += fraction >= 0 ? 1 : 0;
            } else if (bytes[at] == '.' && fraction < 0) {
                fraction = 0;
            } else {
                return slowDecimal(bytes, from, to, precision, scale);
            }
        }
        int missing = scale - Math.max(fraction, 0);
        if (digits == 0 || missing < 0 || digits + missing > Math.min(LONG_DIGITS, precision)) {
            return slowDecimal(bytes, from, to, precision, scale);
        }
        for (int i = 0; i < missing; i++) {
            value *= 10;
        }
        low = negative ? -value : value;
        high = low >> 63;
        return null;
    }

    private @Nullable String slowDecimal(byte[] bytes, int from, int to, int precision, int scale) {
        BigDecimal number = parse(bytes, from, to);
        if (number == null) {
            return "is not a number";
        }
        // an exponent of millions must not be written out in digits
        if (number.signum() != 0 && (long) number.precision() - number.scale() > precision - scale) {
            return "has too many digits";
        }
        BigDecimal stripped = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        if (stripped.scale() > scale) {
            return "has more than " + Quantity.of(scale, "digit") + " after the point";
        }
        BigInteger unscaled = stripped.setScale(scale).unscaledValue();
        low = unscaled.longValue();
        high = unscaled.shiftRight(64).longValue();
        return null;
    }

    private static @Nullable BigDecimal parse(byte[] bytes, int from, int to) {
        if (to - from > MOST_CHARACTERS) {
            return null;
        }
        try {
            // BigDecimal would also take digits of other scripts, which Latin-1 does not have
            return new BigDecimal(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
        } catch (NumberFormatException | ArithmeticException e) {
            return null;
        }
    }

    /**
     * Reads a floating point number, rounded to the nearest double.
     *
     * @return null if it is not one, or too large for a double, or so small that only 0 would be left of it
     */
    @Nullable
    Double floating(byte[] bytes, int from, int to) {
        int at = from;
        boolean negative = bytes[at] == '-';
        if (negative || bytes[at] == '+') {
            at++;
        }
        long mantissa = 0;
        int digits = 0;
        int fraction = -1;
        for (; at < to; at++) {
            int digit = bytes[at] - '0';
            if (digit >= 0 && digit <= 9) {
                mantissa = mantissa * 10 + digit;
                digits++;
                fraction += fraction >= 0 ? 1 : 0;
            } else if (bytes[at] == '.' && fraction < 0) {
                fraction = 0;
            } else {
                return slowFloating(bytes, from, to);
            }
        }
        // up to 15 digits and 22 places both operands are exact doubles, so the one division rounds correctly
        if (digits < 1 || digits > 15 || fraction > 22) {
            return slowFloating(bytes, from, to);
        }
        double value = fraction > 0 ? mantissa / POWERS_OF_TEN[fraction] : mantissa;
        return negative ? -value : value;
    }

    private static @Nullable Double slowFloating(byte[] bytes, int from, int to) {
        String text =
                to - from <= MOST_CHARACTERS ? new String(bytes, from, to - from, StandardCharsets.ISO_8859_1) : "";
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "nan" -> Double.NaN;
            case "infinity", "+infinity", "inf" -> Double.POSITIVE_INFINITY;
            case "-infinity", "-inf" -> Double.NEGATIVE_INFINITY;
            default -> {
                BigDecimal number = parse(bytes, from, to);
                if (number == null) {
                    yield null;
                }
                double value = Double.parseDouble(text);
                boolean isLost = value == 0 && number.signum() != 0;
                yield Double.isFinite(value) && !isLost ? (Double) value : null;
            }
        };
    }
}
