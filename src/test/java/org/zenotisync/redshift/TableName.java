package org.zenotisync.redshift;

/**
 * A table as a statement names it.
 *
 * @param schema null if it is looked up in the search path
 */
record TableName(String schema, String table) {

    String sql() {
        return (schema == null ? "" : quote(schema) + ".") + quote(table);
    }

    static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** As a literal for {@code to_regclass}. */
    String literal() {
        return literal(sql());
    }

    /** A text as a literal, in which a backslash escapes. */
    static String literal(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
