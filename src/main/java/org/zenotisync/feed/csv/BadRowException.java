package org.zenotisync.feed.csv;

import org.jspecify.annotations.Nullable;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.Quantity;

/** A row that cannot be read, but whose end is certain: the rows after it can be read. */
final class BadRowException extends CsvFormatException {

    static final String TRAILING_COMMA = "the line ends with a comma: remove the trailing comma of every line";

    private static final long serialVersionUID = 1L;

    private final long line;
    private final int field;
    private final @Nullable String column;
    private final String reason;

    private BadRowException(long line, int field, @Nullable String column, String reason) {
        super("line " + line
                + (column == null ? "" : ", column \"" + column + "\"")
                + (column == null && field >= 0 ? ", field " + (field + 1) : "")
                + ": " + reason);
        this.line = line;
        this.field = field;
        this.column = column;
        this.reason = reason;
    }

    static BadRowException ofRow(CsvRecord record, String reason) {
        return new BadRowException(record.line(), -1, null, reason);
    }

    /** A record with another number of fields than the file's first one. */
    static BadRowException ofFields(CsvRecord record, int wanted) {
        if (record.fields() == 1) {
            return ofRow(record, Separators.oneField(record, wanted));
        }
        boolean isTrailing = record.fields() == wanted + 1 && record.isEmpty(wanted) && !record.isQuoted(wanted);
        return ofRow(
                record,
                Quantity.of(record.fields(), "field") + ", but the file's first line has " + wanted
                        + (isTrailing ? "; " + TRAILING_COMMA : ""));
    }

    /** @param field from 0 */
    static BadRowException ofField(CsvRecord record, int field, String reason) {
        return new BadRowException(record.line(), field, null, reason);
    }

    static BadRowException ofColumn(CsvRecord record, ColumnDefinition column, String reason) {
        return new BadRowException(record.line(), -1, column.name(), reason);
    }

    /** The line of the file, from 1, on which the row starts. */
    long line() {
        return line;
    }

    /** The field that is bad, from 0; -1 if the row is bad as a whole, or if its column is known. */
    int field() {
        return field;
    }

    /** The column whose value is bad, null if it is not known. */
    @Nullable
    String column() {
        return column;
    }

    /** What is wrong, without the place. */
    String reason() {
        return reason;
    }
}
