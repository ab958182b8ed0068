package org.zenotisync.warehouse.mariadb;

import java.util.List;
import org.zenotisync.warehouse.Limits;
import org.zenotisync.warehouse.SqlTemplate;

/** How MySQL makes and changes tables. It has no IF EXISTS for columns. */
final class MySqlDdl extends MariaDbDdl {

    /** A statement that drops the column if it is there. */
    private static final SqlTemplate DROP_IF_PRESENT = SqlTemplate.of(
            """
            SET @zenoti_sync = (
              SELECT if(count(*) = 0, 'DO 0', 'ALTER TABLE {target} DROP COLUMN {quoted}')
              FROM information_schema.columns
              WHERE table_schema = {schema} AND table_name = '{table}' AND column_name = '{column}'
            )""");

    private final MariaDbDialect dialect;

    MySqlDdl(MariaDbDialect dialect, Limits limits) {
        super(dialect, limits);
        this.dialect = dialect;
    }

    @Override
    protected List<String> makeAgain(String table, String column, String type) {
        String schema = dialect.schema();
        String target = dialect.qualified(table);
        String dropIfPresent = DROP_IF_PRESENT.fill(name -> switch (name) {
            case "target" -> target;
            case "quoted" -> dialect.quote(column);
            case "schema" -> schema == null ? "database()" : "'" + schema + "'";
            case "table" -> table;
            case "column" -> column;
            default -> null;
        });
        return List.of(
                dropIfPresent,
                "PREPARE zenoti_sync FROM @zenoti_sync",
                "EXECUTE zenoti_sync",
                "DEALLOCATE PREPARE zenoti_sync",
                "ALTER TABLE " + target + " ADD COLUMN " + dialect.quote(column) + " " + type);
    }
}
