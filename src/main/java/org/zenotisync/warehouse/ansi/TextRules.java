package org.zenotisync.warehouse.ansi;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.zenotisync.warehouse.Jdbc;

/** How a database compares texts: it is tried, and refused if it takes different texts for one. */
final class TextRules {

    /** What stands for the text in an expression. */
    static final String TEXT = "{text}";

    /** In some databases it counts the bytes of UTF-16, or has another meaning for texts. */
    private static final String BYTES = "octet_length(" + TEXT + ")";

    private static final String CHARACTERS = "char_length(" + TEXT + ")";

    private static final String COLUMN = "probe";

    /** Differ in case, an accent, blanks at the end, a control character. */
    private static final List<String> DIFFERENT =
            List.of("", " ", "a", "A", "\u00e1", "a ", "a\t", "\ud83d\ude00", "\u20ac");

    private TextRules() {}

    /**
     * Checks that different texts are different.
     *
     * @param connection without a transaction, and not in autocommit
     * @return the expression for the bytes of UTF-8 that a text takes; for its characters if the database cannot count
     *     bytes: a VARCHAR takes as many characters there as it may have bytes
     * @throws SQLException if they are not
     */
    static String require(Connection connection, Spelling spelling, TemporaryTables temporary, String database)
            throws SQLException {
        String table = spelling.quoted("zenoti_sync_texts");
        temporary.make(connection, table, COLUMN + " VARCHAR(20)");
        try {
            for (String text : DIFFERENT) {
                Jdbc.update(connection, "INSERT INTO " + table + " (" + COLUMN + ") VALUES (?)", text);
            }
            for (String text : DIFFERENT) {
                if (Jdbc.number(connection, "SELECT count(*) FROM " + table + " WHERE " + COLUMN + " = ?", text) != 1) {
                    throw new SQLException(database + " takes '" + text + "' and another text for the same one, or for"
                            + " NULL, so that rows of other keys would be replaced; give it a collation that compares"
                            + " all bytes of a text (docs/other-databases.md)");
                }
            }
            return length(connection, table);
        } finally {
            connection.rollback();
            temporary.remove(connection, table);
            connection.commit();
        }
    }

    private static String length(Connection connection, String table) throws SQLException {
        int expected = DIFFERENT.stream()
                .mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length)
                .sum();
        connection.commit();
        try {
            String sum = "SELECT sum(" + BYTES.replace(TEXT, COLUMN) + ") FROM " + table;
            return Jdbc.number(connection, sum) == expected ? BYTES : CHARACTERS;
        } catch (SQLException e) {
            connection.rollback();
            return CHARACTERS;
        }
    }
}
