package org.zenotisync.warehouse.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.zenotisync.warehouse.Jdbc;

/**
 * The variables of each session, whatever the server's defaults are. They are sent at the start of a connection.
 *
 * <p>Strict mode makes a value that does not fit an error. Names are quoted by double quotes, and a backslash is a
 * character like any other. Sorts compare a complete text, not its first 1,024 bytes.
 */
final class SessionSettings {

    private static final String MODES = "ANSI_QUOTES,PIPES_AS_CONCAT,NO_BACKSLASH_ESCAPES,STRICT_ALL_TABLES,"
            + "STRICT_TRANS_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION";

    /** The bytes of the longest text that a table can have. */
    private static final int LONGEST_SORTED = 262_144;

    private static final Map<String, String> OF_BOTH = Map.ofEntries(
            Map.entry("sql_mode", "'" + MODES + "'"),
            Map.entry("time_zone", "'+00:00'"),
            Map.entry("default_storage_engine", "InnoDB"),
            // what messages quote is left out by its English words
            Map.entry("lc_messages", "'en_US'"),
            // a load waits for that of another process; DDL does not make readers wait for long
            Map.entry("innodb_lock_wait_timeout", "3600"),
            Map.entry("lock_wait_timeout", "60"),
            Map.entry("sql_select_limit", "18446744073709551615"),
            Map.entry("sql_safe_updates", "0"),
            // else a statement that reads more than max_join_size rows is refused
            Map.entry("sql_big_selects", "1"),
            // else NULL finds the last number that a table of the owner has given itself
            Map.entry("sql_auto_is_null", "0"),
            Map.entry("unique_checks", "1"),
            // what is rounded is a note, see LoadData
            Map.entry("sql_notes", "1"),
            Map.entry("completion_type", "0"),
            Map.entry("max_sort_length", String.valueOf(LONGEST_SORTED)),
            Map.entry("join_buffer_size", "4194304"),
            Map.entry("sort_buffer_size", "16777216"));

    private static final Map<String, String> OF_MARIADB = Map.ofEntries(
            // a table with many texts can be made; a row that is too wide for a page is an error
            Map.entry("innodb_strict_mode", "OFF"),
            // a machine that has vanished keeps its locks no longer; the others would be used instead of the first one
            Map.entry("idle_transaction_timeout", "1800"),
            Map.entry("idle_readonly_transaction_timeout", "1800"),
            Map.entry("idle_write_transaction_timeout", "1800"),
            // with 0 the server would only count warnings, without their texts
            Map.entry("max_error_count", "64"),
            Map.entry("max_statement_time", "0"),
            // each change of a table is made in the way that it needs; 'DEFAULT' is a value, DEFAULT that of the server
            Map.entry("alter_algorithm", "'DEFAULT'"),
            Map.entry("sql_if_exists", "0"),
            Map.entry("old_mode", "''"),
            Map.entry("default_regex_flags", "''"),
            // hash joins compare tables without an index
            Map.entry("join_cache_level", "4"));

    /**
     * The first version that has a variable, as it stands in a comment whose content this product alone executes. The
     * others are in every version that can be used.
     */
    private static final Map<String, String> SINCE = Map.of("alter_algorithm", "M!100307", "sql_if_exists", "M!100502");

    /** MySQL lets only an administrator set some of the others, see {@link MySqlProvider#requireUsable}. */
    private static final Map<String, String> OF_MYSQL =
            Map.of("max_execution_time", "0", "transaction_isolation", "'READ-COMMITTED'");

    /** Checked variables that every version has by this name. */
    private static final List<String> ALWAYS_THERE =
            List.of("collation_connection", "completion_type", "max_error_count", "sql_mode", "time_zone");

    private final Map<String, String> variables;

    /** What each of these variables must be, so that values are stored and compared as the feed has them. */
    private final Map<String, Predicate<String>> checked;

    private final String selectVariables;
    private final String remedy;

    /**
     * @param own the variables that only this product has
     * @param schema of the table of variables
     * @param remedy where to look if one is wrong
     */
    private SessionSettings(String collation, Map<String, String> own, String schema, String remedy) {
        variables = new TreeMap<>(OF_BOTH);
        variables.putAll(own);
        checked = new TreeMap<>(Map.ofEntries(
                Map.entry("sql_mode", modes -> Set.of(modes.split(",")).equals(Set.of(MODES.split(",")))),
                Map.entry("time_zone", zone -> zone.equals("+00:00") || zone.equals("UTC")),
                // the name in MySQL, and in MariaDB since 11.1, is the other one
                Map.entry("tx_isolation", SessionSettings::isReadCommitted),
                Map.entry("transaction_isolation", SessionSettings::isReadCommitted),
                Map.entry("collation_connection", collation::equals),
                Map.entry("max_error_count", count -> Long.parseLong(count) > 0),
                Map.entry("sql_notes", "ON"::equals),
                Map.entry("sql_select_limit", "18446744073709551615"::equals),
                Map.entry("completion_type", "NO_CHAIN"::equals),
                Map.entry("max_sort_length", bytes -> Long.parseLong(bytes) >= LONGEST_SORTED)));
        selectVariables = "SELECT lower(variable_name), variable_value FROM " + schema
                + ".session_variables WHERE lower(variable_name) IN ("
                + checked.keySet().stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "))
                + ") ORDER BY 1";
        this.remedy = remedy;
    }

    static SessionSettings ofMariaDb(String collation) {
        return new SessionSettings(
                collation,
                OF_MARIADB,
                "information_schema",
                "MariaDbProvider.connectionProperties returns (docs/mariadb.md)");
    }

    static SessionSettings ofMySql(String collation) {
        return new SessionSettings(
                collation,
                OF_MYSQL,
                "performance_schema",
                "MySqlProvider.connectionProperties returns (docs/mysql.md)");
    }

    private static boolean isReadCommitted(String isolation) {
        return isolation.equals("READ-COMMITTED");
    }

    /**
     * Checks the variables of a session. They are not set here: a host's connection may be used by others, too.
     *
     * @throws SQLException if one has another value
     */
    void require(Connection connection) throws SQLException {
        Map<String, String> present = new TreeMap<>();
        Jdbc.query(connection, selectVariables, row -> present.put(row.getString(1), row.getString(2)));
        if (!present.keySet().containsAll(ALWAYS_THERE)) {
            throw new SQLException("the server does not list the session variables " + ALWAYS_THERE
                    + ", so that it is unknown whether values would be stored as the feed has them");
        }
        for (Map.Entry<String, String> variable : present.entrySet()) {
            String value = String.valueOf(variable.getValue());
            Predicate<String> isRight = Objects.requireNonNull(checked.get(variable.getKey()));
            if (!isRight.test(value)) {
                throw new SQLException("the connections of the DataSource have the session variable "
                        + variable.getKey() + " = '" + value
                        + "', with which values would not be stored as the feed has them; open them with the"
                        + " properties that " + remedy);
            }
        }
    }

    /** As the driver's parameter {@code sessionVariables}: what only later versions have is at the end. */
    String asVariables() {
        String ofAll = variables.keySet().stream()
                .filter(name -> !SINCE.containsKey(name))
                .map(this::assigned)
                .collect(Collectors.joining(","));
        return variables.keySet().stream()
                .filter(SINCE::containsKey)
                .map(name -> " /*" + SINCE.get(name) + " ," + assigned(name) + " */")
                .collect(Collectors.joining("", ofAll, ""));
    }

    private String assigned(String name) {
        return name + "=" + variables.get(name);
    }
}
