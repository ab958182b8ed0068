package org.zenotisync.feed.csv;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.FeedTable;

/**
 * What the first bytes of a file tell, for a database that reads the rest by itself.
 *
 * @param isEmpty whether there is no row of data
 * @param hasByteOrderMark whether it begins with a UTF-8 byte order mark
 * @param hasHeader whether its first record names columns
 * @param line of its first record, from 1
 * @param lineEnd how its first line ends
 * @param columns what its fields belong to, in their order; empty if there is no line at all
 */
public record FileStart(
        boolean isEmpty,
        boolean hasByteOrderMark,
        boolean hasHeader,
        long line,
        LineEnd lineEnd,
        List<ColumnDefinition> columns) {

    /** The end of a line. */
    public enum LineEnd {
        /** That of the file. */
        NONE,
        LF,
        CRLF,
        CR
    }

    public FileStart {
        columns = List.copyOf(columns);
    }

    /**
     * Reads no more of a file than its first two records.
     *
     * @param stream closed by the caller
     * @throws CsvFormatException if one of them cannot be read, or does not fit the schema
     */
    public static FileStart read(InputStream stream, FeedTable table) throws CsvFormatException, IOException {
        CsvScanner scanner = new CsvScanner(stream);
        if (!scanner.next()) {
            return new FileStart(true, scanner.hasByteOrderMark(), false, 1, LineEnd.NONE, List.of());
        }
        FieldMapping mapping = FieldMapping.of(scanner.record(), table);
        LineEnd lineEnd = scanner.lineEnd();
        long line = scanner.record().line();
        ColumnDefinition[] columns = new ColumnDefinition[mapping.fields()];
        for (int column = 0; column < table.definition().columns().size(); column++) {
            if (mapping.fieldOf(column) >= 0) {
                columns[mapping.fieldOf(column)] = table.definition().columns().get(column);
            }
        }
        boolean isEmpty = mapping.isHeader() && !scanner.next();
        return new FileStart(isEmpty, scanner.hasByteOrderMark(), mapping.isHeader(), line, lineEnd, List.of(columns));
    }
}
