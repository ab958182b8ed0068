package org.zenotisync.feed.csv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.model.TableKind;
import org.zenotisync.warehouse.HeldRow;
import org.zenotisync.warehouse.RowSink;

/**
 * Reads the CSV files of one table. A file has the same meaning for every warehouse. RFC 4180 with commas, UTF-8 with
 * or without BOM, LF or CRLF between records, line breaks inside quotes kept as they are, empty lines skipped, nothing
 * trimmed, {@code NULL} and {@code \N} are text. Memory does not grow with the file. Not safe for several threads.
 */
public final class TableCsvReader {

    /** The name of the mandatory void column (feed documentation, "Delete-insert mechanism", step 2). */
    public static final String VOID = "void";

    /** What bad rows have in place of values that must not be shown. */
    private static final byte[] MASK = "***".getBytes(StandardCharsets.US_ASCII);

    private final FileRules rules;
    private final ColumnNames names;
    private final TableKind kind;
    private final ValueWriter values;
    private final ColumnDefinition[] columns;
    private final int voidColumn;
    private final boolean leavesOutVoided;

    /** Which columns are read of a row with void=1. */
    private final boolean[] ofVoided;

    /** Takes values that are only checked. They are not handed on. */
    private final HeldRow checked;

    /** Whether the first row or header of the file was read, so that its mapping is known. */
    private boolean isMapped;

    /** What is known of the file that is being read. */
    @SuppressWarnings("NullAway.Init") // read only when isMapped
    private FieldMapping mapping;

    /** Finds lines between the rows of the file that are not rows. */
    @SuppressWarnings("NullAway.Init") // read only when isMapped
    private OddLines oddLines;

    private boolean isFirst;

    private long staged;
    private long voided;
    private long leftOut;
    private long forgotten;

    /**
     * @param rules the columns, other names for them, which of them older files may lack, and which columns a fact's
     *     rows are found by: of a row with void=1, which only deletes, only these and void are read
     * @param kind says what void means: required for facts, a filter for append-only facts, data for dimensions
     * @param voidedRows what becomes of rows with void=1
     */
    public TableCsvReader(FileRules rules, TableKind kind, EmptyText emptyText, VoidedRows voidedRows) {
        TableDefinition table = rules.table().definition();
        this.rules = rules;
        this.names = new ColumnNames(rules.table());
        this.kind = kind;
        this.leavesOutVoided = voidedRows == VoidedRows.LEAVE_OUT;
        this.values = new ValueWriter(emptyText, rules.hidden(), rules.limits());
        this.columns = table.columns().stream()
                .map(column -> column.withNotNull(rules.isRequired(column)))
                .toArray(ColumnDefinition[]::new);
        this.voidColumn = kind == TableKind.DIMENSION ? -1 : table.indexOf(VOID);
        this.ofVoided = new boolean[columns.length];
        this.checked = withoutSink(columns.length);
        for (int column = 0; column < columns.length; column++) {
            ofVoided[column] = column == voidColumn || rules.match().contains(columns[column].name());
        }
    }

    /**
     * Reads one file to its end and hands every row to the sink, its values in the order of the table's columns.
     *
     * @param stream closed by the caller
     * @throws CsvFormatException if anything in the file cannot be read as it must; the message has line and column
     * @throws IOException if the stream fails
     * @throws SQLException if the sink fails
     */
    public RowCounts read(InputStream stream, RowSink sink) throws CsvFormatException, IOException, SQLException {
        begin();
        CsvScanner scanner = new CsvScanner(stream);
        scanner.requireCsv();
        while (scanner.next()) {
            readRecord(scanner.record(), sink);
        }
        return counts(0);
    }

