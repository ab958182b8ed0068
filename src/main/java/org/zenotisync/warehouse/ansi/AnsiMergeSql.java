package org.zenotisync.warehouse.ansi;

import java.util.List;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.warehouse.Dialect;
import org.zenotisync.warehouse.MergeSql;
import org.zenotisync.warehouse.MergeTarget;
import org.zenotisync.warehouse.SqlTemplate;

/** The merge statements in standard SQL: a DELETE has a condition only. The subqueries do not depend on its rows. */
final class AnsiMergeSql extends MergeSql {

    private static final SqlTemplate DELETE_VOIDED = SqlTemplate.of(
            """
            DELETE FROM {target}
            WHERE ({match}) IN (
              SELECT {s_match}
              FROM {stage} AS s
              WHERE {s_is_void}
            )
            """);

    private static final SqlTemplate DELETE_ALL_STAGED = SqlTemplate.of(
            """
            DELETE FROM {target}
            WHERE ({match}) IN (
              SELECT {s_match}
              FROM {stage} AS s
            )
            """);

    private static final SqlTemplate DELETE_OUTDATED_STAGED = SqlTemplate.of(
            """
            DELETE FROM {stage}
            WHERE {row} IN (
              SELECT s.{row}
              FROM {stage} AS s
              JOIN (
                SELECT {x_match}, max(x.{row}) AS zenoti_sync_last_row
                FROM {stage} AS x
                GROUP BY {x_match}
                HAVING count(*) > 1
              ) AS v ON {s_matches_v}
              WHERE s.{row} < v.zenoti_sync_last_row
            )
            """);

    private static final SqlTemplate SELECT_NO_MATCH = SqlTemplate.of("SELECT {match} FROM {target} WHERE 1 = 0");

    AnsiMergeSql(Dialect dialect, TableDefinition table, MergeTarget target, List<String> match) {
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

    /** Reads no row of the target, which an OFFSET would. */
    @Override
    public String selectNoMatch() {
        return fill(SELECT_NO_MATCH);
    }
}
