package org.zenotisync.warehouse.redshift;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zenotisync.warehouse.DatabaseSetting;
import org.zenotisync.warehouse.Warehouse;
import org.zenotisync.warehouse.WarehouseProvider;
import org.zenotisync.warehouse.WarehouseSetup;

/** Amazon Redshift as a target: {@code jdbc:redshift:}. */
public final class RedshiftProvider implements WarehouseProvider {

    /**
     * "Serializable isolation violation on table": another transaction was first. Many errors have its state, XX000.
     */
    private static final String ISOLATION_VIOLATION = "1023";

    private static final String OF_POSTGRESQL = "jdbc:postgresql:";

    /** A conflict over the catalog or a row; such a message has no number. */
    private static final String CONFLICT = "conflict with concurrent transaction";

    @Override
    public boolean knows(String url) {
        return url.startsWith(RedshiftDriver.PREFIX);
    }

    @Override
    public String exampleUrl() {
        return "jdbc:redshift://<host>:5439/<database>";
    }

    @Override
    public Warehouse warehouse(WarehouseSetup setup) {
        return new RedshiftWarehouse(setup.schema(), new RedshiftCopy(setup));
    }

    @Override
    public List<DatabaseSetting> settings() {
        return CopyAccess.SETTINGS;
    }

    @Override
    public Optional<String> complaint(String url, Map<String, String> settings) {
        return CopyAccess.complaint(settings);
    }

    @Override
    public Class<? extends Driver> driver() {
        return RedshiftDriver.class;
    }

    @Override
    public boolean isTransient(SQLException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.matches("(?s)(ERROR: )?" + ISOLATION_VIOLATION + "\\b.*") || message.contains(CONFLICT);
    }

    /** Statements are few and large: preparing them on the server would only cost a round trip. */
    @Override
    public Map<String, String> connectionProperties(int lanes) {
        return Map.of(
                "prepareThreshold", "0",
                "binaryTransfer", "false",
                "tcpKeepAlive", "true");
    }

    /** Redshift says to a driver of PostgreSQL that it is PostgreSQL 8.0.2, which no other server does any more. */
    @Override
    public Optional<String> recognisedUrl(Connection connection) throws SQLException {
        DatabaseMetaData database = connection.getMetaData();
        return Optional.ofNullable(database.getURL())
                .filter(url -> url.startsWith(OF_POSTGRESQL))
                .filter(url -> isRedshift(database))
                .map(url -> RedshiftDriver.PREFIX + url.substring(OF_POSTGRESQL.length()));
    }

    private static boolean isRedshift(DatabaseMetaData database) {
        try {
            return database.getDatabaseProductVersion().startsWith("8.0.2");
        } catch (SQLException e) {
            return false;
        }
    }
}
