package org.zenotisync.feed.csv;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Set;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.warehouse.RowSink;
import org.zenotisync.warehouse.ValueLimits;

/** Reads a single value that is known as text, as a field of a file is read. */
public final class ConstantText {

    private ConstantText() {}

    /**
     * Hands a value to a sink; the empty text as NULL unless the column is a text.
     *
     * @throws CsvFormatException if the text is not a value of the column
     */
    public static void write(String text, ColumnDefinition column, RowSink sink)
            throws CsvFormatException, SQLException {
        String quoted = '"' + text.replace("\"", "\"\"") + '"';
        try {
            CsvScanner scanner = new CsvScanner(new ByteArrayInputStream(quoted.getBytes(StandardCharsets.UTF_8)));
            scanner.next();
            new ValueWriter(EmptyText.NULL, Set.of(), ValueLimits.NONE).write(scanner.record(), 0, column, sink);
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory cannot fail", e);
        }
    }
}
