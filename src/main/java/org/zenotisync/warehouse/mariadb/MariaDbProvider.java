package org.zenotisync.warehouse.mariadb;

import java.sql.Driver;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.zenotisync.warehouse.OptionalDriver;
import org.zenotisync.warehouse.Warehouse;
import org.zenotisync.warehouse.WarehouseProvider;
import org.zenotisync.warehouse.WarehouseSetup;

/** MariaDB as a target: {@code jdbc:mariadb:}. */
public final class MariaDbProvider implements WarehouseProvider {

    static final OptionalDriver DRIVER =
            new OptionalDriver("org.mariadb.jdbc.Driver", "org.mariadb.jdbc:mariadb-java-client:3.5.6");

    /**
     * Failures that pass: a wait for a lock was too long, a deadlock, a session or a statement was killed, the record
     * or the table has changed since the transaction began, the server ends or is full. Another process may have made
     * a change of a table that is committed at once; the next try finds it there ("MariaDB Error Codes").
     */
    private static final Set<Integer> TRANSIENT =
            Set.of(1020, 1040, 1050, 1053, 1060, 1061, 1091, 1203, 1205, 1213, 1317, 1412, 1637, 1927);

    /** Ours alone: other values would change what is loaded. */
    private static final Map<String, String> REQUIRED = new TreeMap<>(Map.of(
            "sessionVariables",
            SessionSettings.asVariables(),
            "connectionCollation",
            SessionSettings.COLLATION,
            "transactionIsolation",
            "READ-COMMITTED",
            "allowLocalInfile",
            "true",
            "tinyInt1isBit",
            "true",
            "useAffectedRows",
            "false"));

    /** They would undo what is required, send rows twice, or quote statements in messages. */
    private static final Set<String> REFUSED = Set.of(
            "initSql",
            "autocommit",
            "transactionReplay",
            "dumpQueriesOnException",
            "includeInnodbStatusInDeadlockExceptions",
            "includeThreadDumpInDeadlockExceptions");

    @Override
    public boolean knows(String url) {
        return url.startsWith("jdbc:mariadb:");
    }

    @Override
    public String exampleUrl() {
        return "jdbc:mariadb://<host>/<database>";
    }

    @Override
    public Warehouse warehouse(WarehouseSetup setup) {
        return new MariaDbWarehouse(setup.schema());
    }

    @Override
    public Class<? extends Driver> driver() {
        return DRIVER.driverClass();
    }

    @Override
    public void prepare(String url) throws SQLException {
        DRIVER.load();
    }

    @Override
    public Optional<String> complaint(String url, Map<String, String> settings) {
        Optional<String> required = set(url, REQUIRED.keySet())
                .map(name -> "zenoti.target.url: " + name
                        + " is set by this program, so that values are stored as the feed has them; remove it");
        return required.or(() -> set(url, REFUSED)
                .map(name -> "zenoti.target.url: " + name + " does not go together with this program; remove it"));
    }

    private static Optional<String> set(String url, Set<String> names) {
        return names.stream()
                .sorted()
                .filter(name -> url.matches("(?i).*[?&]" + name + "=.*"))
                .findFirst();
    }

    @Override
    public boolean isTransient(SQLException failure) {
        return TRANSIENT.contains(failure.getErrorCode());
    }

    @Override
    public Map<String, String> connectionProperties(int lanes) {
        return REQUIRED;
    }
}
