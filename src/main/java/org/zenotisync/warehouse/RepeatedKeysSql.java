package org.zenotisync.warehouse;

/** The statements about keys that several expected rows have: it is not known which row of the target is whose. */
public final class RepeatedKeysSql {

    private static final SqlTemplate SELECT_REPEATED = SqlTemplate.of(
            """
            SELECT {e_match}, max(e.{row}) AS zenoti_sync_last_row
            FROM {expected} AS e
            WHERE {e_has_match}
            GROUP BY {e_group_match}
            HAVING count(*) > 1
            """);

    private static final SqlTemplate COUNT_REPEATED = SqlTemplate.of("SELECT count(*) FROM {repeated}");

    private static final SqlTemplate SELECT_UNCLEAR_MULTISETS = SqlTemplate.of(
            """
            SELECT DISTINCT {u_distinct_match}
            FROM (
              SELECT {e_all}, 1 AS zenoti_sync_side
              FROM {expected} AS e
              JOIN {repeated} AS k ON {e_matches_k}
              UNION ALL
              SELECT {t_all}, -1
              FROM {target} AS t
              JOIN {repeated_again} AS k ON {t_matches_k}
            ) AS u
            GROUP BY {u_group}
            HAVING sum(u.zenoti_sync_side) <> 0
            """);

    private static final SqlTemplate SELECT_UNCLEAR_VERSIONS = SqlTemplate.of(
            """
            SELECT {k_match}
            FROM {repeated} AS k
            WHERE NOT EXISTS (
              SELECT 1
              FROM {expected} AS e
              JOIN {target} AS t ON {e_matches_t}
              WHERE {e_matches_k} AND {e_same_t}
            )
            """);

    private static final SqlTemplate SELECT_UNCLEAR_OF_RIVALS = SqlTemplate.of(
            """
            SELECT {k_match}
            FROM {repeated} AS k
            LEFT JOIN (
              SELECT DISTINCT {d_distinct_match}
              FROM (
                SELECT {u_match_only}, u.zenoti_sync_version, sum(u.zenoti_sync_side) AS zenoti_sync_balance
                FROM (
                  SELECT {e_all}, {version} AS zenoti_sync_version, 1 AS zenoti_sync_side
                  FROM {expected} AS e
                  JOIN {repeated_again} AS k ON {e_matches_k}
                  UNION ALL
                  SELECT {t_all}, b.zenoti_sync_version, -1
                  FROM {target} AS t
                  JOIN (
                    SELECT DISTINCT {e_distinct_match}, {version} AS zenoti_sync_version
                    FROM {expected_again} AS e
                    JOIN {repeated_thrice} AS k ON {e_matches_k}
                  ) AS b ON {t_matches_b}
                ) AS u
                GROUP BY {u_group}, u.zenoti_sync_version
              ) AS d
              GROUP BY {d_group_match}, d.zenoti_sync_version
              HAVING min(d.zenoti_sync_balance) = 0 AND max(d.zenoti_sync_balance) = 0
            ) AS c ON {c_matches_k}
            WHERE c.{first_match} IS NULL
            """);

    private static final SqlTemplate DELETE_EARLIER_RIVALS = SqlTemplate.of(
            """
            DELETE FROM {finding}
            WHERE {row} IN (
              SELECT e.{row}
              FROM {expected} AS e
              JOIN (
                SELECT {e_match}, max(e.{batch}) AS zenoti_sync_last_batch
                FROM {expected_again} AS e
                JOIN {repeated} AS k ON {e_matches_k}
                WHERE e.{batch} IN ({rivals})
                GROUP BY {e_group_match}
              ) AS k ON {e_matches_k}
              WHERE e.{batch} IN ({rivals}) AND e.{batch} < k.zenoti_sync_last_batch
            )
            """);

    private static final MatchingRows DELETE_UNCLEAR = MatchingRows.delete(
            "{finding}", "{repeated} AS k", "{finding_matches_k} AND {finding}.{state} <> {missing}");

    private static final MatchingRows DELETE_REPEATED =
            MatchingRows.delete("{finding}", "{repeated} AS k", "{finding_matches_k}");

    private static final MatchingRows DELETE_EARLIER_VERSIONS = MatchingRows.delete(
            "{finding}", "{repeated} AS k", "{finding_matches_k} AND {finding}.{row} < k.zenoti_sync_last_row");

    private static final SqlTemplate INSERT_UNCLEAR = SqlTemplate.of(
            """
            INSERT INTO {finding} ({row}, {batch}, {state}, zenoti_sync_number, {match})
            SELECT e.{row}, e.{batch}, {shares_key}, 1, {e_match}
            FROM {expected} AS e
            JOIN {unclear} AS k ON {e_matches_k}
            WHERE NOT EXISTS (SELECT 1 FROM {finding_again} AS f WHERE {f_matches_e} AND f.{state} = {missing})
            """);

    private final CompareNames names;

    RepeatedKeysSql(CompareNames names) {
        this.names = names;
    }

    /** The keys of several expected rows. */
    public String selectRepeated() {
        return names.fill(SELECT_REPEATED);
    }

    /** The number of these keys. */
    public String countRepeated() {
        return names.fill(COUNT_REPEATED);
    }

    /** Those of a fact whose rows in the target are not the same multiset. */
    public String selectUnclearMultisets() {
        return names.fill(SELECT_UNCLEAR_MULTISETS);
    }

    /** Those of a dimension whose row in the target is none of the expected versions. */
    public String selectUnclearVersions() {
        return names.fill(SELECT_UNCLEAR_VERSIONS);
    }

    /**
     * Those of a fact of several sources whose rows in the target are those of none of its snapshots. The rows of
     * snapshots that are not rivals count together.
     */
    public String selectUnclearOfRivals() {
        return SELECT_UNCLEAR_OF_RIVALS.fill(name -> name.equals("version")
                ? "CASE WHEN e." + names.value("batch") + " IN (" + names.value("rivals") + ") THEN e."
                        + names.value("batch") + " ELSE -1 END"
                : names.value(name));
    }

    /** Of several versions of a fact's rows that are missing, those of the last snapshot are kept. */
    public String deleteEarlierRivals() {
        return names.fill(DELETE_EARLIER_RIVALS);
    }

    /** Deletes the findings about keys of several rows, unless the target has none of them. */
    public String deleteUnclear() {
        return names.fill(DELETE_UNCLEAR);
    }

    /** Deletes the findings about keys of several rows. */
    public String deleteRepeated() {
        return names.fill(DELETE_REPEATED);
    }

    /** Of several versions of a dimension's row that is missing, the last one is kept. */
    public String deleteEarlierVersions() {
        return names.fill(DELETE_EARLIER_VERSIONS);
    }

    /** Lists the unclear rows as undecided. */
    public String insertUnclear() {
        return names.fill(INSERT_UNCLEAR);
    }
}
