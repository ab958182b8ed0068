package org.zenotisync.committing;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Map;
import org.zenotisync.warehouse.Warehouse;
import org.zenotisync.warehouse.WarehouseProvider;
import org.zenotisync.warehouse.WarehouseSetup;
import org.zenotisync.warehouse.postgres.CommittingWarehouse;
import org.zenotisync.warehouse.postgres.PostgresProvider;

/** PostgreSQL on connections whose DDL commits, see {@link CommittingDriver}. */
public final class CommittingProvider implements WarehouseProvider {

    private final PostgresProvider postgres = new PostgresProvider();

    @Override
    public boolean knows(String url) {
        return CommittingDriver.isCommitting(url);
    }

    @Override
    public String exampleUrl() {
        return CommittingDriver.committing(postgres.exampleUrl());
    }

    @Override
    public Warehouse warehouse(WarehouseSetup setup) {
        return new CommittingWarehouse(setup.schema());
    }

    @Override
    public Class<? extends Driver> driver() {
        return CommittingDriver.class;
    }

    @Override
    public Map<String, String> connectionProperties(int lanes) {
        return postgres.connectionProperties(lanes);
    }

    @Override
    public boolean isPooled(Connection connection) throws SQLException {
        return postgres.isPooled(connection);
    }
}
