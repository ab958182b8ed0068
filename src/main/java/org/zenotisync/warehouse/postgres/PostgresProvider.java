package org.zenotisync.warehouse.postgres;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.postgresql.PGConnection;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.Warehouse;
import org.zenotisync.warehouse.WarehouseProvider;
import org.zenotisync.warehouse.WarehouseSetup;

/** PostgreSQL as a target: {@code jdbc:postgresql:}. */
public final class PostgresProvider implements WarehouseProvider {

    static final String OPTIONS = "options";

    private static final Map<String, String> COMMON =
            Map.of("ApplicationName", "zenoti-s3-sync", "reWriteBatchedInserts", "true", "tcpKeepAlive", "true");

    @Override
    public boolean knows(String url) {
        return url.startsWith("jdbc:postgresql:");
    }

    @Override
    public String exampleUrl() {
        return "jdbc:postgresql://<host>/<database>";
    }

    @Override
    public Warehouse warehouse(WarehouseSetup setup) {
        return new PostgresWarehouse(setup.schema());
    }

    @Override
    public Class<? extends Driver> driver() {
        return org.postgresql.Driver.class;
    }

    @Override
    public Map<String, String> connectionProperties(int lanes) {
        Map<String, String> properties = new HashMap<>(COMMON);
        properties.put(OPTIONS, SessionSettings.asOptions());
        return properties;
    }

    /**
     * The message of poolers about a parameter that they do not pass on: PgBouncer "unsupported startup parameter:
     * options".
     */
    @Override
    public boolean isRefusedByPooler(SQLException failure) {
        return String.valueOf(failure.getMessage()).contains("startup parameter");
    }

    /**
     * A server sends its process number at the start of a connection; that of a pooler is another one, or may be
     * outdated.
     */
    @Override
    public boolean isPooled(Connection connection) throws SQLException {
        long process = Jdbc.number(connection, "SELECT pg_backend_pid()");
        return process != connection.unwrap(PGConnection.class).getBackendPID();
    }

    /** A statement that is prepared on a server may be missing, or be another one, in the next transaction. */
    @Override
    public Map<String, String> pooledProperties(int lanes) {
        Map<String, String> properties = new HashMap<>(COMMON);
        properties.put("prepareThreshold", "0");
        return properties;
    }
}
