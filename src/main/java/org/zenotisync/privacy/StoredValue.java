package org.zenotisync.privacy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.zenotisync.model.ColumnType;
import org.zenotisync.warehouse.RowSink;

/**
 * Hands a value that a target has to a sink, as the reader of files hands on an equal one. It is read from the text
 * that the database writes: drivers change some values, for example 24:00 and days before 1582-10-15.
 */
public final class StoredValue {

    private static final LocalDateTime EPOCH = LocalDateTime.of(1970, 1, 1, 0, 0);
    private static final int NANOS_PER_MICRO = 1_000;
    private static final String END_OF_DAY = "24:00:00";
    private static final long MICROS_PER_DAY = 24 * 60 * 60 * 1_000_000L;
    private static final String MIDNIGHT = " 00:00:00";

    /** A longer text, or one that would be longer without its exponent, is not a number of the feed. */
    private static final int MOST_DIGITS = 400;

    private StoredValue() {}

    /**
     * Hands on a value. If it is not one of the declared type, because the owner of the target has given its column
     * another type, its text is handed on.
     *
     * @param text as the database writes it; a TIMESTAMPTZ in UTC, without a zone
     * @param type as the feed declares it
     */
    public static void put(String text, ColumnType type, RowSink sink) throws SQLException {
        boolean isDone;
        try {
            isDone = isPut(text, type, sink);
        } catch (NumberFormatException | DateTimeException e) {
            isDone = false;
        }
        if (!isDone) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            sink.putText(utf8, 0, utf8.length);
        }
    }

    /** False if the type does not have the value; nothing is handed on then, nor if it throws. */
    private static boolean isPut(String text, ColumnType type, RowSink sink) throws SQLException {
        return switch (type.kind()) {
            case VARCHAR -> false;
            case BOOLEAN -> isTruthPut(text, sink);
            case SMALLINT, INTEGER, BIGINT -> isNumberPut(text, 0, sink);
            case DECIMAL -> isNumberPut(text, type.scale(), sink);
            case REAL ->
                isPut(
                        isNotFinite(text)
                                ? notFinite(text)
                                : Float.parseFloat(number(text).toString()),
                        sink);
            case DOUBLE ->
                isPut(
                        isNotFinite(text)
                                ? notFinite(text)
                                : Double.parseDouble(number(text).toString()),
                        sink);
            case DATE -> {
                String day = text.endsWith(MIDNIGHT) ? text.substring(0, text.length() - MIDNIGHT.length()) : text;
                sink.putDate((int) LocalDate.parse(day).toEpochDay());
                yield true;
            }
            case TIME -> {
                sink.putTime(
                        text.equals(END_OF_DAY)
                                ? MICROS_PER_DAY
                                : LocalTime.parse(text).toNanoOfDay() / NANOS_PER_MICRO);
                yield true;
            }
            case TIMESTAMP, TIMESTAMPTZ -> {
                LocalDateTime time = text.indexOf(' ') < 0
                        ? LocalDate.parse(text).atStartOfDay()
                        : LocalDateTime.parse(text.replace(' ', 'T'));
                sink.putTimestamp(ChronoUnit.MICROS.between(EPOCH, time));
                yield true;
            }
        };
    }

    private static boolean isTruthPut(String text, RowSink sink) throws SQLException {
        boolean isTrue = text.equals("true") || text.equals("1");
        if (!isTrue && !text.equals("false") && !text.equals("0")) {
            return false;
        }
        sink.putBoolean(isTrue);
        return true;
    }

    private static boolean isNumberPut(String text, int scale, RowSink sink) throws SQLException {
        BigDecimal number = number(text);
        BigDecimal stripped = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        boolean isTooFine = stripped.scale() > scale;
        BigInteger unscaled =
                isTooFine ? BigInteger.ZERO : stripped.setScale(scale).unscaledValue();
        if (isTooFine || unscaled.bitLength() >= 2 * Long.SIZE) {
            return false;
        }
        if (scale == 0 && unscaled.bitLength() < Long.SIZE) {
            sink.putInteger(unscaled.longValue());
        } else {
            sink.putDecimal(unscaled.shiftRight(Long.SIZE).longValue(), unscaled.longValue());
        }
        return true;
    }

    private static boolean isPut(double value, RowSink sink) throws SQLException {
        sink.putDouble(value);
        return true;
    }

    /** @throws NumberFormatException if it is not one, or has an exponent of millions */
    private static BigDecimal number(String text) {
        BigDecimal number = text.length() > MOST_DIGITS ? null : new BigDecimal(text);
        if (number == null || Math.abs((long) number.scale()) > MOST_DIGITS) {
            throw new NumberFormatException("not a number of the feed");
        }
        return number;
    }

    private static boolean isNotFinite(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "nan", "inf", "infinity", "-inf", "-infinity" -> true;
            default -> false;
        };
    }

    private static double notFinite(String text) {
        if (text.equalsIgnoreCase("nan")) {
            return Double.NaN;
        }
        return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
}
