package org.zenotisync.warehouse.mariadb;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The variables of each session, whatever the server's defaults are. They are sent at the start of a connection.
 *
 * <p>Strict mode makes a value that does not fit an error. Names are quoted by double quotes, and a backslash is a
 * character like any other. Sorts compare a complete text, not its first 1,024 bytes. Hash joins compare tables
 * without an index. A table with many texts can be made; a row that is too wide for a page is an error.
 */
final class SessionSettings {

    /** The collation of all texts: by their bytes, and blanks at the end count. */
    static final String COLLATION = "utf8mb4_nopad_bin";

    private static final String MODES = "ANSI_QUOTES,PIPES_AS_CONCAT,NO_BACKSLASH_ESCAPES,STRICT_ALL_TABLES,"
            + "STRICT_TRANS_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION";

    private static final Map<String, String> VARIABLES = new TreeMap<>(Map.ofEntries(
            Map.entry("sql_mode", "'" + MODES + "'"),
            Map.entry("time_zone", "'+00:00'"),
            Map.entry("default_storage_engine", "InnoDB"),
            Map.entry("innodb_strict_mode", "OFF"),
            // a load waits for that of another process; DDL does not make readers wait for long
            Map.entry("innodb_lock_wait_timeout", "3600"),
            Map.entry("lock_wait_timeout", "60"),
            // a machine that has vanished keeps its locks no longer
            Map.entry("idle_transaction_timeout", "1800"),
            // with 0 the server would count warnings and not tell them
            Map.entry("max_error_count", "64"),
            Map.entry("sql_select_limit", "18446744073709551615"),
            Map.entry("sql_safe_updates", "0"),
            Map.entry("max_statement_time", "0"),
            Map.entry("completion_type", "0"),
            Map.entry("max_sort_length", "262144"),
            Map.entry("join_cache_level", "4"),
            Map.entry("join_buffer_size", "4194304"),
            Map.entry("sort_buffer_size", "16777216")));

    private SessionSettings() {}

    /** As the driver's parameter {@code sessionVariables}. */
    static String asVariables() {
        return VARIABLES.entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .collect(Collectors.joining(","));
    }
}
