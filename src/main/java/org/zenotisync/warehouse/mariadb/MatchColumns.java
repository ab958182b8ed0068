package org.zenotisync.warehouse.mariadb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.zenotisync.model.ColumnDefinition;

/**
 * The columns of temporary tables, and an index on those that rows are matched by. A join of MariaDB that hashes TEXTs
 * hashes nothing of them and compares each row with each other one; so texts of a match are VARCHARs here. A DELETE or
 * UPDATE that joins tables does not hash at all; so there is an index. All is said when a table is made: ALTER TABLE
 * commits the transaction, also for a temporary table.
 */
final class MatchColumns {

    /** Characters that all VARCHARs may have together: more than 65,535 bytes do not fit into a row. */
    private static final int MOST_CHARACTERS = 4_096;

    /** Characters of a VARCHAR that a query gives; longer ones are TEXTs. */
    private static final int LONGEST_OF_QUERY = 64;

    /** Columns of an index: their beginnings have 3,072 bytes together. */
    private static final int MOST_PARTS = 12;

    private static final Set<Integer> TEXTS = Set.of(
            Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.NCHAR, Types.NVARCHAR, Types.LONGNVARCHAR, Types.CLOB);

    private static final Set<Integer> BYTES = Set.of(Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB);

    private final MariaDbDialect dialect;
    private final List<String> lines = new ArrayList<>();
    private final List<String> parts = new ArrayList<>();
    private int left = MOST_CHARACTERS;

    private MatchColumns(MariaDbDialect dialect) {
        this.dialect = dialect;
    }

    /**
     * The columns of a table with VARCHARs, without an index.
     *
     * @param match names of those that rows are matched by
     */
    static String typed(MariaDbDialect dialect, List<ColumnDefinition> columns, List<String> match) {
        MatchColumns made = new MatchColumns(dialect);
        for (ColumnDefinition column : columns) {
            made.add(column.name(), match.contains(column.name()) ? made.textOfMatch(column) : typeOf(dialect, column));
        }
        return String.join(", ", made.lines);
    }

    /** The columns of a table with the types of a target, and an index. */
    static String indexed(MariaDbDialect dialect, List<ColumnDefinition> columns, List<String> match) {
        MatchColumns made = new MatchColumns(dialect);
        for (ColumnDefinition column : columns) {
            made.add(column.name(), typeOf(dialect, column));
            if (match.contains(column.name())) {
                made.index(column.name(), column.type().isText());
            }
        }
        return made.all();
    }

    /**
     * What stands before {@code AS} in the statement that makes a table of a query's rows: texts have the collation of
     * this program whatever that of the query's tables is, and there is an index if a match is given.
     *
     * @param match those of the query's columns that rows are matched by
     * @return in parentheses; empty if there is nothing to say
     */
    static String ofQuery(Connection connection, MariaDbDialect dialect, String query, List<ColumnDefinition> match)
            throws SQLException {
        MatchColumns made = new MatchColumns(dialect);
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            ResultSetMetaData columns = statement.getMetaData();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                made.add(columns, i, match);
            }
        }
        String all = made.all();
        return all.isEmpty() ? "" : " (" + all + ")";
    }

    private void add(ResultSetMetaData columns, int ordinal, List<ColumnDefinition> match) throws SQLException {
        String name = columns.getColumnLabel(ordinal);
        int type = columns.getColumnType(ordinal);
        boolean isText = TEXTS.contains(type);
        boolean isShort = isText && isShort(columns, ordinal);
        ColumnDefinition matched = match.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElse(null);
        if (matched != null && isText && matched.type().isText()) {
            String ofMatch = textOfMatch(matched);
            add(name, ofMatch);
            isShort = matched.type().precision() <= KeyIndex.PREFIX && ofMatch.startsWith("VARCHAR");
        } else if (isText) {
            String text = isShort
                    ? "VARCHAR(" + Math.max(columns.getPrecision(ordinal), 1) + ")"
                    : columns.getColumnTypeName(ordinal)
                                    .toUpperCase(Locale.ROOT)
                                    .equals("TEXT")
                            ? "TEXT"
                            : "LONGTEXT";
            add(name, text + dialect.product().ofText());
        }
        if (matched != null && !BYTES.contains(type)) {
            index(name, isText && !isShort);
        }
    }

    private static boolean isShort(ResultSetMetaData columns, int ordinal) throws SQLException {
        String name = columns.getColumnTypeName(ordinal).toUpperCase(Locale.ROOT);
        return name.endsWith("CHAR") && columns.getPrecision(ordinal) <= LONGEST_OF_QUERY;
    }

    /** VARCHAR, as long as all of them fit into a row. */
    private String textOfMatch(ColumnDefinition column) {
        if (!column.type().isText() || column.type().precision() > left) {
            return typeOf(dialect, column);
        }
        left -= column.type().precision();
        return dialect.keyText(column.type());
    }

    private static String typeOf(MariaDbDialect dialect, ColumnDefinition column) {
        return dialect.typeName(column.type());
    }

    private void add(String name, String type) {
        lines.add(dialect.quote(name) + " " + type);
    }

    private void index(String name, boolean isLong) {
        if (parts.size() < MOST_PARTS) {
            parts.add(dialect.quote(name) + (isLong ? KeyIndex.BEGINNING : ""));
        }
    }

    private String all() {
        List<String> all = new ArrayList<>(lines);
        if (!parts.isEmpty()) {
            all.add("INDEX (" + String.join(", ", parts) + ")");
        }
        return String.join(", ", all);
    }
}
