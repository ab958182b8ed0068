package org.zenotisync.testing;

import java.nio.file.Path;
import java.util.Map;

/** The databases that whole feeds are run against. */
public enum TargetDatabase {
    /** A database file of its own for every case. */
    DUCKDB {
        @Override
        public Map<String, String> settings(Path folder) {
            return Map.of("zenoti.target.url", "jdbc:duckdb:" + folder.resolve("target.duckdb"));
        }
    },

    /** A database of its own for every case, on one server. */
    POSTGRESQL {
        @Override
        public Map<String, String> settings(Path folder) {
            return Map.of("zenoti.target.url", PostgresServer.newDatabase());
        }
    };

    /**
     * Settings that lead to an empty database.
     *
     * @param folder an empty folder of the case
     */
    public abstract Map<String, String> settings(Path folder);
}
