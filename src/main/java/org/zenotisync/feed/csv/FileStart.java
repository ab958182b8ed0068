package org.zenotisync.feed.csv;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.zenotisync.model.ColumnDefinition;

/**
 * What the first bytes of a file show, for a database that reads the rest.
 *
 * @param isEmpty whether the file has no row of data
 * @param hasByteOrderMark whether it begins with a UTF-8 byte order mark
 * @param hasSeparatorLine whether it begins with {@code sep=,}, which is not a row
 * @param hasHeader whether its first record names columns
 * @param line of its first record, from 1
 * @param lineEnd how its first line ends
 * @param columns the columns of its fields, in their order; empty if the file has no line
 */
public record FileStart(
        boolean isEmpty,
        boolean hasByteOrderMark,
        boolean hasSeparatorLine,
        boolean hasHeader,
        long line,
        LineEnd lineEnd,
        List<ColumnDefinition> columns) {

    /** The end of a line. */
    public enum LineEnd {
        /** The file ends with the line. */
        NONE,
        LF,
        CRLF,
        CR
    }

    public FileStart {
        columns = List.copyOf(columns);
    }

    /**
     * Reads the first records of a file.
     *
     * @param stream closed by the caller
     * @throws CsvFormatException if one of them cannot be read, or does not fit the schema
     */
    public static FileStart read(InputStream stream, FileRules rules) throws CsvFormatException, IOException {
        CsvScanner scanner = new CsvScanner(stream);
        scanner.requireCsv();
        boolean hasRecord = scanner.next();
        boolean hasSeparatorLine = hasRecord && SeparatorLine.is(scanner.record());
        if (hasSeparatorLine) {
            hasRecord = scanner.next();
        }
        if (!hasRecord) {
            return new FileStart(true, scanner.hasByteOrderMark(), hasSeparatorLine, false, 1, LineEnd.NONE, List.of());
        }
        FieldMapping mapping = FieldMapping.of(scanner.record(), rules, new ColumnNames(rules.table()));
        LineEnd lineEnd = scanner.lineEnd();
        long line = scanner.record().line();
        List<ColumnDefinition> ofTable = rules.table().definition().columns();
        ColumnDefinition[] columns = new ColumnDefinition[mapping.fields()];
        for (int column = 0; column < ofTable.size(); column++) {
            if (mapping.fieldOf(column) >= 0) {
                columns[mapping.fieldOf(column)] = ofTable.get(column);
            }
        }
        boolean isEmpty = mapping.isHeader() && !scanner.next();
        return new FileStart(
                isEmpty,
                scanner.hasByteOrderMark(),
                hasSeparatorLine,
                mapping.isHeader(),
                line,
                lineEnd,
                List.of(columns));
    }
}
