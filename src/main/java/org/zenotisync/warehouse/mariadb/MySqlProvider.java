package org.zenotisync.warehouse.mariadb;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.Warehouse;
import org.zenotisync.warehouse.WarehouseProvider;
import org.zenotisync.warehouse.WarehouseSetup;

/** MySQL as a target: {@code jdbc:mysql:}. */
public final class MySqlProvider implements WarehouseProvider {

    /**
     * Failures that pass, as those of {@link MariaDbProvider}; besides, a statement that took too long ("Server Error
     * Message Reference").
     */
    private static final Set<Integer> TRANSIENT = Set.of(
            1020, 1040, 1050, 1053, 1060, 1061, 1091, 1203, 1205, 1213, 1317, 1412, 1637, 3024, 3169, 3572, 4031);

    /** Ours alone: other values would change what is loaded. */
    private static final Map<String, String> REQUIRED = new TreeMap<>(Map.of(
            "sessionVariables",
            Product.MYSQL.session().asVariables(),
            "connectionCollation",
            Product.MYSQL.collation(),
            "connectionTimeZone",
            "UTC",
            "allowLoadLocalInfile",
            "true",
            "tinyInt1isBit",
            "true",
            "useAffectedRows",
            "false",
            // else all rows of a result would be held in memory
            "useCursorFetch",
            "true"));

    /** They would undo what is required, send statements again in another session, or quote them in messages. */
    private static final Set<String> REFUSED = Set.of(
            "autoGenerateTestcaseScript",
            "autoReconnect",
            "characterEncoding",
            "characterSetResults",
            "dumpQueriesOnException",
            "emptyStringsConvertToZero",
            "enablePacketDebug",
            "forceConnectionTimeZoneToSession",
            "includeInnodbStatusInDeadlockExceptions",
            "includeThreadDumpInDeadlockExceptions",
            "jdbcCompliantTruncation",
            "logSlowQueries",
            "noDatetimeStringSync",
            "preserveInstants",
            "profileSQL",
            "sendFractionalSeconds",
            "serverTimezone",
            "traceProtocol",
            "transformedBitIsBoolean",
            "useConfigs",
            "yearIsDateType",
            "zeroDateTimeBehavior");

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+).*");

    /** The first one that joins tables by hashing; utf8mb4_0900_bin and CAST(… AS DOUBLE) came with 8.0.17. */
    private static final int OLDEST = version(8, 0, 18);

    @Override
    public boolean knows(String url) {
        return url.startsWith("jdbc:mysql:");
    }

    @Override
    public String exampleUrl() {
        return Product.MYSQL.exampleUrl();
    }

    @Override
    public Warehouse warehouse(WarehouseSetup setup) {
        return new MySqlWarehouse(new MySqlDialect(setup.schema()));
    }

    @Override
    public Class<? extends Driver> driver() {
        return Product.MYSQL.driver().driverClass();
    }

    @Override
    public void prepare(String url) throws SQLException {
        Product.MYSQL.driver().load();
    }

    @Override
    public Optional<String> complaint(String url, Map<String, String> settings) {
        if (url.startsWith("jdbc:mysql:loadbalance:") || url.startsWith("jdbc:mysql:replication:")) {
            return Optional.of("zenoti.target.url: each transaction would go to another server; give it one,"
                    + " jdbc:mysql://<host>/<database>");
        }
        return UrlParameters.complaint(url, REQUIRED.keySet(), REFUSED);
    }

    @Override
    public boolean isTransient(SQLException failure) {
        return TRANSIENT.contains(failure.getErrorCode());
    }

    @Override
    public Map<String, String> connectionProperties(int lanes) {
        return REQUIRED;
    }

    @Override
    public Optional<String> missingRight(SQLException failure, String url) {
        return RefusedConnection.remedy(failure, Product.MYSQL, Product.MARIADB);
    }

    /** Checks what only an administrator can set, and that the URL names a database. */
    @Override
    public void requireUsable(Connection connection) throws SQLException {
        String version = text(connection, "SELECT version()");
        Matcher parts = VERSION.matcher(version);
        if (version.toLowerCase(Locale.ROOT).contains("mariadb")) {
            throw new SQLException("the server is MariaDB " + version + ": " + Product.MARIADB.choice());
        }
        int present = parts.matches()
                ? version(
                        Integer.parseInt(parts.group(1)),
                        Integer.parseInt(parts.group(2)),
                        Integer.parseInt(parts.group(3)))
                : 0;
        if (present < OLDEST) {
            throw new SQLException("the server is MySQL " + version
                    + "; MySQL 8.0.18 or a later version is needed, which has the collation utf8mb4_0900_bin and joins"
                    + " tables by hashing");
        }
        if (!LoadData.isTaken(connection)) {
            throw new SQLException("the server does not take LOAD DATA LOCAL, by which rows are sent; an administrator"
                    + " must execute SET PERSIST local_infile = ON (docs/mysql.md)");
        }
        // the primary keys that it can make itself are not for temporary tables
        if (isOn(connection, "sql_require_primary_key")) {
            throw new SQLException("the server refuses tables without a primary key, which the sync must make; an"
                    + " administrator must execute SET PERSIST sql_require_primary_key = OFF (docs/mysql.md)");
        }
        if (Jdbc.number(connection, "SELECT @@max_error_count") == 0) {
            throw new SQLException("the server does not report its warnings, and the sync must check each one; an"
                    + " administrator must execute SET PERSIST max_error_count = 64 (docs/mysql.md)");
        }
        MariaDbRights.requireDatabase(connection);
    }

    private static boolean isOn(Connection connection, String variable) throws SQLException {
        return Jdbc.number(connection, "SELECT @@" + variable) == 1;
    }

    private static String text(Connection connection, String query) throws SQLException {
        return Jdbc.first(connection, query, row -> row.getString(1)).orElseThrow();
    }

    /** A number that is larger for later versions. */
    private static int version(int major, int minor, int patch) {
        return (major * 1_000 + minor) * 1_000 + patch;
    }
}
