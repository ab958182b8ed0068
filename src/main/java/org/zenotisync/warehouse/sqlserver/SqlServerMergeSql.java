package org.zenotisync.warehouse.sqlserver;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.warehouse.Dialect;
import org.zenotisync.warehouse.MergeSql;
import org.zenotisync.warehouse.MergeTarget;
import org.zenotisync.warehouse.SqlTemplate;
import org.zenotisync.warehouse.StageTable;

/**
 * The merge statements of SQL Server (t-sql/statements/delete-transact-sql). EXISTS needs no DISTINCT, which would take
 * keys that differ in blanks at the end for one.
 */
final class SqlServerMergeSql extends MergeSql {

    private static final SqlTemplate DELETE_VOIDED = SqlTemplate.of(
            """
            DELETE FROM {target}
            WHERE EXISTS (
              SELECT 1
              FROM {stage} AS s
              WHERE {target_matches_s} AND {s_is_void}
            )
            """);

    private static final SqlTemplate DELETE_ALL_STAGED = SqlTemplate.of(
            """
            DELETE FROM {target}
            WHERE EXISTS (
              SELECT 1
              FROM {stage} AS s
              WHERE {target_matches_s}
            )
            """);

    private static final SqlTemplate DELETE_OUTDATED_STAGED = SqlTemplate.of(
            """
            DELETE FROM {stage}
            WHERE EXISTS (
              SELECT 1
              FROM {stage} AS later
              WHERE {stage_matches_later} AND {stage}.{row} < later.{row}
            )
            """);

    private final String targetName;
    private final String stage;

    SqlServerMergeSql(Dialect dialect, TableDefinition table, MergeTarget target, List<String> match) {
        super(dialect, table, target, match);
        this.targetName = target.plainSql();
        this.stage = MergeTarget.temporary(dialect, StageTable.NAME).sql();
    }

    @Override
    public String deleteVoided() {
        return fill(DELETE_VOIDED);
    }

    @Override
    public String deleteAllStaged() {
        return fill(DELETE_ALL_STAGED);
    }

    @Override
    public String deleteOutdatedStaged() {
        return fill(DELETE_OUTDATED_STAGED);
    }

    @Override
    protected @Nullable String value(String placeholder) {
        return switch (placeholder) {
            case "target_matches_s" -> matches(targetName + ".", "s.");
            case "stage_matches_later" -> matches(stage + ".", "later.");
            default -> super.value(placeholder);
        };
    }
}
