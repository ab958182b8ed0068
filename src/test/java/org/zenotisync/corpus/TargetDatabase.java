package org.zenotisync.corpus;

import java.nio.file.Path;
import java.util.Map;

/** The databases that every case is run against. */
enum TargetDatabase {
    /** A database file of its own for every case. */
    DUCKDB {
        @Override
        Map<String, String> settings(Path folder) {
            return Map.of("zenoti.target.url", "jdbc:duckdb:" + folder.resolve("target.duckdb"));
        }
    };

    /**
     * Settings that lead to an empty database.
     *
     * @param folder an empty folder of the case
     */
    abstract Map<String, String> settings(Path folder);
}
