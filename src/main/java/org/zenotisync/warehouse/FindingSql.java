package org.zenotisync.warehouse;

import org.jspecify.annotations.Nullable;
import org.zenotisync.model.ColumnType;

/** The statements that list what differs between the expected rows and the target in {@link CompareTables#FINDING}. */
public final class FindingSql {

    private static final SqlTemplate SELECT_SUSPECT = SqlTemplate.of(
            """
            SELECT e.{row}, e.{batch}, count(t.{first_match}) AS zenoti_sync_found,
              max(CASE WHEN {e_same_t} THEN 1 ELSE 0 END) AS zenoti_sync_same, {e_match}
            FROM {expected} AS e
            LEFT JOIN {target} AS t ON {e_matches_t}
            GROUP BY e.{row}, e.{batch}, {e_group_match}
            HAVING count(t.{first_match}) <> 1 OR max(CASE WHEN {e_same_t} THEN 1 ELSE 0 END) = 0
            """);

    private static final SqlTemplate SELECT_FINDING = SqlTemplate.of(
            """
            SELECT s.{row}, s.{batch}, CASE WHEN s.zenoti_sync_found = 0 THEN {missing} ELSE {different} END AS {state},
              {one} AS zenoti_sync_number, {s_match}
            FROM {suspect} AS s
            WHERE s.zenoti_sync_same = 0 AND {s_has_match}
            """);

    private static final SqlTemplate INSERT_SURPLUS = SqlTemplate.of(
            """
            INSERT INTO {finding} ({row}, {batch}, {state}, zenoti_sync_number, {match})
            SELECT s.{row}, s.{batch}, {surplus}, s.zenoti_sync_found - 1, {s_match}
            FROM {suspect} AS s
            WHERE s.zenoti_sync_found > 1
            """);

    private static final SqlTemplate COUNT_WITHOUT_KEY = SqlTemplate.of(
            """
            SELECT count(*)
            FROM {suspect} AS s
            WHERE NOT ({s_has_match})
            """);

    /**
     * Rows of a multiset that the target does not have as often. The target's rows come first among equal ones, so that
     * one sort is enough.
     */
    private static final String LACKING =
            """
            SELECT r.{row}, r.{batch}, {found_state} AS {state}, {one} AS zenoti_sync_number{r_match}
            FROM (
              SELECT u.{row}, u.{batch}, u.zenoti_sync_side{u_match},
                row_number() OVER (PARTITION BY {u_compared} ORDER BY u.zenoti_sync_side, u.{row}) AS zenoti_sync_place,
                sum(CASE WHEN u.zenoti_sync_side = 0 THEN 1 ELSE 0 END) OVER (
                  PARTITION BY {u_compared} ORDER BY u.zenoti_sync_side, u.{row} ROWS UNBOUNDED PRECEDING)
                  AS zenoti_sync_found
              FROM (
                SELECT e.{row}, e.{batch}, 1 AS zenoti_sync_side, {e_all}
                FROM {expected} AS e{e_without_key}
                UNION ALL
                SELECT 0, 0, 0, {t_all}
                FROM {target} AS t{t_without_key}
              ) AS u
            ) AS r
            WHERE r.zenoti_sync_side = 1 AND r.zenoti_sync_place > 2 * r.zenoti_sync_found
            """;

    private static final SqlTemplate SELECT_LACKING = SqlTemplate.of(LACKING);

    private static final SqlTemplate INSERT_WITHOUT_KEY =
            SqlTemplate.of("INSERT INTO {finding} ({row}, {batch}, {state}, zenoti_sync_number, {match})\n" + LACKING);

    private static final SqlTemplate INSERT_NOT_DELETED = SqlTemplate.of(
            """
            INSERT INTO {finding} ({row}, {batch}, {state}, zenoti_sync_number, {match})
            SELECT {null_number}, k.{batch}, {not_deleted}, 1, {k_match}
            FROM {renewed} AS k
            WHERE EXISTS (SELECT 1 FROM {target} AS t WHERE {t_matches_k})
              AND NOT EXISTS (SELECT 1 FROM {expected} AS e WHERE {e_matches_k})
            """);

    private final CompareNames names;

    FindingSql(CompareNames names) {
        this.names = names;
    }

    /** The expected rows without exactly one equal row in the target. */
    public String selectSuspect() {
        return names.fill(SELECT_SUSPECT);
    }

    /** As {@link #selectSuspect}, but no row: if the target is known to be equal. */
    public String selectNoSuspect() {
        return names.dialect().noRowOf(names.fill(SELECT_SUSPECT));
    }

    /** The missing and the different ones of the suspect rows. */
    public String selectFinding() {
        return names.fill(SELECT_FINDING);
    }

    /** Lists the keys that the target has too often. */
    public String insertSurplus() {
        return names.fill(INSERT_SURPLUS);
    }

    /** Counts the suspect rows that match nothing, since their key or organizationid is NULL. */
    public String countWithoutKey() {
        return names.fill(COUNT_WITHOUT_KEY);
    }

    /** Lists expected rows without a complete key that the target does not have as often. */
    public String insertWithoutKey() {
        return INSERT_WITHOUT_KEY.fill(this::lacking);
    }

    /** The expected rows that the target does not have as often, all columns compared. */
    public String selectLacking() {
        return SELECT_LACKING.fill(this::lacking);
    }

    private @Nullable String lacking(String name) {
        boolean isKeyed = !names.match().isEmpty();
        return switch (name) {
            case "found_state" -> names.dialect().numberColumn(FindingState.MISSING.sql(), ColumnType.Kind.INTEGER);
            case "r_match" -> isKeyed ? ", " + names.columns(names.match(), "r.") : "";
            case "u_match" -> isKeyed ? ", " + names.columns(names.match(), "u.") : "";
            case "u_compared" -> names.grouped("u.");
            case "e_without_key" -> isKeyed ? "\n    WHERE NOT (" + names.hasMatch("e.") + ")" : "";
            case "t_without_key" -> isKeyed ? "\n    WHERE NOT (" + names.hasMatch("t.") + ")" : "";
            default -> names.value(name);
        };
    }

    /** Lists the keys that later table groups have deleted and the target still has. */
    public String insertNotDeleted() {
        return names.fill(INSERT_NOT_DELETED);
    }
}
