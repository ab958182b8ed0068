package org.zenotisync.testing;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.zenotisync.committing.CommittingDriver;
import org.zenotisync.redshift.StandInUrl;

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
    },

    /** The same by way of PgBouncer in transaction mode; only where it is asked for: {@code -Dtargets=PGBOUNCER}. */
    PGBOUNCER {
        @Override
        public Map<String, String> settings(Path folder) {
            return Map.of("zenoti.target.url", PgBouncer.before(PostgresServer.newDatabase()));
        }
    },

    /** PostgreSQL whose DDL commits, as that of MariaDB does; only where it is asked for: {@code -Dtargets=COMMITTING}. */
    COMMITTING {
        @Override
        public Map<String, String> settings(Path folder) {
            return Map.of("zenoti.target.url", CommittingDriver.committing(PostgresServer.newDatabase()));
        }
    },

    /**
     * A database of its own for every case, on one server of MariaDB; only where it is asked for: {@code -Dtargets=MARIADB}.
     */
    MARIADB {
        @Override
        public Map<String, String> settings(Path folder) {
            return Map.of("zenoti.target.url", MariaDbServer.newDatabase());
        }

        /** It has no such values. */
        @Override
        public Set<String> leftOut() {
            return Set.of("values/not-a-number");
        }
    },

    /** H2, which the program knows by its driver alone, in memory; only where it is asked for: {@code -Dtargets=H2}. */
    H2 {
        @Override
        public Map<String, String> settings(Path folder) {
            return Map.of(
                    "zenoti.target.url",
                    "jdbc:h2:mem:target" + NUMBER.incrementAndGet() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=60000");
        }

        /** JDBC has no class for a time of 24:00:00. */
        @Override
        public Set<String> leftOut() {
            return Set.of("values/end-of-time");
        }
    },

    /** The same for HSQLDB: {@code -Dtargets=HSQLDB}. Its texts must be compared without padding, and its rows be locked. */
    HSQLDB {
        @Override
        public Map<String, String> settings(Path folder) {
            return Map.of(
                    "zenoti.target.url",
                    "jdbc:hsqldb:mem:target" + NUMBER.incrementAndGet() + ";sql.pad_space=false;hsqldb.tx=mvcc");
        }

        /**
         * JDBC has no class for a time of 24:00:00; days before 1582-10-15 do not fit; its message does not quote the
         * value; it has no window functions, which a fact without a key needs that moves to another source.
         */
        @Override
        public Set<String> leftOut() {
            return Set.of(
                    "values/end-of-time",
                    "values/timestamps",
                    "quarantine/bad-rows-are-kept",
                    "schema/type-idiom-refused",
                    "privacy/append-only-moves",
                    "privacy/forgotten-sources",
                    "sources/append-only-changed-columns",
                    "sources/append-only-moves",
                    "sources/append-only-other-columns",
                    "sources/append-only-widened",
                    "sources/forgotten",
                    "sources/removed-and-replaced",
                    "sources/shared-tables");
        }
    },

    /**
     * A stand-in for Redshift on a PostgreSQL database of its own for every case. {@code -Dstandin=crlf=keep,lock=first}
     * adds such parameters to its URL.
     */
    REDSHIFT {
        @Override
        public Map<String, String> settings(Path folder) {
            return Map.of(
                    "zenoti.target.url",
                    StandInUrl.on(
                            PostgresServer.newDatabase(),
                            System.getProperty("standin", "crlf=strip,lock=first")
                                    .split(",")),
                    "zenoti.redshift.iam-role",
                    "arn:aws:iam::123456789012:role/zenoti");
        }

        /** It changes the type of a SORTKEY column. */
        @Override
        public Set<String> leftOut() {
            return Set.of("schema/changed-schema-file");
        }
    };

    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** Those that the packaged program can reach: the stand-in is in the tests' JVM alone. */
    public static final List<TargetDatabase> OF_PROGRAM = List.of(DUCKDB, POSTGRESQL);

    /** Those that whole feeds are run against: all, or {@code -Dtargets=REDSHIFT} or several with commas. */
    public static List<TargetDatabase> wanted() {
        return Arrays.stream(System.getProperty("targets", "DUCKDB,POSTGRESQL,REDSHIFT")
                        .split(","))
                .map(TargetDatabase::valueOf)
                .toList();
    }

    /** Cases of the corpus that a database cannot take, each told in the README or its page below docs. */
    public Set<String> leftOut() {
        return Set.of();
    }

    /**
     * Settings that lead to an empty database.
     *
     * @param folder an empty folder of the case
     */
    public abstract Map<String, String> settings(Path folder);
}
