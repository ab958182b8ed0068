package org.zenotisync.warehouse;

import java.util.Set;
import java.util.stream.Collectors;

/** The statements that change the state of findings that are undecided, or no difference. */
public final class DoubtSql {

    private static final SqlTemplate DOUBT_BEFORE = SqlTemplate.of(
            """
            UPDATE {finding}
            SET {state} = {files_gone}
            WHERE NOT EXISTS (
              SELECT 1
              FROM {touched} AS x
              WHERE {x_matches_finding} AND x.zenoti_sync_ordinal > {ordinal}
            )
            """);

    private static final MatchingRows DOUBT_VERSIONS_OF_OTHERS = MatchingRows.update(
            "{finding}",
            "{state} = {of_others}",
            """
                    (
                      SELECT {x_match}, min(x.{batch}) AS zenoti_sync_first, max(x.{batch}) AS zenoti_sync_last
                      FROM {touched} AS x
                      GROUP BY {x_group_match}
                    ) AS k
                    """,
            """
                    {finding_matches_k} AND {finding}.{state} = {different}
                      AND (k.zenoti_sync_first <> {finding}.{batch} OR k.zenoti_sync_last <> {finding}.{batch})
                    """);

    private static final SqlTemplate DOUBT_ALL_VERSIONS = SqlTemplate.of(
            """
            UPDATE {finding}
            SET {state} = {of_others}
            WHERE {state} = {different}
            """);

    private static final SqlTemplate DOUBT_ALL = SqlTemplate.of(
            """
            UPDATE {finding}
            SET {state} = {of_others}
            WHERE {state} IN ({different}, {surplus}, {not_deleted}) AND {batch} IN ({snapshots})
            """);

    private static final SqlTemplate DOUBT_UNTOUCHED = SqlTemplate.of(
            """
            UPDATE {finding}
            SET {state} = {of_others}
            WHERE {state} IN ({different}, {surplus}) AND {batch} IN ({snapshots})
              AND NOT EXISTS (SELECT 1 FROM {touched} AS x WHERE {x_matches_finding})
            """);

    private static final MatchingRows DOUBT_SURPLUS = MatchingRows.update(
            "{finding}",
            "{state} = k.{state}",
            """
                    (
                      SELECT f.{row}, max(f.{state}) AS {state}
                      FROM {finding_again} AS f
                      WHERE f.{state} IN ({undecided})
                      GROUP BY f.{row}
                    ) AS k
                    """,
            "{finding}.{state} = {surplus} AND {finding}.{row} = k.{row}");

    private static final SqlTemplate SET_QUARANTINED = SqlTemplate.of(
            """
            UPDATE {finding}
            SET {state} = {quarantined}
            WHERE {row} IN ({rows}) AND {state} = {missing}
            """);

    private final CompareNames names;

    DoubtSql(CompareNames names) {
        this.names = names;
    }

    /** What no table group after an ordinal has decided is undecided. */
    public String doubtBefore(long ordinal) {
        return DOUBT_BEFORE.fill(name -> name.equals("ordinal") ? Long.toString(ordinal) : names.value(name));
    }

    /** Rows that another snapshot's POD brings, too: any version may be the last one. */
    public String doubtVersionsOfOthers() {
        return names.fill(DOUBT_VERSIONS_OF_OTHERS);
    }

    /** Different rows of a dimension that another POD or source may bring, too: any version may be the last one. */
    public String doubtAllVersions() {
        return names.fill(DOUBT_ALL_VERSIONS);
    }

    /**
     * Rows of a fact that a source without a snapshot may have replaced. That the target has a key is not doubtful: a
     * row that is missing is missing.
     *
     * @param snapshots ordinals of the snapshots whose rows these may be
     */
    public String doubtAll(Set<Integer> snapshots) {
        return ofSnapshots(DOUBT_ALL, snapshots);
    }

    /** As {@link #doubtAll}, but not keys of later table groups: the last one of these decides. */
    public String doubtUntouched(Set<Integer> snapshots) {
        return ofSnapshots(DOUBT_UNTOUCHED, snapshots);
    }

    private String ofSnapshots(SqlTemplate sql, Set<Integer> snapshots) {
        return sql.fill(name -> name.equals("snapshots")
                ? snapshots.stream().sorted().map(String::valueOf).collect(Collectors.joining(", "))
                : names.value(name));
    }

    /** A key whose row is undecided is not surplus either. */
    public String doubtSurplus() {
        return names.fill(DOUBT_SURPLUS);
    }

    /** Notes that missing rows are in the quarantine; its parameters are the numbers of the rows. */
    public String setQuarantined(int rows) {
        return SET_QUARANTINED.fill(name -> name.equals("rows") ? Jdbc.parameters(rows) : names.value(name));
    }
}
