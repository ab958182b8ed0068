package org.zenotisync.feedmodel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.TableDefinition;

/**
 * A CSV file as rows of its table (rule 7). A first record that names only columns is a header; without one the fields
 * come in the order of the schema and missing trailing fields are NULL. A row maps column names to values; a column
 * that the file does not carry is absent, which reads as NULL.
 */
final class DataFile {

    private DataFile() {}

    /** The rows in the order of the file. */
    static List<Map<String, Object>> rows(byte[] file, TableDefinition table) {
        List<List<CsvField>> records = CsvText.records(file);
        boolean header = !records.isEmpty() && isHeader(records.get(0), table);
        List<String> names = header ? folded(records.get(0)) : table.columnNames();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (List<CsvField> record : records.subList(header ? 1 : 0, records.size())) {
            if (record.size() > names.size() || (header && record.size() < names.size())) {
                throw new IllegalArgumentException(record.size() + " fields for the columns " + names);
            }
            Map<String, Object> row = new HashMap<>();
            for (int i = 0; i < record.size(); i++) {
                ColumnDefinition column = table.column(names.get(i));
                row.put(column.name(), FeedValue.parse(record.get(i), column.type()));
            }
            rows.add(row);
        }
        return rows;
    }

    static boolean isHeader(List<CsvField> record, TableDefinition table) {
        return table.columnNames().containsAll(folded(record));
    }

    private static List<String> folded(List<CsvField> record) {
        return record.stream()
                .map(field -> field.text().toLowerCase(Locale.ROOT))
                .toList();
    }
}
