package org.zenotisync.feed.csv;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one record of a CSV file that is known as text. */
public final class CsvLine {

    private CsvLine() {}

    /** The values of a record, as text; empty if it cannot be read as one. */
    public static Optional<List<String>> fields(String line) {
        try {
            CsvScanner scanner = new CsvScanner(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)));
            if (!scanner.next()) {
                return Optional.empty();
            }
            CsvRecord record = scanner.record();
            List<String> fields = new ArrayList<>();
            for (int field = 0; field < record.fields(); field++) {
                fields.add(record.text(field));
            }
            return Optional.of(fields);
        } catch (CsvFormatException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory cannot fail", e);
        }
    }
}