    /**
     * Reads one file as {@link #read(InputStream, RowSink)} does, but leaves bad rows out: rows that have a value that
     * does not fit its column, have a wrong number of fields, or are not CSV or not UTF-8, if it is certain where they
     * end. No value of them reaches the sink.
     *
     * @param badRows takes the bad rows
     * @throws CsvFormatException if the file does not fit the schema, or it is not certain where a row ends
     */
    public RowCounts read(InputStream stream, RowSink sink, BadRows badRows)
            throws CsvFormatException, IOException, SQLException {
        begin();
        CsvScanner scanner = new CsvScanner(stream);
        scanner.requireCsv();
        CsvRecord record = scanner.record();
        HeldRow row = new HeldRow(sink, columns.length);
        long quarantined = 0;
        while (true) {
            try {
                if (!scanner.next()) {
                    return counts(quarantined);
                }
                readRecord(record, row);
            } catch (BadRowException e) {
                boolean isBeforeTheRows = !isMapped && record.isWhole() && OddLines.isDrawn(record);
                if (!isMapped && !isBeforeTheRows) {
                    mapByBadRow(record, e);
                }
                // a quote that was opened by mistake may have swallowed the rows in between
                if (!isBeforeTheRows && record.hasLineBreak() && record.fields() != mapping.fields()) {
                    throw e;
                }
                row.discard();
                if (isOfForgotten(record, badRows)) {
                    leftOut++;
                    forgotten++;
                    continue;
                }
                badRows.add(new BadRow(e.line(), columnOf(e), e.reason(), shown(record)));
                quarantined++;
            }
        }
    }

    /** A bad row as it may be kept: of one whose fields cannot be told apart, nothing if any value must be hidden. */
    private byte[] shown(CsvRecord record) {
        if (rules.hidden().isEmpty()) {
            return record.raw();
        }
        if (!isCertain(record)) {
            return MASK;
        }
        boolean[] isHidden = fieldsOf(record, rules.hidden());
        return record.raw(field -> isHidden[field], MASK);
    }

    /** Only its own columns say whose a row is: another column may have the same number. */
    private boolean isOfForgotten(CsvRecord record, BadRows badRows) {
        Set<String> guestColumns = badRows.guestColumns();
        if (guestColumns.isEmpty() || !isCertain(record)) {
            return badRows.leavesOut(record.raw());
        }
        boolean is = false;
        for (int column = 0; column < columns.length && !is; column++) {
            int field = mapping.fieldOf(column);
            is = field >= 0
                    && guestColumns.contains(columns[column].name())
                    && badRows.leavesOut(
                            columns[column].type(), record.bytes(), record.start(field), record.end(field));
        }
        return is;
    }

    /** Whether it is certain which column each field belongs to. */
    private boolean isCertain(CsvRecord record) {
        return isMapped && record.isWhole() && record.fields() == mapping.fields();
    }

    private boolean[] fieldsOf(CsvRecord record, Set<String> names) {
        boolean[] fields = new boolean[record.fields()];
        for (int column = 0; column < columns.length; column++) {
            int field = mapping.fieldOf(column);
            if (field >= 0) {
                fields[field] = names.contains(columns[column].name());
            }
        }
        return fields;
    }

    /** The columns that the file that was read last does not have; none if it has no rows and no header. */
    public Set<String> columnsLacking() {
        Set<String> lacking = new HashSet<>();
        for (int column = 0; isMapped && column < columns.length; column++) {
            if (mapping.fieldOf(column) < 0) {
                lacking.add(columns[column].name());
            }
        }
        return lacking;
    }

    @SuppressWarnings("NullAway") // nobody ends this row, so that it never needs its sink
    private static HeldRow withoutSink(int columns) {
        return new HeldRow(null, columns);
    }

    private void begin() {
        isMapped = false;
        isFirst = true;
        staged = 0;
        voided = 0;
        leftOut = 0;
        forgotten = 0;
    }

    private RowCounts counts(long quarantined) {
        return new RowCounts(staged + leftOut + quarantined, staged, voided, quarantined, forgotten);
    }

