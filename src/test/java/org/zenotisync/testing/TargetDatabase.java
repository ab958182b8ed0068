package org.zenotisync.testing;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.zenotisync.committing.CommittingDriver;
import org.zenotisync.redshift.StandInUrl;

/** The databases that whole feeds are run against. */
public enum TargetDatabase {
    /** A database file of its own for every case. */
    DUCKDB("DuckDB") {
        @Override
        public Map<String, String> settings(Path folder) {
            return Map.of("zenoti.target.url", "jdbc:duckdb:" + folder.resolve("target.duckdb"));
        }
    },

    /** A database of its own for every case, on one server. */
    POSTGRESQL("PostgreSQL") {
        @Override
        public Map<String, String> settings(Path folder) {
            return Map.of("zenoti.target.url", PostgresServer.newDatabase());
        }
    },

    /** The same by way of PgBouncer in transaction mode; only where it is asked for: {@code -Dtargets=PGBOUNCER}. */
    PGBOUNCER("PostgreSQL behind PgBouncer") {
        @Override
        public Map<String, String> settings(Path folder) {
            return Map.of("zenoti.target.url", PgBouncer.before(PostgresServer.newDatabase()));
        }
    },

    /** PostgreSQL whose DDL commits, as that of MariaDB does; only where it is asked for: {@code -Dtargets=COMMITTING}. */
    COMMITTING("PostgreSQL that commits around DDL") {
        @Override
        public Map<String, String> settings(Path folder) {
            return Map.of("zenoti.target.url", CommittingDriver.committing(PostgresServer.newDatabase()));
        }
    },

    /**
     * A database of its own for every case, on one server of MariaDB; only where it is asked for: {@code -Dtargets=MARIADB}.
     */
    MARIADB("MariaDB") {
        @Override
        public Map<String, String> settings(Path folder) {
            return Map.of("zenoti.target.url", MariaDbServer.newDatabase());
        }

        @Override
        public Map<String, String> leftOut() {
            return Map.of("values/not-a-number", "it has no NaN and no infinity");
        }
    },

    /** A database of its own for every case, on one server of MySQL; only where it is asked for: {@code -Dtargets=MYSQL}. */
    MYSQL("MySQL") {
        @Override
        public Map<String, String> settings(Path folder) {
            return Map.of("zenoti.target.url", MySqlServer.newDatabase());
        }

        @Override
        public Map<String, String> leftOut() {
            return MARIADB.leftOut();
        }
    },

