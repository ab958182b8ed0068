package org.zenotisync.warehouse.mariadb;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.zenotisync.model.ColumnDefinition;

/** The SQL of MySQL, where a statement cannot read a temporary table twice (error 1137). */
final class MySqlDialect extends MariaDbDialect {

    /** Texts that are the same in any quoting. */
    private static final Pattern SIMPLE = Pattern.compile("[ -~&&[^'\\\\]]*");

    /** A statement reads at most two copies of a table. */
    private static final List<Integer> TIMES = List.of(2, 3);

    /** The name of a copy in a statement; names of other tables do not end like this. */
    private static final Pattern COPY = Pattern.compile("\"(zenoti_sync_[a-z_]+)_time([23])\"");

    /** @param schema the database of all tables, null for that of the URL */
    MySqlDialect(@Nullable String schema) {
        super(Product.MYSQL, schema);
    }

    /**
     * The default of a column that is a text or not a literal is an expression, in parentheses. MySQL writes its text
     * again, and reads what it has written: quotes and backslashes are wrong then, but not hexadecimal digits.
     */
    @Override
    public String constant(String text, ColumnDefinition column) {
        if (column.type().isText()) {
            return SIMPLE.matcher(text).matches()
                    ? "('" + text + "')"
                    : "(x'" + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)) + "')";
        }
        String constant = super.constant(text, column);
        return constant.startsWith("CAST(") ? "(" + constant + ")" : constant;
    }

    @Override
    public String temporaryAgain(String name, int time) {
        return quote(name + "_time" + time);
    }

    /** The names of all copies that a table may have, quoted. */
    List<String> copiesOf(String name) {
        return TIMES.stream().map(time -> temporaryAgain(name, time)).toList();
    }

    /** These statements do not commit. What an earlier statement has read is dropped, since its rows may be older. */
    @Override
    public List<String> copiesFor(String statement, List<String> columns) {
        String read = columns.isEmpty() ? "*" : quoted(columns);
        List<String> sql = new ArrayList<>();
        for (String copy : new TreeSet<>(
                COPY.matcher(statement).results().map(MatchResult::group).toList())) {
            String table = COPY.matcher(copy).replaceFirst("\"$1\"");
            sql.add("DROP TEMPORARY TABLE IF EXISTS " + copy);
            sql.add("CREATE TEMPORARY TABLE " + copy + STORAGE + " AS\nSELECT " + read + " FROM " + table);
        }
        return sql;
    }
}
