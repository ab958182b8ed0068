package org.zenotisync.recording;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.zenotisync.warehouse.Warehouse;
import org.zenotisync.warehouse.WarehouseProvider;
import org.zenotisync.warehouse.WarehouseSetup;

/** A database as the program knows it, on connections that record their statements. */
abstract class RecordedDatabase implements WarehouseProvider {

    private final WarehouseProvider database;

    /** @param database the one that is recorded */
    RecordedDatabase(WarehouseProvider database) {
        this.database = database;
    }

    @Override
    public boolean knows(String url) {
        return RecordingDriver.isRecorded(url) && database.knows(RecordingDriver.plain(url));
    }

    @Override
    public String exampleUrl() {
        return RecordingDriver.recorded(database.exampleUrl());
    }

    @Override
    public Warehouse warehouse(WarehouseSetup setup) {
        return database.warehouse(setup);
    }

    @Override
    public Optional<String> complaint(String url, Map<String, String> settings) {
        return database.complaint(RecordingDriver.plain(url), settings);
    }

    @Override
    public Class<? extends Driver> driver() {
        return RecordingDriver.class;
    }

    @Override
    public void prepare(String url) throws SQLException {
        database.prepare(RecordingDriver.plain(url));
    }

    @Override
    public void requireUsable(Connection connection) throws SQLException {
        database.requireUsable(connection);
    }

    @Override
    public boolean isTransient(SQLException failure) {
        return database.isTransient(failure);
    }

    @Override
    public Map<String, String> connectionProperties(int lanes) {
        return database.connectionProperties(lanes);
    }

    @Override
    public boolean isPooled(Connection connection) throws SQLException {
        return database.isPooled(connection);
    }

    @Override
    public Optional<Path> file(String url) {
        return database.file(RecordingDriver.plain(url));
    }
}
