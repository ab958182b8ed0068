package org.zenotisync.warehouse.postgres;

import java.util.List;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.warehouse.Dialect;
import org.zenotisync.warehouse.MergeSql;
import org.zenotisync.warehouse.MergeTarget;
import org.zenotisync.warehouse.SqlTemplate;

/** The merge statements of PostgreSQL: USING of a DELETE takes subqueries. */
final class PostgresMergeSql extends MergeSql {

    private static final SqlTemplate DELETE_VOIDED = SqlTemplate.of(
            """
            DELETE FROM {target}
            USING (
              SELECT DISTINCT {s_match}
              FROM {stage} AS s
              WHERE {s_is_void}
            ) AS d
            WHERE {target_matches_d}
            """);

    private static final SqlTemplate DELETE_ALL_STAGED = SqlTemplate.of(
            """
            DELETE FROM {target}
            USING (
              SELECT DISTINCT {s_match}
              FROM {stage} AS s
            ) AS d
            WHERE {target_matches_d}
            """);

    private static final SqlTemplate DELETE_OUTDATED_STAGED = SqlTemplate.of(
            """
            DELETE FROM {stage}
            USING (
              SELECT {s_match}, max(s.{row}) AS zenoti_sync_last_row
              FROM {stage} AS s
              GROUP BY {s_match}
              HAVING count(*) > 1
            ) AS d
            WHERE {stage_matches_d} AND {stage}.{row} < d.zenoti_sync_last_row
            """);

    PostgresMergeSql(Dialect dialect, TableDefinition table, MergeTarget target, List<String> match) {
        super(dialect, table, target, match);
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
}
