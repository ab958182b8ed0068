package org.zenotisync.warehouse.postgres;

import java.sql.Driver;
import java.util.Map;
import org.zenotisync.warehouse.Warehouse;
import org.zenotisync.warehouse.WarehouseProvider;

/** PostgreSQL as a target: {@code jdbc:postgresql:}. */
public final class PostgresProvider implements WarehouseProvider {

    @Override
    public boolean knows(String url) {
        return url.startsWith("jdbc:postgresql:");
    }

    @Override
    public Warehouse warehouse(String schema) {
        return new PostgresWarehouse(schema);
    }

    @Override
    public Class<? extends Driver> driver() {
        return org.postgresql.Driver.class;
    }

    /**
     * A commit does not wait for the disk: merge and checkpoint are one transaction, so that a server that loses its last
     * commits loses both, and the next cycle does them again.
     */
    @Override
    public Map<String, String> connectionProperties(int lanes) {
        return Map.of(
                "ApplicationName", "zenoti-s3-sync",
                "options", "-c synchronous_commit=off",
                "reWriteBatchedInserts", "true",
                "tcpKeepAlive", "true");
    }
}
