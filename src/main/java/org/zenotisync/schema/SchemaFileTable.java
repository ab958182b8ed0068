package org.zenotisync.schema;

import java.util.List;
import java.util.stream.Stream;
import org.zenotisync.model.LaterColumn;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.warehouse.ControlColumns;
import org.zenotisync.warehouse.ControlTable;

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

    private static final TableDefinition DEFINITION = ControlColumns.of(NAME)
            .source()
            .objectKey("object_key")
            .text("etag", 200)
            .time("last_modified")
            .text("outcome", 20)
            .text("note", 4_000)
            .time("applied_at")
            .longText(TABLES)
            .text(USER, LONGEST_USER)
            .flag(FIRST_SET_UP)
            .longText(BEFORE)
            .longText(PAST)
            .flag(APPLIED)
            .key("source", "object_key")
            .nullable("etag", "note", TABLES, USER, FIRST_SET_UP, BEFORE, PAST, APPLIED)
            .define();

    @Override
    public TableDefinition definition() {
        return DEFINITION;
    }

    @Override
    public List<LaterColumn> laterColumns() {
        return Stream.of(TABLES, USER, FIRST_SET_UP, BEFORE, PAST, APPLIED)
                .map(name -> new LaterColumn(DEFINITION.column(name), null))
                .toList();
    }
}
