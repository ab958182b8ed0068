package org.zenotisync.corpus;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/**
 * Values as cases write them, the same for every database: exact numbers without trailing zeros or exponent, timestamps
 * as {@code 2024-02-29 13:14:15.5}, with a {@code Z} if they have a zone.
 */
final class NormalForm {

    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(Locale.ROOT);

    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd ")
            .append(TIME)
            .toFormatter(Locale.ROOT);

    private NormalForm() {}

    /** The normal form of what a driver gives; null for NULL. */
    static String of(Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof Double || value instanceof Float) {
            double number = Double.parseDouble(value.toString());
            return Double.isFinite(number) ? exact(new BigDecimal(value.toString())) : value.toString();
        }
        if (value instanceof Number) {
            return exact(new BigDecimal(value.toString()));
        }
        if (value instanceof OffsetDateTime zoned) {
            return TIMESTAMP.format(LocalDateTime.ofEpochSecond(
                            zoned.toEpochSecond(), zoned.getNano(), java.time.ZoneOffset.UTC))
                    + "Z";
        }
        if (value instanceof Instant instant) {
            return TIMESTAMP.format(instant.atOffset(java.time.ZoneOffset.UTC)) + "Z";
        }
        TemporalAccessor temporal = temporal(value);
        if (temporal instanceof LocalDateTime) {
            return TIMESTAMP.format(temporal);
        }
        if (temporal instanceof LocalTime || temporal instanceof OffsetTime) {
            return TIME.format(temporal);
        }
        return value.toString();
    }

    private static TemporalAccessor temporal(Object value) {
        if (value instanceof Timestamp timestamp) {
            return timestamp.toLocalDateTime();
        }
        if (value instanceof Date date) {
            return date.toLocalDate();
        }
        if (value instanceof Time time) {
            return time.toLocalTime();
        }
        return value instanceof LocalDateTime
                        || value instanceof LocalDate
                        || value instanceof LocalTime
                        || value instanceof OffsetTime
                ? (TemporalAccessor) value
                : null;
    }

    private static String exact(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
