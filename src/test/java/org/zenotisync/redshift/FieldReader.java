package org.zenotisync.redshift;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Reads a field as COPY reads it for a column ("Data conversion parameters", "Load error reference"). */
final class FieldReader {

    private static final Set<String> TRUE = Set.of("t", "true", "y", "yes", "1");
    private static final Set<String> FALSE = Set.of("f", "false", "n", "no", "0");

    private final CopyStatement copy;
    private final boolean isQuotedEmptyNull;
    private final TimeReader times;

    FieldReader(CopyStatement copy, boolean isQuotedEmptyNull, TimeReader times) {
        this.copy = copy;
        this.isQuotedEmptyNull = isQuotedEmptyNull;
        this.times = times;
    }

    /** The value as a text that PostgreSQL reads; null for NULL. */
    String read(CsvRecords.Field field, CopyColumn column) throws BadRow {
        String text = decoded(field.text(), column);
        String value = isNull(text, field.isQuoted(), column) ? null : value(text, column);
        if (value == null && column.isNotNull()) {
            throw new BadRow(BadRow.MISSING_VALUE, "Missing data for not-null field", column, text);
        }
        return value;
    }

    private boolean isNull(String text, boolean isQuoted, CopyColumn column) {
        if (text.isEmpty()) {
            return !column.isText() || copy.isEmptyNull() && (!isQuoted || isQuotedEmptyNull);
        }
        return text.equals(copy.nullText()) || text.isBlank() && (!column.isText() || copy.isBlankNull());
    }

    private static String decoded(byte[] bytes, CopyColumn column) throws BadRow {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            String lossy = new String(bytes, StandardCharsets.UTF_8);
            throw new BadRow(BadRow.BAD_UTF8, "String contains invalid or unsupported UTF8 codepoints", column, lossy);
        }
        if (text.indexOf('\0') >= 0) {
            throw new BadRow(
                    BadRow.NUL_BYTE, "Invalid null byte - field longer than 1 byte", column, text.replace('\0', '.'));
        }
        return text;
    }

    private String value(String text, CopyColumn column) throws BadRow {
        return switch (column.type()) {
            case "varchar" -> text(text, column);
            case "bpchar" -> singleBytes(text, column);
            case "int2" -> integer(text, column, Short.MAX_VALUE);
            case "int4" -> integer(text, column, Integer.MAX_VALUE);
            case "int8" -> integer(text, column, Long.MAX_VALUE);
            case "numeric" -> decimal(text, column);
            case "float4", "float8" -> floating(text, column);
            case "bool" -> bool(text, column);
            case "date", "time", "timetz", "timestamp", "timestamptz" -> times.read(text, column);
            default -> throw new IllegalStateException("no type of Redshift: " + column.type());
        };
    }

    private static String text(String text, CopyColumn column) throws BadRow {
        if (text.getBytes(StandardCharsets.UTF_8).length > column.length()) {
            throw new BadRow(BadRow.OUT_OF_RANGE, "String length exceeds DDL length", column, text);
        }
        return text;
    }

    private static String singleBytes(String text, CopyColumn column) throws BadRow {
        if (text.chars().anyMatch(c -> c > '~')) {
            throw new BadRow(BadRow.NOT_ONE_BYTE, "CHAR string contains invalid ASCII character", column, text);
        }
        return text(text, column);
    }

    private static String integer(String text, CopyColumn column, long most) throws BadRow {
        if (!text.matches("[+-]?[0-9]+")) {
            throw new BadRow(BadRow.BAD_DIGIT, "Invalid digit, Value '" + text + "', Type: Integer", column, text);
        }
        BigInteger value = new BigInteger(text);
        BigInteger limit = BigInteger.valueOf(most);
        if (value.compareTo(limit) > 0 || value.compareTo(limit.negate().subtract(BigInteger.ONE)) < 0) {
            throw new BadRow(BadRow.TOO_LARGE_INTEGER, "Overflow, Type: Integer", column, text);
        }
        return value.toString();
    }

    /** "ROUNDEC": what does not fit the scale is cut off unless that is given. */
    private String decimal(String text, CopyColumn column) throws BadRow {
        if (!text.matches("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)")) {
            throw new BadRow(BadRow.BAD_DECIMAL, "Invalid digit, Value '" + text + "', Type: Decimal", column, text);
        }
        BigDecimal value =
                new BigDecimal(text).setScale(column.scale(), copy.rounds() ? RoundingMode.HALF_UP : RoundingMode.DOWN);
        if (value.precision() > column.length()) {
            throw new BadRow(BadRow.OUT_OF_RANGE, "Numeric data overflow (result precision)", column, text);
        }
        return value.toPlainString();
    }

    private static String floating(String text, CopyColumn column) throws BadRow {
        if (!text.matches("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?")) {
            throw new BadRow(BadRow.BAD_FLOAT, "Invalid floating point value", column, text);
        }
        boolean isReal = column.type().equals("float4");
        if (isReal ? Float.isInfinite(Float.parseFloat(text)) : Double.isInfinite(Double.parseDouble(text))) {
            throw new BadRow(BadRow.OUT_OF_RANGE, "Overflow, Type: Float", column, text);
        }
        // PostgreSQL, whose float8in Redshift has, refuses what strtod calls out of range at either end
        boolean isZero = isReal ? Float.parseFloat(text) == 0 : Double.parseDouble(text) == 0;
        if (isZero && !text.matches("[^1-9eE]*([eE].*)?")) {
            throw new BadRow(BadRow.OUT_OF_RANGE, "Underflow, Type: Float", column, text);
        }
        return isReal ? Float.toString(Float.parseFloat(text)) : Double.toString(Double.parseDouble(text));
    }

    private static String bool(String text, CopyColumn column) throws BadRow {
        String word = text.toLowerCase(Locale.ROOT);
        if (!TRUE.contains(word) && !FALSE.contains(word)) {
            throw new BadRow(BadRow.BAD_BOOLEAN, "Unknown boolean format", column, text);
        }
        return Boolean.toString(TRUE.contains(word));
    }
}
