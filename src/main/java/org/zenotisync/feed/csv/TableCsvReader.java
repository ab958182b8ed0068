package org.zenotisync.feed.csv;

import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.Counted;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.model.TableKind;
import org.zenotisync.warehouse.RowSink;

/**
 * Reads the CSV files of one table: the one meaning of a file for every warehouse. RFC 4180 with commas, UTF-8 with or
 * without BOM, LF or CRLF between records, line breaks inside quotes kept as they are, empty lines skipped, nothing
 * trimmed, {@code NULL} and {@code \N} are text. Memory does not grow with the file. Not safe for several threads.
 */
public final class TableCsvReader {

    /** The name of the mandatory void column (feed documentation, "Delete-insert mechanism", step 2). */
    public static final String VOID = "void";

    private final TableDefinition table;
    private final Map<String, String> formerNames;
    private final TableKind kind;
    private final ValueWriter values;
    private final ColumnDefinition[] columns;
    private final int voidColumn;
    private final boolean leavesOutVoided;

    /** Which columns are read of a row with void=1. */
    private final boolean[] ofVoided;

    /**
     * @param table the columns, in the order of files without a header
     * @param formerNames names that columns had before a RENAME, with their present names
     * @param kind says what void means: required for facts, a filter for append-only facts, data for dimensions
     * @param match what a fact's rows are found by: of a row with void=1, which only deletes, nothing else is read but void
     * @param leavesOutVoided whether rows with void=1 are counted, but not handed to the sink
     */
    public TableCsvReader(
            TableDefinition table,
            Map<String, String> formerNames,
            TableKind kind,
            List<String> match,
            EmptyText emptyText,
            boolean leavesOutVoided) {
        this.table = table;
        this.formerNames = Map.copyOf(formerNames);
        this.kind = kind;
        this.leavesOutVoided = leavesOutVoided;
        this.values = new ValueWriter(emptyText);
        this.columns = table.columns().toArray(ColumnDefinition[]::new);
        this.voidColumn = kind == TableKind.DIMENSION ? -1 : table.indexOf(VOID);
        this.ofVoided = new boolean[columns.length];
        for (int column = 0; column < columns.length; column++) {
            ofVoided[column] = column == voidColumn || match.contains(columns[column].name());
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
        CsvScanner scanner = new CsvScanner(stream);
        CsvRecord record = scanner.record();
        FieldMapping mapping = null;
        long read = 0;
        long staged = 0;
        long voided = 0;
        while (scanner.next()) {
            if (mapping == null) {
                mapping = FieldMapping.of(record, table, formerNames);
                if (mapping.isHeader()) {
                    continue;
                }
            }
            if (record.fields() != mapping.fields()) {
                throw new CsvFormatException("line " + record.line() + ": " + Counted.of(record.fields(), "field")
                        + ", but the file's first line has " + mapping.fields());
            }
            read++;
            boolean isVoid = voidColumn >= 0 && isVoided(record, mapping);
            if (isVoid) {
                voided++;
                if (leavesOutVoided) {
                    continue;
                }
            }
            writeRow(record, mapping, isVoid, sink);
            staged++;
        }
        return new RowCounts(read, staged, voided);
    }

    private void writeRow(CsvRecord record, FieldMapping mapping, boolean isVoid, RowSink sink)
            throws CsvFormatException, SQLException {
        for (int column = 0; column < columns.length; column++) {
            int field = mapping.fieldOf(column);
            if (field < 0 || isVoid && !ofVoided[column]) {
                sink.putNull();
            } else {
                values.write(record, field, columns[column], sink);
            }
        }
        sink.endRow();
    }

    private boolean isVoided(CsvRecord record, FieldMapping mapping) throws CsvFormatException {
        int field = mapping.fieldOf(voidColumn);
        VoidValue value = field < 0 ? VoidValue.MISSING : readVoid(record, field);
        if (kind == TableKind.FACT && value == VoidValue.MISSING) {
            throw new CsvFormatException("line " + record.line() + ", column \"" + VOID
                    + "\": no value, so the row can be neither deleted nor inserted (" + columns[voidColumn].type()
                    + ")");
        }
        if (value == VoidValue.UNREADABLE
                && (kind == TableKind.FACT || columns[voidColumn].type().isText())) {
            throw BadValue.of(record, field, columns[voidColumn], "is none of 0, 1, t, f, true, false, y, n, yes, no");
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