    /** H2, which the program knows by its driver alone, in memory; only where it is asked for: {@code -Dtargets=H2}. */
    H2("H2, by portable SQL") {
        @Override
        public Map<String, String> settings(Path folder) {
            return Map.of(
                    "zenoti.target.url",
                    "jdbc:h2:mem:target" + NUMBER.incrementAndGet() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=60000");
        }

        @Override
        public Map<String, String> leftOut() {
            return Map.of("values/end-of-time", END_OF_TIME);
        }
    },

    /** The same for HSQLDB: {@code -Dtargets=HSQLDB}. Its texts must be compared without padding, and its rows be locked. */
    HSQLDB("HSQLDB, by portable SQL") {
        @Override
        public Map<String, String> settings(Path folder) {
            return Map.of(
                    "zenoti.target.url",
                    "jdbc:hsqldb:mem:target" + NUMBER.incrementAndGet() + ";sql.pad_space=false;hsqldb.tx=mvcc");
        }

        @Override
        public Map<String, String> leftOut() {
            Map<String, String> reasons = because(
                    "its driver writes days before 1582-10-15 as other ones",
                    "values/timestamps",
                    "quarantine/bad-rows-are-kept");
            reasons.putAll(because(
                    "it has no window functions, which a fact without a key needs that moves to another source",
                    "privacy/append-only-moves",
                    "privacy/forgotten-sources",
                    "sources/append-only-changed-columns",
                    "sources/append-only-moves",
                    "sources/append-only-other-columns",
                    "sources/append-only-widened",
                    "sources/forgotten",
                    "sources/removed-and-replaced",
                    "sources/shared-tables"));
            reasons.put("values/end-of-time", END_OF_TIME);
            reasons.put("schema/type-idiom-refused", "its message does not quote the value");
            return reasons;
        }
    },

    /** PostgreSQL, written to by portable SQL alone; only where it is asked for: {@code -Dtargets=ANSI}. */
    ANSI("PostgreSQL, by portable SQL") {
        @Override
        public Map<String, String> settings(Path folder) {
            return Map.of("zenoti.target.url", PostgresServer.newDatabase(), "zenoti.target.dialect", "ansi");
        }

        @Override
        public Map<String, String> leftOut() {
            return Map.of(
                    "values/end-of-time",
                    END_OF_TIME,
                    "sources/append-only-changed-columns",
                    "it casts no boolean to a small number");
        }
    },

    /**
     * A database of its own for every case, on a server of SQL Server that somebody has: {@code -Dtargets=SQLSERVER
     * -Dmssql.url=jdbc:sqlserver:…}.
     */
    SQLSERVER("SQL Server") {
        @Override
        public Map<String, String> settings(Path folder) {
            return Map.of("zenoti.target.url", SqlServerServer.newDatabase());
        }

        @Override
        public Map<String, String> leftOut() {
            Map<String, String> reasons = because(
                    "the case has SQL of its own that it does not know",
                    "names/empty-second-table-of-an-earlier-version",
                    "names/paused-in-any-spelling",
                    "names/target-keeps-its-name",
                    "names/target-of-an-earlier-version",
                    "names/two-tables-of-an-earlier-version",
                    "waiting/accept-names-of-a-renaming",
                    "waiting/accept-unreadable");
            reasons.put("values/not-a-number", "it has no NaN and no infinity");
            reasons.put("values/end-of-time", "it has no time 24:00:00");
            return reasons;
        }
    },

    /**
     * A stand-in for Redshift on a PostgreSQL database of its own for every case. {@code -Dstandin=crlf=keep,lock=first}
     * adds such parameters to its URL.
     */
    REDSHIFT("Redshift, a stand-in") {
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

        @Override
        public Map<String, String> leftOut() {
            return Map.of("schema/changed-schema-file", "the case changes the type of a SORTKEY column");
        }
    };

    private static final String END_OF_TIME = "JDBC has no class for the time 24:00:00";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String title;

    TargetDatabase(String title) {
        this.title = title;
    }

    /** Its name for people. */
    public String title() {
        return title;
    }

    /** Those that the packaged program is run against; the stand-in is in the tests' JVM alone. */
    public static List<TargetDatabase> ofProgram() {
        return System.getProperty("targets") == null
                ? List.of(DUCKDB, POSTGRESQL)
                : wanted().stream()
                        .filter(List.of(DUCKDB, POSTGRESQL, MARIADB, MYSQL, ANSI)::contains)
                        .toList();
    }

    /** Those that whole feeds are run against: all, or {@code -Dtargets=REDSHIFT} or several with commas. */
    public static List<TargetDatabase> wanted() {
        return Arrays.stream(System.getProperty("targets", "DUCKDB,POSTGRESQL,REDSHIFT")
                        .split(","))
                .map(TargetDatabase::valueOf)
                .toList();
    }

    /** Cases of the corpus that a database cannot take, and why. */
    public Map<String, String> leftOut() {
        return Map.of();
    }

    private static Map<String, String> because(String reason, String... cases) {
        return Arrays.stream(cases).collect(Collectors.toMap(name -> name, name -> reason, (a, b) -> a, TreeMap::new));
    }

    /**
     * Settings that lead to an empty database.
     *
     * @param folder an empty folder of the case
     */
    public abstract Map<String, String> settings(Path folder);
}
