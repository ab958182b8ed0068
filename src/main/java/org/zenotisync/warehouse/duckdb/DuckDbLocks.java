package org.zenotisync.warehouse.duckdb;

import java.sql.Connection;
import java.sql.SQLException;
import org.zenotisync.warehouse.Catalog;
import org.zenotisync.warehouse.KeyedLocks;

/** DuckDB has one process, whose transactions see the database as of their beginning. */
final class DuckDbLocks extends KeyedLocks {

    private final Catalog catalog;

    DuckDbLocks(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public boolean holdTarget(Connection connection, String table) throws SQLException {
        return catalog.has(connection, table);
    }
}
