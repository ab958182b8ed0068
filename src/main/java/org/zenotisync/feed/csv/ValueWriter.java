package org.zenotisync.feed.csv;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.warehouse.RowSink;

/** Checks the fields of a record against the types of their columns and hands the values to a sink. */
final class ValueWriter {

    private static final byte[] NO_BYTES = {};

    private final NumberText numbers = new NumberText();
    private final TemporalText temporals = new TemporalText();
    private final EmptyText emptyText;

    ValueWriter(EmptyText emptyText) {
        this.emptyText = emptyText;
    }

    /**
     * Writes one value. An empty field is NULL unless it is text that is quoted or kept by {@code zenoti.empty-text}.
     *
     * @throws CsvFormatException if the value does not fit the column's type
     */
    void write(CsvRecord record, int field, ColumnDefinition column, RowSink sink)
            throws CsvFormatException, SQLException {
        ColumnType type = column.type();
        if (record.isEmpty(field)) {
            if (type.isText() && (record.isQuoted(field) || emptyText == EmptyText.EMPTY)) {
                sink.putText(NO_BYTES);
            } else {
                sink.putNull();
            }
            return;
        }
        char[] chars = record.chars();
        int from = record.start(field);
        int to = record.end(field);
        switch (type.kind()) {
            case VARCHAR -> sink.putText(utf8(record, field, column));
            case DECIMAL -> {
                String problem = numbers.decimal(chars, from, to, type.precision(), type.scale());
                if (problem != null) {
                    throw BadValue.of(record, field, column, problem);
                }
                sink.putDecimal(numbers.high(), numbers.low());
            }
            case SMALLINT -> putInteger(record, field, column, Short.MIN_VALUE, Short.MAX_VALUE, sink);
            case INTEGER -> putInteger(record, field, column, Integer.MIN_VALUE, Integer.MAX_VALUE, sink);
            case BIGINT -> putInteger(record, field, column, Long.MIN_VALUE, Long.MAX_VALUE, sink);
            case REAL, DOUBLE -> {
                Double value = numbers.floating(chars, from, to);
                boolean tooLarge = type.kind() == ColumnType.Kind.REAL
                        && value != null
                        && Double.isFinite(value)
                        && Float.isInfinite(value.floatValue());
                if (value == null || tooLarge) {
                    throw BadValue.of(record, field, column, "is no number in range");
                }
                sink.putDouble(value);
            }
            case BOOLEAN -> {
                Boolean value = BooleanText.read(chars, from, to);
                if (value == null) {
                    throw BadValue.of(record, field, column, "is none of 0, 1, t, f, true, false, y, n, yes, no");
                }
                sink.putBoolean(value);
            }
            case DATE -> sink.putDate((int) readable(temporals.date(chars, from, to), record, field, column));
            case TIME -> sink.putTime(readable(temporals.time(chars, from, to), record, field, column));
            case TIMESTAMP, TIMESTAMPTZ -> {
                boolean zoned = type.kind() == ColumnType.Kind.TIMESTAMPTZ;
                sink.putTimestamp(readable(temporals.timestamp(chars, from, to, zoned), record, field, column));
            }
        }
    }

    private void putInteger(CsvRecord record, int field, ColumnDefinition column, long min, long max, RowSink sink)
            throws CsvFormatException, SQLException {
        if (!numbers.integer(record.chars(), record.start(field), record.end(field), min, max)) {
            throw BadValue.of(record, field, column, "is no whole number from " + min + " to " + max);
        }
        sink.putInteger(numbers.low());
    }

    private static long readable(long value, CsvRecord record, int field, ColumnDefinition column)
            throws CsvFormatException {
        if (value == TemporalText.UNREADABLE) {
            throw BadValue.of(record, field, column, "is in no known form such as 2024-02-29 13:14:15.123");
        }
        return value;
    }

    private static byte[] utf8(CsvRecord record, int field, ColumnDefinition column) throws CsvFormatException {
        char[] chars = record.chars();
        int from = record.start(field);
        int length = record.end(field) - from;
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            char c = chars[from + i];
            if (c >= 0x80) {
                bytes = record.text(field).getBytes(StandardCharsets.UTF_8);
                break;
            }
            if (c == 0) {
                throw BadValue.of(record, field, column, "has a NUL character, which text cannot hold");
            }
            bytes[i] = (byte) c;
        }
        if (bytes.length > length) {
            requireNoNul(bytes, record, field, column);
        }
        if (bytes.length > column.type().precision()) {
            throw BadValue.of(
                    record,
                    field,
                    column,
                    "has " + bytes.length
                            + " bytes, more than its column holds; an upgrade that widens it may be missing");
        }
        return bytes;
    }

    private static void requireNoNul(byte[] bytes, CsvRecord record, int field, ColumnDefinition column)
            throws CsvFormatException {
        for (byte b : bytes) {
            if (b == 0) {
                throw BadValue.of(record, field, column, "has a NUL character, which text cannot hold");
            }
        }
    }
}
