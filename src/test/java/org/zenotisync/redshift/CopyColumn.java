package org.zenotisync.redshift;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A column that COPY fills.
 *
 * @param type its name in PostgreSQL's catalog, for example {@code varchar}
 * @param length of a VARCHAR in bytes, of a CHAR in characters, of a DECIMAL its digits; 0 for others
 * @param scale of a DECIMAL
 */
record CopyColumn(String name, String type, int length, int scale, boolean isNotNull) {

    private static final int HEADER_OF_LENGTH = 4;

    boolean isText() {
        return type.equals("varchar") || type.equals("bpchar");
    }

    /** The columns in the order of the file's fields. */
    static List<CopyColumn> of(Connection postgres, CopyStatement copy) throws SQLException {
        List<CopyColumn> all = ofTable(postgres, copy.table());
        if (all.isEmpty()) {
            throw new SQLException(
                    "ERROR: Cannot COPY into nonexistent table " + copy.table().table(), CopyRunner.INTERNAL_ERROR);
        }
        if (copy.columns() == null) {
            return all;
        }
        Map<String, CopyColumn> byName = all.stream().collect(Collectors.toMap(CopyColumn::name, Function.identity()));
        List<CopyColumn> columns = new ArrayList<>();
        for (String name : copy.columns()) {
            CopyColumn column = byName.remove(name);
            if (column == null) {
                throw new SQLException(
                        "ERROR: column \"" + name + "\" is named twice, or does not exist in "
                                + copy.table().table(),
                        "42703");
            }
            columns.add(column);
        }
        return columns;
    }

    private static List<CopyColumn> ofTable(Connection postgres, TableName table) throws SQLException {
        String sql = "SELECT a.attname, t.typname, a.atttypmod, a.attnotnull FROM pg_attribute AS a JOIN pg_type AS t"
                + " ON t.oid = a.atttypid WHERE a.attrelid = to_regclass(" + table.literal()
                + ") AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum";
        List<CopyColumn> columns = new ArrayList<>();
        try (Statement statement = postgres.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                columns.add(column(rows.getString(1), rows.getString(2), rows.getInt(3), rows.getBoolean(4)));
            }
        }
        return columns;
    }

    private static CopyColumn column(String name, String type, int modifier, boolean isNotNull) {
        int limit = Math.max(0, modifier - HEADER_OF_LENGTH);
        return type.equals("numeric")
                ? new CopyColumn(name, type, limit >> 16, limit & 0xffff, isNotNull)
                : new CopyColumn(name, type, limit, 0, isNotNull);
    }
}
