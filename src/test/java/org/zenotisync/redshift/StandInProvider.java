package org.zenotisync.redshift;

import java.sql.Driver;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zenotisync.warehouse.DatabaseSetting;
import org.zenotisync.warehouse.Warehouse;
import org.zenotisync.warehouse.WarehouseProvider;
import org.zenotisync.warehouse.WarehouseSetup;
import org.zenotisync.warehouse.redshift.RedshiftProvider;

/** Redshift as the program knows it, on the stand-in's connections. */
public final class StandInProvider implements WarehouseProvider {

    private final RedshiftProvider redshift = new RedshiftProvider();

    @Override
    public boolean knows(String url) {
        return StandInUrl.isStandIn(url);
    }

    @Override
    public String exampleUrl() {
        return StandInUrl.PREFIX + "//<host>:<port>/<database>";
    }

    @Override
    public Warehouse warehouse(WarehouseSetup setup) {
        return redshift.warehouse(setup);
    }

    @Override
    public List<DatabaseSetting> settings() {
        return redshift.settings();
    }

    @Override
    public Optional<String> complaint(String url, Map<String, String> settings) {
        return redshift.complaint(url, settings);
    }

    @Override
    public Class<? extends Driver> driver() {
        return StandInDriver.class;
    }

    @Override
    public boolean isTransient(SQLException failure) {
        return redshift.isTransient(failure);
    }

    @Override
    public Map<String, String> connectionProperties(int lanes) {
        return redshift.connectionProperties(lanes);
    }
}
