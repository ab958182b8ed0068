package org.zenotisync.warehouse.mariadb;

import java.util.List;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.warehouse.Dialect;
import org.zenotisync.warehouse.MergeSql;
import org.zenotisync.warehouse.MergeTarget;
import org.zenotisync.warehouse.SqlTemplate;

/** The merge statements of MariaDB: USING of a DELETE names the table again, and others that it is joined with. */
final class MariaDbMergeSql extends MergeSql {

    private static final SqlTemplate DELETE_VOIDED = SqlTemplate.of(
            """
            DELETE FROM {target}
            USING {target}
            JOIN (
              SELECT DISTINCT {s_match}
              FROM {stage} AS s
              WHERE {s_is_void}
            ) AS d
            WHERE {target_matches_d}
            """);

    private static final SqlTemplate DELETE_ALL_STAGED = SqlTemplate.of(
            """
            DELETE FROM {target}
            USING {target}
            JOIN (
              SELECT DISTINCT {s_match}
              FROM {stage} AS s
            ) AS d
            WHERE {target_matches_d}
            """);

    private static final SqlTemplate DELETE_OUTDATED_STAGED = SqlTemplate.of(
            """
            DELETE FROM {stage}
            USING {stage}
            JOIN (
              SELECT {s_match}, max(s.{row}) AS zenoti_sync_last_row
              FROM {stage_again} AS s
              GROUP BY {s_match}
              HAVING count(*) > 1
            ) AS d
            WHERE {stage_matches_d} AND {stage}.{row} < d.zenoti_sync_last_row
            """);

    /** As EXISTS this would be a hash join, which reads the complete target; a subquery of its own uses the index. */
    private static final SqlTemplate COUNT_MATCHED = SqlTemplate.of(
            """
            SELECT count(*)
            FROM {stage} AS s
            WHERE (SELECT 1 FROM {target} AS t WHERE {t_matches_s} LIMIT 1) = 1
            """);

    private static final SqlTemplate COUNT_MATCHED_BY_KEYS_ONLY = SqlTemplate.of(
            """
            SELECT count(*)
            FROM {stage} AS s
            WHERE s.{batch} < 0 AND (SELECT 1 FROM {target} AS t WHERE {t_matches_s} LIMIT 1) = 1
            """);

    MariaDbMergeSql(Dialect dialect, TableDefinition table, MergeTarget target, List<String> match) {
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

    @Override
    public String countMatched() {
        return fill(COUNT_MATCHED);
    }

    @Override
    public String countMatchedByKeysOnly() {
        return fill(COUNT_MATCHED_BY_KEYS_ONLY);
    }
}
