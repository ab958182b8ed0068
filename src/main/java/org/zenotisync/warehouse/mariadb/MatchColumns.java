package org.zenotisync.warehouse.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.warehouse.Jdbc;

/**
 * The columns that rows of temporary tables are matched by. A join that hashes TEXTs hashes nothing of them and compares
 * each row with each other one; so texts are VARCHARs here. A DELETE or UPDATE that joins tables does not hash at all;
 * so there is an index.
 */
final class MatchColumns {

    /** Characters that all VARCHARs may have together: more than 65,535 bytes do not fit into a row. */
    private static final int MOST_CHARACTERS = 4_096;

    /** Columns of an index: their beginnings have 3,072 bytes together. */
    private static final int MOST_PARTS = 12;

    private static final Pattern TEXT = Pattern.compile("[a-z]*text|(?:var)?char\\((\\d+)\\)");

    private MatchColumns() {}

    /**
     * The columns of a table that is made.
     *
     * @param match names of those that rows are matched by
     */
    static String list(MariaDbDialect dialect, List<ColumnDefinition> columns, List<String> match) {
        List<String> list = new ArrayList<>();
        int left = MOST_CHARACTERS;
        for (ColumnDefinition column : columns) {
            boolean isShort = match.contains(column.name())
                    && column.type().isText()
                    && column.type().precision() <= left;
            if (isShort) {
                left -= column.type().precision();
            }
            list.add(dialect.quote(column.name()) + " "
                    + (isShort ? dialect.keyText(column.type()) : dialect.typeName(column.type())));
        }
        return String.join(", ", list);
    }

    /**
     * Makes an index of a temporary table, unless it has one. This does not commit.
     *
     * @param table quoted
     */
    static void index(Connection connection, MariaDbDialect dialect, String table, List<String> match) throws SQLException {
        if (match.isEmpty()
                || !Jdbc.query(connection, "SHOW INDEX FROM " + table, row -> 1).isEmpty()) {
            return;
        }
        // information_schema does not have temporary tables
        Map<String, String> types = new HashMap<>();
        Jdbc.query(
                connection,
                "SHOW COLUMNS FROM " + table,
                row -> types.put(row.getString(1).toLowerCase(Locale.ROOT), row.getString(2)));
        String parts = match.stream()
                .limit(MOST_PARTS)
                .map(column -> dialect.quote(column) + (isLong(types.getOrDefault(column, "")) ? KeyIndex.BEGINNING : ""))
                .collect(Collectors.joining(", "));
        Jdbc.execute(connection, "ALTER TABLE " + table + " ADD INDEX (" + parts + ")");
    }

    private static boolean isLong(String type) {
        Matcher text = TEXT.matcher(type);
        return text.matches() && (text.group(1) == null || Integer.parseInt(text.group(1)) > KeyIndex.PREFIX);
    }
}
