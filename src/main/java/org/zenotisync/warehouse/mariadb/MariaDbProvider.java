package org.zenotisync.warehouse.mariadb;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.zenotisync.warehouse.Warehouse;
import org.zenotisync.warehouse.WarehouseProvider;
import org.zenotisync.warehouse.WarehouseSetup;

/** MariaDB as a target: {@code jdbc:mariadb:}. */
public final class MariaDbProvider implements WarehouseProvider {

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
            Product.MARIADB.session().asVariables(),
            "connectionCollation",
            Product.MARIADB.collation(),
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
        return Product.MARIADB.exampleUrl();
    }

    @Override
    public Warehouse warehouse(WarehouseSetup setup) {
        return new MariaDbWarehouse(new MariaDbDialect(Product.MARIADB, setup.schema()));
    }

    @Override
    public Class<? extends Driver> driver() {
        return Product.MARIADB.driver().driverClass();
    }

    @Override
    public void prepare(String url) throws SQLException {
        Product.MARIADB.driver().load();
    }

    @Override
    public Optional<String> complaint(String url, Map<String, String> settings) {
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
        return RefusedConnection.remedy(failure, Product.MARIADB, Product.MYSQL);
    }

    /** Checks what only an administrator can set, and that the URL names a database. */
    @Override
    public void requireUsable(Connection connection) throws SQLException {
        if (!LoadData.isTaken(connection)) {
            throw new SQLException(MariaDbRights.LOCAL_INFILE_IS_OFF + " (docs/mariadb.md)");
        }
        MariaDbRights.requireDatabase(connection);
    }
}
