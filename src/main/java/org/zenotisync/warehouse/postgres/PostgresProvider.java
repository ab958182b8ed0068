package org.zenotisync.warehouse.postgres;

import java.sql.Driver;
import java.util.Map;
import org.zenotisync.warehouse.Warehouse;
import org.zenotisync.warehouse.WarehouseProvider;
import org.zenotisync.warehouse.WarehouseSetup;

/** PostgreSQL as a target: {@code jdbc:postgresql:}. */
public final class PostgresProvider implements WarehouseProvider {

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

    /**
     * A commit does not wait for the disk: merge and checkpoint are one transaction, so that a server that loses its last
     * commits loses both, and the next cycle does them again. Key columns are analysed from a tenth of the usual sample: that
     * they are nearly unique shows in 3,000 rows, too. And a page by way of the index counts as on a disk without moving
     * heads: otherwise a merge of some thousand rows would read the whole target. Statements that end in a moment are not
     * compiled first (jit).
     */
    @Override
    public Map<String, String> connectionProperties(int lanes) {
        return Map.of(
                "ApplicationName", "zenoti-s3-sync",
                "options",
                        "-c synchronous_commit=off -c default_statistics_target=10 -c random_page_cost=1.1 -c jit=off",
                "reWriteBatchedInserts", "true",
                "tcpKeepAlive", "true");
    }
}
