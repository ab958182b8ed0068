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

    /**
     * Without a hash join, which MariaDB would prefer to the index of the target, and which reads all of its rows.
     * MySQL skips this comment.
     */
    private static final String BY_INDEX = "/*M! SET STATEMENT join_cache_level = 2 FOR */ ";

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
        return BY_INDEX + super.countMatched();
    }

    @Override
    public String countMatchedByKeysOnly() {
        return BY_INDEX + super.countMatchedByKeysOnly();
    }
}
