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

    private static final Map<String, String> VARIABLES = new TreeMap<>(Map.of(
            "sql_mode", "'" + MODES + "'",
            "time_zone", "'+00:00'",
            "default_storage_engine", "InnoDB",
            "innodb_strict_mode", "OFF",
            // a load waits for that of another process; DDL does not make readers wait for long
            "innodb_lock_wait_timeout", "3600",
            "lock_wait_timeout", "60",
            "max_sort_length", "262144",
            "join_cache_level", "4",
            "join_buffer_size", "4194304",
            "sort_buffer_size", "16777216"));

    private SessionSettings() {}

    /** As the driver's parameter {@code sessionVariables}. */
    static String asVariables() {
        return VARIABLES.entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .collect(Collectors.joining(","));
    }
}
