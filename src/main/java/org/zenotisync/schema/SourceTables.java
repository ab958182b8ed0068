package org.zenotisync.schema;

import java.util.Map;
import org.zenotisync.model.ColumnType;
import org.zenotisync.warehouse.ControlTable;
import org.zenotisync.warehouse.SqlTemplate;
import org.zenotisync.warehouse.Warehouse;

/**
 * The table {@code zenoti_sync_source_table}: the feed tables as the schema scripts of each source have declared them
 * so far. Files without a header have the columns of their own source. {@link TableRegistry} reads and writes it.
 */
public final class SourceTables implements ControlTable {

    public static final String TABLE = "zenoti_sync_source_table";

    private static final SqlTemplate CREATE = SqlTemplate.of(
            """
            CREATE TABLE IF NOT EXISTS {table} (
              source VARCHAR(2000) NOT NULL,
              table_name VARCHAR(127) NOT NULL,
              definition {text} NOT NULL,
              former_names VARCHAR(20000) NOT NULL,
              added_columns {text},
              dropped_columns {text},
              moved_columns {text},
              returned_columns {text},
              declared {text},
              schema_file VARCHAR(1100),
              schema_file_modified TIMESTAMP,
              updated_at TIMESTAMP NOT NULL,
              PRIMARY KEY (source, table_name)
            )
            """);

    private final Warehouse warehouse;

    public SourceTables(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    @Override
    public String name() {
        return TABLE;
    }

    @Override
    public String createTable() {
        return CREATE.fill(Map.of(
                "table", warehouse.qualified(TABLE),
                "text", warehouse.typeName(ColumnType.varchar(ColumnType.MAX_VARCHAR))));
    }
}
