package org.zenotisync.feed.csv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.zenotisync.model.Counted;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;

/**
 * Which field of a file belongs to which column: by name if the first row is a header, otherwise by position, where an
 * older file may lack trailing columns (feed documentation: files come with the columns of their time).
 */
final class FieldMapping {

    private final int[] fieldOfColumn;
    private final int fields;
    private final boolean header;

    private FieldMapping(int[] fieldOfColumn, int fields, boolean header) {
        this.fieldOfColumn = fieldOfColumn;
        this.fields = fields;
        this.header = header;
    }

    /** The field that holds a column, or -1 if the file does not have it. */
    int fieldOf(int column) {
        return fieldOfColumn[column];
    }

    /** Number of fields that every record of the file has. */
    int fields() {
        return fields;
    }

    /** Whether the record that the mapping was made from is a header, not data. */
    boolean isHeader() {
        return header;
    }

    /**
     * The mapping that the first record of a file tells.
     *
     * @throws CsvFormatException if there are more fields than columns, or a header names unknown or double columns
     */
    static FieldMapping of(CsvRecord first, FeedTable feedTable) throws CsvFormatException {
        TableDefinition table = feedTable.definition();
        int[] columnOfField = new int[first.fields()];
        int known = 0;
        for (int field = 0; field < columnOfField.length; field++) {
            columnOfField[field] = columnNamed(first.text(field), feedTable);
            known += columnOfField[field] >= 0 ? 1 : 0;
        }
        // A data row in which most values are names of columns, or the first one that of the first column, does not
        // occur;
        // a header with some new names does.
        if (known * 2 > columnOfField.length || columnOfField[0] == 0) {
            return byName(first, columnOfField, table);
        }
        return byPosition(first, feedTable);
    }

    private static int columnNamed(String text, FeedTable table) {
        return table.definition().indexOf(table.presentName(text.toLowerCase(Locale.ROOT)));
    }

    private static FieldMapping byName(CsvRecord header, int[] columnOfField, TableDefinition table)
            throws CsvFormatException {
        int[] fieldOfColumn = new int[table.columns().size()];
        Arrays.fill(fieldOfColumn, -1);
        List<String> unknown = new ArrayList<>();
        for (int field = 0; field < columnOfField.length; field++) {
            int column = columnOfField[field];
            if (column < 0) {
                unknown.add("'" + BadValue.shorten(header.text(field)) + "'");
            } else if (fieldOfColumn[column] >= 0) {
                throw new CsvFormatException("line " + header.line() + ": the header names column \""
                        + table.columns().get(column).name() + "\" twice");
            } else {
                fieldOfColumn[column] = field;
            }
        }
        if (!unknown.isEmpty()) {
            throw new CsvFormatException("line " + header.line() + ": the header names "
                    + String.join(", ", unknown.subList(0, Math.min(5, unknown.size())))
                    + ", which the schema does not know; " + whereToLook(table));
        }
        return new FieldMapping(fieldOfColumn, header.fields(), true);
    }

    private static FieldMapping byPosition(CsvRecord first, FeedTable table) throws CsvFormatException {
        int columns = table.feedColumns().size();
        if (first.fields() > columns) {
            throw new CsvFormatException("line " + first.line() + ": " + Counted.of(first.fields(), "field")
                    + ", but the schema has " + Counted.of(columns, "column") + "; " + whereToLook(table.definition()));
        }
        int[] fieldOfColumn = new int[table.definition().columns().size()];
        for (int column = 0; column < fieldOfColumn.length; column++) {
            fieldOfColumn[column] = column < first.fields() ? column : -1;
        }
        return new FieldMapping(fieldOfColumn, first.fields(), false);
    }

    private static String whereToLook(TableDefinition table) {
        return "look for a newer SchemaFull/" + table.name() + ".txt or a SchemaUpgrade script that adds to it";
    }
}
