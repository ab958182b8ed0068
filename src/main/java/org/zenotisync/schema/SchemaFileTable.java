package org.zenotisync.schema;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.LaterColumn;
import org.zenotisync.warehouse.ControlTable;
import org.zenotisync.warehouse.SqlTemplate;
import org.zenotisync.warehouse.Warehouse;

/** The control table {@code zenoti_sync_schema_file}: its name, its columns, and those that were added later. */
public final class SchemaFileTable implements ControlTable {

    public static final String NAME = "zenoti_sync_schema_file";

    /** In bytes. */
    static final int LONGEST_USER = 200;

    static final String TABLES = "table_names";
    static final String USER = "decided_by";
    static final String FIRST_SET_UP = "first_set_up";
    private static final String BEFORE = "before_accept";
    static final String PAST = "loaded_past";
    static final String APPLIED = "was_applied";

    private static final SqlTemplate CREATE = SqlTemplate.of(
            """
            CREATE TABLE IF NOT EXISTS {table} (
              source VARCHAR(2000) NOT NULL,
              object_key VARCHAR(1100) NOT NULL,
              etag VARCHAR(200),
              last_modified TIMESTAMP NOT NULL,
              outcome VARCHAR(20) NOT NULL,
              note VARCHAR(4000),
              applied_at TIMESTAMP NOT NULL,
              {later_columns},
              PRIMARY KEY (source, object_key)
            )
            """);

    private final Warehouse warehouse;

    public SchemaFileTable(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String createTable() {
        String later = laterColumns().stream()
                .map(column -> column.column().name() + " "
                        + warehouse.typeName(column.column().type()))
                .collect(Collectors.joining(", "));
        return CREATE.fill(Map.of("table", warehouse.qualified(NAME), "later_columns", later));
    }

    @Override
    public List<LaterColumn> laterColumns() {
        return Stream.of(
                        new ColumnDefinition(TABLES, ColumnType.varchar(ColumnType.MAX_VARCHAR)),
                        new ColumnDefinition(USER, ColumnType.varchar(LONGEST_USER)),
                        new ColumnDefinition(FIRST_SET_UP, ColumnType.of(ColumnType.Kind.BOOLEAN)),
                        new ColumnDefinition(BEFORE, ColumnType.varchar(ColumnType.MAX_VARCHAR)),
                        new ColumnDefinition(PAST, ColumnType.varchar(ColumnType.MAX_VARCHAR)),
                        new ColumnDefinition(APPLIED, ColumnType.of(ColumnType.Kind.BOOLEAN)))
                .map(column -> new LaterColumn(column, null))
                .toList();
    }
}
