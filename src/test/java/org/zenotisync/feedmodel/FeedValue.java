package org.zenotisync.feedmodel;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.zenotisync.model.ColumnType;

/**
 * Values in the one form in which rows are compared: BOOLEAN as Boolean, exact numbers as BigDecimal without trailing
 * zeros, REAL and DOUBLE as Double, TIMESTAMP as LocalDateTime, DATE as LocalDate, text as String, NULL as null.
 */
public final class FeedValue {

    private FeedValue() {}

    /**
     * The value of a CSV field (rule 8): unquoted empty is NULL; quoted empty is the empty string for text and NULL for
     * every other type; {@code NULL} and {@code \N} are text.
     *
     * @throws RuntimeException if the field is no value of that type
     */
    static Object parse(CsvField field, ColumnType type) {
        String text = field.text();
        if (text.isEmpty()) {
            return field.quoted() && type.isText() ? "" : null;
        }
        return switch (type.kind()) {
            case BOOLEAN -> bool(text);
            case SMALLINT, INTEGER, BIGINT -> exact(new BigDecimal(text).setScale(0));
            // setScale refuses to round: how a loader rounds is not documented, so no feed may depend on it.
            case DECIMAL -> exact(new BigDecimal(text).setScale(type.scale()));
            case REAL -> (double) Float.parseFloat(text);
            case DOUBLE -> Double.parseDouble(text);
            case VARCHAR -> fitting(text, type);
            case DATE -> LocalDate.parse(text);
            case TIMESTAMP -> timestamp(text);
            case TIME, TIMESTAMPTZ -> throw new IllegalArgumentException("not modelled: " + type);
        };
    }

    /**
     * What a JDBC driver returned for a column, in the form of this class. Unknown classes are returned unchanged, so
     * that they show up as a difference.
     */
    public static Object normalise(Object value, ColumnType type) {
        return switch (type.kind()) {
            case SMALLINT, INTEGER, BIGINT, DECIMAL ->
                value instanceof Number ? exact(new BigDecimal(value.toString())) : value;
            // MariaDB has the digits of a REAL in a DOUBLE
            case REAL -> value instanceof Number number ? (Object) (double) number.floatValue() : value;
            case DOUBLE -> value instanceof Number number ? (Object) number.doubleValue() : value;
            case DATE -> value instanceof Date date ? date.toLocalDate() : value;
            case TIMESTAMP -> value instanceof Timestamp timestamp ? timestamp.toLocalDateTime() : value;
            default -> value;
        };
    }

    private static Boolean bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "1", "t", "true" -> true;
            case "0", "f", "false" -> false;
            default -> throw new IllegalArgumentException("not a BOOLEAN: " + text);
        };
    }

    private static BigDecimal exact(BigDecimal number) {
        return number.stripTrailingZeros();
    }

    /** Rule 13: a value too wide for its column is an error, never cut. */
    private static String fitting(String text, ColumnType type) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > type.precision()) {
            throw new IllegalArgumentException(bytes + " bytes do not fit into " + type);
        }
        return text;
    }

    private static LocalDateTime timestamp(String text) {
        if (text.length() == "2024-02-29".length()) {
            return LocalDate.parse(text).atStartOfDay();
        }
        LocalDateTime value = LocalDateTime.parse(text.replace(' ', 'T'));
        if (!value.truncatedTo(ChronoUnit.MICROS).equals(value)) {
            throw new IllegalArgumentException("finer than a microsecond: " + text);
        }
        return value;
    }
}
