package org.zenotisync.warehouse.redshift;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.warehouse.Dialect;
import org.zenotisync.warehouse.MergeSql;
import org.zenotisync.warehouse.MergeTarget;
import org.zenotisync.warehouse.SqlTemplate;
import org.zenotisync.warehouse.StageTable;

/**
 * The merge statements of Redshift: USING of a DELETE takes tables and not subqueries, and columns of the
 * target are named by its name without the schema ("DELETE" of the Amazon Redshift Database Developer Guide).
 */
final class RedshiftMergeSql extends MergeSql {

    private static final SqlTemplate DELETE_VOIDED = SqlTemplate.of(
            """
            DELETE FROM {target}
            USING {stage} AS s
            WHERE {target_matches_s} AND {s_is_void}
            """);

    private static final SqlTemplate DELETE_ALL_STAGED = SqlTemplate.of(
            """
            DELETE FROM {target}
            USING {stage} AS s
            WHERE {target_matches_s}
            """);

    /** A self-join, as the page calls it. */
    private static final SqlTemplate DELETE_OUTDATED_STAGED = SqlTemplate.of(
            """
            DELETE FROM {stage}
            USING {stage} AS later
            WHERE {stage_matches_later} AND {stage}.{row} < later.{row}
            """);

    private final String targetName;
    private final String stage;

    RedshiftMergeSql(Dialect dialect, TableDefinition table, MergeTarget target, List<String> match) {
        super(dialect, table, target, match);
        this.targetName = target.plainSql();
        this.stage = dialect.quote(StageTable.NAME);
    }

    @Override
    public String deleteVoided() {
        return fill(DELETE_VOIDED);
    }

    @Override
    public String deleteAllStaged() {
        return fill(DELETE_ALL_STAGED);
    }

    /** Of rows with one key, those of one logid have the same number, and no repeats. */
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
