package org.zenotisync.feed.csv;

import java.sql.SQLException;
import java.util.Set;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.warehouse.RowSink;
import org.zenotisync.warehouse.ValueLimits;

/** Checks the fields of a record against the types of their columns and hands the values to a sink. */
final class ValueWriter {

    private final NumberText numbers = new NumberText();
    private final TemporalText temporals = new TemporalText();
    private final EmptyText emptyText;
    private final Set<String> hidden;
    private final ValueLimits limits;
    private final boolean hasNotFinite;
    private final long lastTime;
    private final long firstDay;
    private final long lastDay;
    private final long firstMoment;
    private final long lastMoment;

    /**
     * @param hidden names of columns whose values must not be shown: the target does not have them
     * @param limits what the target has no place for, in columns that are not hidden
     */
    ValueWriter(EmptyText emptyText, Set<String> hidden, ValueLimits limits) {
        this.emptyText = emptyText;
        this.hidden = hidden;
        this.limits = limits;
        this.hasNotFinite = limits.hasNotFinite();
        this.lastTime = limits.hasEndOfDay() ? TemporalText.MICROS_PER_DAY : TemporalText.MICROS_PER_DAY - 1;
        this.firstDay = limits.firstDay().toEpochDay();
        this.lastDay = limits.lastDay().toEpochDay();
        this.firstMoment = firstDay * TemporalText.MICROS_PER_DAY;
        this.lastMoment = (lastDay + 1) * TemporalText.MICROS_PER_DAY - 1;
    }

    /**
     * Writes one value. An empty field is NULL unless it is text that is quoted or kept by {@code zenoti.empty-text}.
     *
     * @param column its definition; NOT NULL if a file must have a value there
     * @throws CsvFormatException if the value does not fit the column's type, is missing, or is not within the limits
     */
    void write(CsvRecord record, int field, ColumnDefinition column, RowSink sink)
            throws CsvFormatException, SQLException {
        ColumnType type = column.type();
        byte[] bytes = record.bytes();
        int from = record.start(field);
        int to = record.end(field);
        if (from == to) {
            if (type.isText() && (record.isQuoted(field) || emptyText == EmptyText.EMPTY)) {
                sink.putText(bytes, from, 0);
            } else if (column.notNull()) {
                throw BadRowException.ofColumn(
                        record, column, "no value, but the schema says NOT NULL or PRIMARY KEY (" + type + ")");
            } else {
                sink.putNull();
            }
            return;
        }
        switch (type.kind()) {
            case VARCHAR -> {
                requireText(record, field, to - from, column);
                sink.putText(bytes, from, to - from);
            }
            case DECIMAL -> {
                String problem = numbers.decimal(bytes, from, to, type.precision(), type.scale());
                if (problem != null) {
                    throw bad(record, field, column, problem);
                }
                sink.putDecimal(numbers.high(), numbers.low());
            }
            case SMALLINT -> putInteger(record, field, column, Short.MIN_VALUE, Short.MAX_VALUE, sink);
            case INTEGER -> putInteger(record, field, column, Integer.MIN_VALUE, Integer.MAX_VALUE, sink);
            case BIGINT -> putInteger(record, field, column, Long.MIN_VALUE, Long.MAX_VALUE, sink);
            case REAL, DOUBLE -> {
                Double value = numbers.floating(bytes, from, to);
                if (value == null || type.kind() == ColumnType.Kind.REAL && isBeyondReal(value)) {
                    throw bad(record, field, column, "is not a number in range");
                }
                double number = value;
                if (!hasNotFinite && !Double.isFinite(number)) {
                    refuse(record, field, column);
                }
                sink.putDouble(number);
            }
            case BOOLEAN -> {
                Boolean value = BooleanText.read(bytes, from, to);
                if (value == null) {
                    throw bad(record, field, column, "is not one of 0, 1, t, f, true, false, y, n, yes, no");
                }
                sink.putBoolean(value);
            }
            case DATE -> {
                long day = readable(temporals.date(bytes, from, to), record, field, column);
                if (day < firstDay || day > lastDay) {
                    refuse(record, field, column);
                }
                sink.putDate((int) day);
            }
            case TIME -> {
                long time = readable(temporals.time(bytes, from, to), record, field, column);
                if (time > lastTime) {
                    refuse(record, field, column);
                }
                sink.putTime(time);
            }
            case TIMESTAMP, TIMESTAMPTZ -> {
                boolean zoned = type.kind() == ColumnType.Kind.TIMESTAMPTZ;
                long moment = readable(temporals.timestamp(bytes, from, to, zoned), record, field, column);
                if (moment < firstMoment || moment > lastMoment) {
                    refuse(record, field, column);
                }
                sink.putTimestamp(moment);
            }
        }
    }

    private void putInteger(CsvRecord record, int field, ColumnDefinition column, long min, long max, RowSink sink)
            throws CsvFormatException, SQLException {
        if (!numbers.integer(record.bytes(), record.start(field), record.end(field), min, max)) {
            throw bad(record, field, column, "is not a whole number from " + min + " to " + max);
        }
        sink.putInteger(numbers.low());
    }

    /** Refuses a value that is not within the limits, unless its column is left out, or has a digest in the target. */
    private void refuse(CsvRecord record, int field, ColumnDefinition column) throws CsvFormatException {
        if (!hidden.contains(column.name())) {
            throw BadValue.of(
                    record, field, column, limits.problem(column.type().kind()));
        }
    }

    /** Whether a double would become infinite, or 0, as a float. */
    private static boolean isBeyondReal(double value) {
        float real = (float) value;
        return Double.isFinite(value) && Float.isInfinite(real) || value != 0 && real == 0;
    }

    private BadRowException bad(CsvRecord record, int field, ColumnDefinition column, String reason) {
        return hidden.contains(column.name())
                ? BadValue.hidden(record, column, reason)
                : BadValue.of(record, field, column, reason);
    }

    private long readable(long value, CsvRecord record, int field, ColumnDefinition column) throws CsvFormatException {
        if (value == TemporalText.UNREADABLE) {
            throw bad(
                    record,
                    field,
                    column,
                    hidden.contains(column.name())
                            ? TemporalProblem.ofUnknown(column.type().kind())
                            : TemporalProblem.of(
                                    record.text(field), column.type().kind()));
        }
        return value;
    }

    private void requireText(CsvRecord record, int field, int length, ColumnDefinition column)
            throws CsvFormatException {
        if (!record.isPlain(field)) {
            requireNoNul(record, field, column);
        }
        if (length > column.type().precision()) {
            throw bad(
                    record,
                    field,
                    column,
                    "has " + length + " bytes, more than its column holds; an upgrade that widens it may be missing");
        }
    }

    private void requireNoNul(CsvRecord record, int field, ColumnDefinition column) throws CsvFormatException {
        for (int i = record.start(field); i < record.end(field); i++) {
            if (record.bytes()[i] == 0) {
                throw bad(record, field, column, "has a NUL character, which text cannot hold");
            }
        }
    }
}