    private void readRecord(CsvRecord record, RowSink sink) throws CsvFormatException, SQLException {
        if (!isMapped) {
            boolean isSeparatorLine = isFirst && SeparatorLine.is(record);
            isFirst = false;
            if (isSeparatorLine) {
                return;
            }
            map(record);
            if (mapping.isHeader()) {
                return;
            }
        }
        if (record.fields() != mapping.fields()) {
            throw BadRowException.ofFields(record, mapping.fields());
        }
        oddLines.refuse(record);
        boolean isVoid = voidColumn >= 0 && isVoided(record);
        if (isVoid && leavesOutVoided) {
            if (kind == TableKind.FACT) {
                checkVoided(record);
            }
            leftOut++;
        } else {
            writeRow(record, isVoid, sink);
            staged++;
        }
        voided += isVoid ? 1 : 0;
    }

    /** The first row of a file shows which field belongs to which column, even if a text in it is bad. */
    private void mapByBadRow(CsvRecord record, BadRowException badRow) throws CsvFormatException {
        if (!record.isWhole()) {
            throw badRow;
        }
        map(record);
        if (mapping.isHeader()) {
            throw badRow;
        }
    }

    private void map(CsvRecord first) throws CsvFormatException {
        FieldMapping found = FieldMapping.of(first, rules, names);
        oddLines = new OddLines(names, found.fields());
        mapping = found;
        isMapped = true;
    }

    private @Nullable String columnOf(BadRowException badRow) {
        for (int column = 0; column < columns.length && badRow.field() >= 0; column++) {
            if (mapping.fieldOf(column) == badRow.field()) {
                return columns[column].name();
            }
        }
        return badRow.column();
    }

    private void writeRow(CsvRecord record, boolean isVoid, RowSink sink) throws CsvFormatException, SQLException {
        FieldMapping fields = mapping;
        for (int column = 0; column < columns.length; column++) {
            int field = fields.fieldOf(column);
            if (field < 0 || isVoid && !ofVoided[column]) {
                sink.putNull();
            } else {
                values.write(record, field, columns[column], sink);
            }
        }
        sink.endRow();
    }

    /** The columns that a fact's row with void=1 deletes by must be readable, even if there is nothing to delete. */
    private void checkVoided(CsvRecord record) throws CsvFormatException, SQLException {
        checked.discard();
        for (int column = 0; column < columns.length; column++) {
            int field = mapping.fieldOf(column);
            if (field >= 0 && ofVoided[column]) {
                values.write(record, field, columns[column], checked);
            }
        }
    }

    private boolean isVoided(CsvRecord record) throws CsvFormatException {
        int field = mapping.fieldOf(voidColumn);
        VoidValue value = field < 0 ? VoidValue.MISSING : readVoid(record, field);
        if (kind == TableKind.FACT && value == VoidValue.MISSING) {
            throw BadRowException.ofColumn(
                    record,
                    columns[voidColumn],
                    "no value, so the row can be neither deleted nor inserted (" + columns[voidColumn].type() + ")");
        }
        if (value == VoidValue.UNREADABLE
                && (kind == TableKind.FACT || columns[voidColumn].type().isText())) {
            throw BadValue.of(
                    record, field, columns[voidColumn], "is not one of 0, 1, t, f, true, false, y, n, yes, no");
        }
        return value == VoidValue.VOIDED;
    }

    private VoidValue readVoid(CsvRecord record, int field) {
        if (record.isEmpty(field)) {
            return VoidValue.MISSING;
        }
        Boolean value = BooleanText.read(record.bytes(), record.start(field), record.end(field));
        if (value == null) {
            return VoidValue.UNREADABLE;
        }
        return value ? VoidValue.VOIDED : VoidValue.LIVE;
    }

    /** Whether a type can be the void column of a fact: a boolean or a number that is 0 or 1. */
    public static boolean canBeVoid(ColumnType type) {
        return switch (type.kind()) {
            case BOOLEAN, SMALLINT, INTEGER, BIGINT, DECIMAL -> true;
            default -> false;
        };
    }
}
