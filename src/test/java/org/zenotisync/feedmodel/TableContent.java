package org.zenotisync.feedmodel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.zenotisync.model.ColumnDefinition;

/**
 * What a target table should hold.
 *
 * @param columns its columns in the order of the rows' values
 * @param rows its rows in no particular order; a row that stands twice in the table stands twice here
 */
public record TableContent(List<ColumnDefinition> columns, List<List<Object>> rows) {

    private static final int ROWS_SHOWN = 5;
    private static final int VALUE_SHOWN = 40;

    /** The names of the columns, in order. */
    public List<String> columnNames() {
        return columns.stream().map(ColumnDefinition::name).toList();
    }

    /**
     * Compares as multisets.
     *
     * @param actual rows with values in the form of {@link FeedValue}
     * @return empty if both hold the same rows, otherwise a text that names some missing and some unexpected rows
     */
    public String difference(List<List<Object>> actual) {
        List<List<Object>> missing = minus(rows, actual);
        List<List<Object>> unexpected = minus(actual, rows);
        if (missing.isEmpty() && unexpected.isEmpty()) {
            return "";
        }
        return "expected " + rows.size() + " rows, found " + actual.size() + "; columns with values are shown\n"
                + shown("missing", missing)
                + shown("unexpected", unexpected);
    }

    private static List<List<Object>> minus(List<List<Object>> from, List<List<Object>> less) {
        Map<List<Object>, Integer> counts = new HashMap<>();
        less.forEach(row -> counts.merge(row, 1, Integer::sum));
        List<List<Object>> rest = new ArrayList<>();
        for (List<Object> row : from) {
            if (counts.merge(row, -1, Integer::sum) < 0) {
                rest.add(row);
            }
        }
        return rest;
    }

    private String shown(String title, List<List<Object>> list) {
        StringBuilder text = new StringBuilder(title + ": " + list.size() + "\n");
        list.stream()
                .limit(ROWS_SHOWN)
                .forEach(row -> text.append("  ").append(shown(row)).append('\n'));
        return text.toString();
    }

    private String shown(List<Object> row) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            if (row.get(i) != null) {
                String name = i < columns.size() ? columns.get(i).name() : "?";
                values.add(name + "=" + shown(row.get(i)));
            }
        }
        return String.join(", ", values);
    }

    private static String shown(Object value) {
        String text = value.toString().replace("\r", "\\r").replace("\n", "\\n");
        String shortened = text.length() <= VALUE_SHOWN
                ? text
                : text.substring(0, VALUE_SHOWN) + "…(" + text.length() + " characters)";
        return value instanceof String ? "'" + shortened + "'" : shortened;
    }
}
