package org.zenotisync.config;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** One setting of several tables; a table may be spelt in several ways, which must then say the same. */
final class TableSetting<T> {

    private record Given<T>(String name, T value) {}

    private final Map<String, Given<T>> given = new HashMap<>();

    /**
     * Adds the value for a table.
     *
     * @param name how the setting is called, for messages
     * @throws ConfigException if the table has another value by another spelling
     */
    void put(String table, String name, T value) {
        Given<T> before = given.putIfAbsent(table, new Given<>(name, value));
        if (before != null && !before.value().equals(value)) {
            throw new ConfigException(before.name() + " and " + name + " set different values for the same table "
                    + table + "; remove one of them");
        }
    }

    /** The values by the name of the table. */
    Map<String, T> byTable() {
        return given.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> entry.getValue().value()));
    }
}
