package org.zenotisync.warehouse.redshift;

import java.util.List;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.warehouse.MergeSql;
import org.zenotisync.warehouse.StageTable;
import org.zenotisync.warehouse.Warehouse;

/**
 * The merges in Redshift's words: USING of a DELETE takes tables and no subquery, and columns of the target are named by
 * its name without the schema ("DELETE" of the Amazon Redshift Database Developer Guide).
 */
final class RedshiftMergeSql extends MergeSql {

    private final Warehouse warehouse;
    private final String targetTable;

    RedshiftMergeSql(Warehouse warehouse, TableDefinition table, String targetTable, List<String> match) {
        super(warehouse, table, targetTable, match);
        this.warehouse = warehouse;
        this.targetTable = targetTable;
    }

    @Override
    protected String delete(String condition) {
        return "DELETE FROM " + warehouse.qualified(targetTable) + " USING " + warehouse.quote(StageTable.NAME)
                + " AS s WHERE " + matches(warehouse.quote(targetTable) + ".", "s.")
                + condition.replaceFirst(" WHERE ", " AND ");
    }

    /** A self-join, as the page calls it. Of rows with one key, those of one logid have the same number, and no repeats. */
    @Override
    public String deleteOutdatedStaged() {
        String stage = warehouse.quote(StageTable.NAME);
        String row = warehouse.quote(StageTable.ROW.name());
        return "DELETE FROM " + stage + " USING " + stage + " AS later WHERE " + matches(stage + ".", "later.")
                + " AND " + stage + "." + row + " < later." + row;
    }
}
