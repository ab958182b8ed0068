package org.zenotisync.warehouse;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The statements about equal rows that the snapshots of several sources have. The target has such a row once, so that
 * one of them is expected. A key that a snapshot has more than once is left out.
 */
public final class CopiesSql {

    private static final SqlTemplate SELECT_TWICE = SqlTemplate.of(
            """
            SELECT {e_match}
            FROM {expected} AS e
            WHERE {e_has_match} AND e.{batch} IN ({rivals})
            GROUP BY {e_group_match}
            HAVING count(*) > 1 AND count(*) = count(DISTINCT e.{batch})
            """);

    private static final SqlTemplate SELECT_COPIES = SqlTemplate.of(
            """
            SELECT r.{row}
            FROM (
              SELECT e.{row}, row_number() OVER (
                PARTITION BY {e_group}
                ORDER BY CASE WHEN e.{batch} IN ({first}) THEN 0 ELSE 1 END, e.{batch}) AS zenoti_sync_place
              FROM {expected} AS e
              JOIN {twice} AS k ON {e_matches_k}
              WHERE e.{batch} IN ({rivals})
            ) AS r
            WHERE r.zenoti_sync_place > 1
            """);

    private static final MatchingRows DELETE_COPIES =
            MatchingRows.delete("{expected}", "{copy} AS k", "{expected}.{row} = k.{row}");

    private final CompareNames names;

    CopiesSql(CompareNames names) {
        this.names = names;
    }

    /** The keys that several snapshots have, each of them once. */
    public String selectTwice() {
        return names.fill(SELECT_TWICE);
    }

    /**
     * The rows that are equal to one of another snapshot.
     *
     * @param first batches whose rows are kept before those of others, at least one
     */
    public String selectCopies(List<Integer> first) {
        String list = first.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return SELECT_COPIES.fill(name -> name.equals("first") ? list : names.value(name));
    }

    /** Deletes them from the expected rows. */
    public String deleteCopies() {
        return names.fill(DELETE_COPIES);
    }
}
