package org.zenotisync.feed.csv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.Quantity;
import org.zenotisync.model.TableDefinition;

/**
 * Which field of a file belongs to which column: by name if the first row is a header, otherwise by position, where an
 * older file may lack trailing columns (feed documentation: files come with the columns of their time).
 */
final class FieldMapping {

    private static final Pattern TAG = Pattern.compile("<([A-Za-z][^\\s<>/]*)");

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
     * The mapping that the first record of a file shows.
     *
     * @throws BadRowException if the record is not a row, and the next one may be the first
     * @throws CsvFormatException if it is neither a header nor a row of the table
     */
    static FieldMapping of(CsvRecord first, FileRules rules, ColumnNames names) throws CsvFormatException {
        if (OddLines.isDrawn(first)) {
            throw BadRowException.ofRow(first, OddLines.DASHES);
        }
        requireNoMarkup(first, rules.table());
        int[] columnOfField = new int[first.fields()];
        int known = 0;
        for (int field = 0; field < columnOfField.length; field++) {
            columnOfField[field] = names.indexOf(first.text(field));
            known += columnOfField[field] >= 0 ? 1 : 0;
        }
        // a header may have some new names; a data row in which most values, or the first one, are names does not occur
        if (known * 2 > columnOfField.length || columnOfField[0] == 0) {
            return byName(first, columnOfField, rules);
        }
        if (columnOfField.length > 1) {
            // a first column without a name is an index, such as pandas and R write
            int named = first.isEmpty(0) ? 1 : 0;
            Optional<int[]> columns = names.columnsOf(first, named);
            if (columns.isPresent()) {
                System.arraycopy(columns.get(), 0, columnOfField, named, columnOfField.length - named);
                return byName(first, columnOfField, rules);
            }
        }
        return byPosition(first, rules);
    }

    /**
     * Refuses HTML and XML. A first value may begin with '<', but then its line has a field for each column, and no tag
     * continues in the next field.
     */
    private static void requireNoMarkup(CsvRecord first, FeedTable table) throws CsvFormatException {
        String text = first.isQuoted(0) ? "" : first.text(0).strip();
        Matcher tag = TAG.matcher(text);
        if (!tag.lookingAt()) {
            return;
        }
        int columns = table.feedColumns().size();
        boolean isContinued = text.lastIndexOf('<') > text.lastIndexOf('>');
        for (int field = 1; field < first.fields(); field++) {
            isContinued |= first.text(field).contains("</" + tag.group(1) + ">");
        }
        if (columns == 1 || first.fields() != columns || isContinued) {
            throw FileBeginning.markup(first.line());
        }
    }

    private static FieldMapping byName(CsvRecord header, int[] columnOfField, FileRules rules)
            throws CsvFormatException {
        TableDefinition table = rules.table().definition();
        int last = header.fields() - 1;
        if (last > 0 && header.isEmpty(last) && !header.isQuoted(last)) {
            throw new CsvFormatException("line " + header.line() + ": the header ends with a trailing comma, as if it"
                    + " had one more name; remove the comma, and those at the ends of the other lines");
        }
        int[] fieldOfColumn = new int[table.columns().size()];
        Arrays.fill(fieldOfColumn, -1);
        List<String> unknown = new ArrayList<>();
        for (int field = 0; field < columnOfField.length; field++) {
            int column = columnOfField[field];
            if (column < 0) {
                // a line break that is missing after the header makes values of the first row a part of it
                unknown.add(
                        rules.hidden().isEmpty()
                                ? "'" + BadValue.shorten(header.text(field)) + "'"
                                : "in field " + (field + 1) + " a column");
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
        for (String column : rules.key()) {
            if (table.has(column) && fieldOfColumn[table.indexOf(column)] < 0) {
                throw new CsvFormatException("line " + header.line() + ": the header does not name \"" + column
                        + "\", which the rows are found by; if that is not the key of the table, set zenoti.tables."
                        + table.name() + ".key");
            }
        }
        return new FieldMapping(fieldOfColumn, header.fields(), true);
    }

    private static FieldMapping byPosition(CsvRecord first, FileRules rules) throws CsvFormatException {
        FeedTable table = rules.table();
        int columns = table.feedColumns().size();
        if (first.fields() > columns) {
            boolean isTrailing = first.fields() == columns + 1 && first.isEmpty(columns) && !first.isQuoted(columns);
            throw new CsvFormatException("line " + first.line() + ": " + Quantity.of(first.fields(), "field")
                    + ", but the schema has " + Quantity.of(columns, "column") + "; "
                    + (isTrailing ? BadRowException.TRAILING_COMMA + ", or " : "")
                    + whereToLook(table.definition()));
        }
        if (first.fields() < columns) {
            requireOlder(first, rules);
        }
        int[] fieldOfColumn = new int[table.definition().columns().size()];
        for (int column = 0; column < fieldOfColumn.length; column++) {
            fieldOfColumn[column] = column < first.fields() ? column : -1;
        }
        return new FieldMapping(fieldOfColumn, first.fields(), false);
    }

    /**
     * Checks a file with fewer fields than columns. It may be an older file, have another separator than the comma, or
     * belong to another table.
     */
    private static void requireOlder(CsvRecord first, FileRules rules) throws CsvFormatException {
        FeedTable table = rules.table();
        List<String> columns = table.feedColumnNames();
        List<String> missing = columns.subList(first.fields(), columns.size());
        boolean isKnownToBeOlder = !missing.isEmpty() && table.added().containsAll(missing);
        if (first.fields() == 1
                && (!isKnownToBeOlder || Separators.guess(first.text(0)).isPresent())) {
            throw new CsvFormatException("line " + first.line() + ": " + Separators.oneField(first, columns.size()));
        }
        Collection<String> neverMissing = isKnownToBeOlder ? rules.key() : rules.mandatory();
        List<String> wrong = missing.stream()
                .filter(column -> neverMissing.contains(column)
                        || knowsAdded(table) && !table.added().contains(column))
                .toList();
        if (!wrong.isEmpty()) {
            throw new CsvFormatException("line " + first.line() + ": " + Quantity.of(first.fields(), "field")
                    + ", but the schema has " + Quantity.of(columns.size(), "column")
                    + "; a file without header may lack only " + mayLack(table) + ", and this one lacks "
                    + wrong.stream().map(column -> '"' + column + '"').collect(Collectors.joining(", "))
                    + ": is the separator a comma, and is it a file of this table?");
        }
    }

    private static String mayLack(FeedTable table) {
        return knowsAdded(table)
                ? "columns at its end that the table gained later"
                : "columns at its end that are not key, void or organizationid";
    }

    /**
     * Whether all columns are known that the table has gained. They are not if an earlier version of the program has
     * made the target.
     */
    private static boolean knowsAdded(FeedTable table) {
        return !table.added().isEmpty() && table.history().isWhole();
    }

    private static String whereToLook(TableDefinition table) {
        return "look for a newer SchemaFull/" + table.name() + ".txt or a SchemaUpgrade script that adds to it";
    }
}
