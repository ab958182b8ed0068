package org.zenotisync.recording;

import org.zenotisync.warehouse.duckdb.DuckDbWarehouse;

/** DuckDB with recorded statements; its appender is not a statement. */
public final class RecordedDuckDb extends RecordedDatabase {

    public RecordedDuckDb() {
        super(new DuckDbWarehouse.Provider());
    }
}
