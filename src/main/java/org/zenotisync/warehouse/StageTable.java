package org.zenotisync.warehouse;

import java.util.ArrayList;
import java.util.List;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.TableDefinition;

/**
 * The stage that a table group is loaded into before it is merged: the table's columns, built from the same definition
 * as the target (feed documentation: "Use the same schema file"), and after them where a row comes from.
 *
 * @param name of the temporary table
 * @param table the feed table
 * @param match columns by which the merge finds rows, in the stage and in the target; may be empty
 */
public record StageTable(String name, TableDefinition table, List<String> match) {

    /** The name of the stage of a table group; there is one at a time in a session. */
    public static final String NAME = "zenoti_sync_stage";

    /** The ordinal of the row's logid in its table group, from 0: a batch; {@link #keyOnly} for some rows. */
    public static final ColumnDefinition BATCH =
            new ColumnDefinition("zenoti_sync_batch", ColumnType.of(ColumnType.Kind.INTEGER));

    /**
     * The ordinal of the row in its table group, from 0: the order of logid, file and line. It is the order of logid
     * alone if a database reads the objects.
     */
    public static final ColumnDefinition ROW =
            new ColumnDefinition("zenoti_sync_row", ColumnType.of(ColumnType.Kind.BIGINT));

    /** The stage of a table group. */
    public StageTable(TableDefinition table, List<String> match) {
        this(NAME, table, match);
    }

    /**
     * The batch of a row of a guest who is forgotten: it has only the columns that it is found by. It replaces, in a
     * dimension, or deletes, in a fact, what the target has of its key, and is not inserted. It is below 0, so that no
     * other staged row is superseded by it.
     *
     * @param batch the row's own one
     */
    public static int keyOnly(int batch) {
        return -1 - batch;
    }

    /** All columns, in the order in which a {@link RowSink} takes them: the table's, {@link #BATCH}, {@link #ROW}. */
    public List<ColumnDefinition> columns() {
        List<ColumnDefinition> columns = new ArrayList<>(table.columns());
        columns.add(BATCH);
        columns.add(ROW);
        return columns;
    }
}
