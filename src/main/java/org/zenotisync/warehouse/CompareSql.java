package org.zenotisync.warehouse;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.zenotisync.model.TableDefinition;

/**
 * The statements that compare expected rows with a target, and bring the target to them. Expected rows are in the
 * temporary table {@link #EXPECTED}, a stage whose batch is the ordinal of the snapshot that a row comes from. What
 * differs is listed in {@link #FINDING}.
 *
 * <p>They are written in the SQL that PostgreSQL, Redshift and DuckDB share. {@link #value} lists the placeholders.
 */
public final class CompareSql {

    /** The expected rows. */
    public static final String EXPECTED = "zenoti_sync_expected";

    /** The rows of later table groups, merged in their order. */
    public static final String LATER = "zenoti_sync_later";

    /** The keys of later table groups, each with the ordinals of the table groups that have it. */
    public static final String TOUCHED = "zenoti_sync_touched";

    /** The keys of expected rows that later table groups have, too. */
    public static final String RENEWED = "zenoti_sync_renewed";

    /** Expected rows that do not have exactly one equal row in the target. */
    public static final String SUSPECT = "zenoti_sync_suspect";

    /** Keys that several expected rows have. */
    public static final String REPEATED = "zenoti_sync_repeated";

    /** Those of them whose rows in the target are others. */
    public static final String UNCLEAR = "zenoti_sync_unclear";

    /** The differences: one row each, with the number and key of an expected row. */
    public static final String FINDING = "zenoti_sync_finding";

    /** The rows that replace others. */
    public static final String REPLACEMENT = "zenoti_sync_replacement";

    /** All temporary tables but those that are filled as stages. */
    public static final List<String> TEMPORARY =
            List.of(EXPECTED, LATER, TOUCHED, RENEWED, SUSPECT, REPEATED, UNCLEAR, FINDING, REPLACEMENT);

    private static final SqlTemplate NO_ROWS_OF_TARGET = SqlTemplate.of(
            """
            SELECT {columns}, CAST(0 AS INTEGER) AS {batch}, CAST(0 AS BIGINT) AS {row}
            FROM {target}
            WHERE 1 = 0
            """);

    private static final SqlTemplate SELECT_NOTHING = SqlTemplate.of(
            """
            SELECT {columns}
            FROM {table}
            WHERE 1 = 0
            """);

    private static final SqlTemplate CONVERT = SqlTemplate.of(
            """
            INSERT INTO {expected} ({columns}, {batch}, {row})
            SELECT {columns}, {batch}, {row}
            FROM {stage}
            """);

    private static final SqlTemplate COUNT_EQUAL = SqlTemplate.of(
            """
            SELECT e.{batch}, count(*), count(t.{first_match}), count(CASE WHEN {e_same_t} THEN 1 END)
            FROM {expected} AS e
            LEFT JOIN {target} AS t ON {e_matches_t}
            GROUP BY e.{batch}
            """);

    private static final SqlTemplate COUNT_EXPECTED = SqlTemplate.of(
            """
            SELECT {batch}, count(*)
            FROM {expected}
            GROUP BY {batch}
            """);

    private static final SqlTemplate NO_TOUCHED = SqlTemplate.of(
            """
            SELECT {match}, CAST(0 AS INTEGER) AS {batch}, CAST(0 AS BIGINT) AS zenoti_sync_ordinal
            FROM {target}
            WHERE 1 = 0
            """);

    private static final SqlTemplate TOUCH = SqlTemplate.of(
            """
            INSERT INTO {touched} ({match}, {batch}, zenoti_sync_ordinal)
            SELECT DISTINCT {s_match}, {pod}, {ordinal}
            FROM {stage} AS s
            WHERE {s_has_match}
            """);

    private static final SqlTemplate SELECT_RENEWED = SqlTemplate.of(
            """
            SELECT {e_match}, min(e.{batch}) AS {batch}
            FROM {expected} AS e
            JOIN (SELECT DISTINCT {match} FROM {touched}) AS x ON {e_matches_x}
            GROUP BY {e_match}
            """);

    private static final SqlTemplate DELETE_RENEWED = SqlTemplate.of(
            """
            DELETE FROM {expected}
            USING {renewed} AS k
            WHERE {expected_matches_k}
            """);

    private static final SqlTemplate INSERT_RENEWED = SqlTemplate.of(
            """
            INSERT INTO {expected} ({columns}, {batch}, {row})
            SELECT {l_columns}, k.{batch}, {base} + row_number() OVER (ORDER BY l.{first_match})
            FROM {later} AS l
            JOIN {renewed} AS k ON {l_matches_k}
            """);

    private static final SqlTemplate SELECT_SUSPECT = SqlTemplate.of(
            """
            SELECT e.{row}, e.{batch}, count(t.{first_match}) AS zenoti_sync_found,
              max(CASE WHEN {e_same_t} THEN 1 ELSE 0 END) AS zenoti_sync_same, {e_match}
            FROM {expected} AS e
            LEFT JOIN {target} AS t ON {e_matches_t}
            GROUP BY e.{row}, e.{batch}, {e_match}
            HAVING count(t.{first_match}) <> 1 OR max(CASE WHEN {e_same_t} THEN 1 ELSE 0 END) = 0
            """);

    private static final SqlTemplate SELECT_FINDING = SqlTemplate.of(
            """
            SELECT s.{row}, s.{batch}, CASE WHEN s.zenoti_sync_found = 0 THEN {missing} ELSE {different} END AS {state},
              CAST(1 AS BIGINT) AS zenoti_sync_number, {s_match}
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
            SELECT r.{row}, r.{batch}, {found_state} AS {state}, CAST(1 AS BIGINT) AS zenoti_sync_number{r_match}
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

    private static final SqlTemplate SELECT_REPEATED = SqlTemplate.of(
            """
            SELECT {e_match}, max(e.{row}) AS zenoti_sync_last_row
            FROM {expected} AS e
            WHERE {e_has_match}
            GROUP BY {e_match}
            HAVING count(*) > 1
            """);

    private static final SqlTemplate ANY_REPEATED = SqlTemplate.of(
            """
            SELECT 1
            FROM {expected} AS e
            WHERE {e_has_match}
            GROUP BY {e_match}
            HAVING count(*) > 1
            LIMIT 1
            """);

    private static final SqlTemplate COUNT_REPEATED = SqlTemplate.of("SELECT count(*) FROM {repeated}");

    private static final SqlTemplate SELECT_UNCLEAR_MULTISETS = SqlTemplate.of(
            """
            SELECT DISTINCT {u_match_only}
            FROM (
              SELECT {e_all}, 1 AS zenoti_sync_side
              FROM {expected} AS e
              JOIN {repeated} AS k ON {e_matches_k}
              UNION ALL
              SELECT {t_all}, -1
              FROM {target} AS t
              JOIN {repeated} AS k ON {t_matches_k}
            ) AS u
            GROUP BY {u_all}
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

    private static final SqlTemplate DELETE_UNCLEAR = SqlTemplate.of(
            """
            DELETE FROM {finding}
            USING {repeated} AS k
            WHERE {finding_matches_k} AND {finding}.{state} <> {missing}
            """);

    private static final SqlTemplate DELETE_REPEATED = SqlTemplate.of(
            """
            DELETE FROM {finding}
            USING {repeated} AS k
            WHERE {finding_matches_k}
            """);

    private static final SqlTemplate DELETE_EARLIER_VERSIONS = SqlTemplate.of(
            """
            DELETE FROM {finding}
            USING {repeated} AS k
            WHERE {finding_matches_k} AND {finding}.{row} < k.zenoti_sync_last_row
            """);

    private static final SqlTemplate INSERT_UNCLEAR = SqlTemplate.of(
            """
            INSERT INTO {finding} ({row}, {batch}, {state}, zenoti_sync_number, {match})
            SELECT e.{row}, e.{batch}, {shares_key}, 1, {e_match}
            FROM {expected} AS e
            JOIN {unclear} AS k ON {e_matches_k}
            WHERE NOT EXISTS (SELECT 1 FROM {finding} AS f WHERE {f_matches_e} AND f.{state} = {missing})
            """);

    private static final SqlTemplate INSERT_NOT_DELETED = SqlTemplate.of(
            """
            INSERT INTO {finding} ({row}, {batch}, {state}, zenoti_sync_number, {match})
            SELECT CAST(NULL AS BIGINT), k.{batch}, {not_deleted}, 1, {k_match}
            FROM {renewed} AS k
            WHERE EXISTS (SELECT 1 FROM {target} AS t WHERE {t_matches_k})
              AND NOT EXISTS (SELECT 1 FROM {expected} AS e WHERE {e_matches_k})
            """);

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

    private static final SqlTemplate DOUBT_VERSIONS_OF_OTHERS = SqlTemplate.of(
            """
            UPDATE {finding}
            SET {state} = {of_others}
            FROM (
              SELECT {x_match}, min(x.{batch}) AS zenoti_sync_first, max(x.{batch}) AS zenoti_sync_last
              FROM {touched} AS x
              GROUP BY {x_match}
            ) AS k
            WHERE {finding_matches_k} AND {finding}.{state} = {different}
              AND (k.zenoti_sync_first <> {finding}.{batch} OR k.zenoti_sync_last <> {finding}.{batch})
            """);

    private static final SqlTemplate DOUBT_ALL_VERSIONS = SqlTemplate.of(
            """
            UPDATE {finding}
            SET {state} = {of_others}
            WHERE {state} = {different}
            """);

    private static final SqlTemplate DOUBT_SURPLUS = SqlTemplate.of(
            """
            UPDATE {finding}
            SET {state} = k.{state}
            FROM (
              SELECT f.{row}, max(f.{state}) AS {state}
              FROM {finding} AS f
              WHERE f.{state} IN ({undecided})
              GROUP BY f.{row}
            ) AS k
            WHERE {finding}.{state} = {surplus} AND {finding}.{row} = k.{row}
            """);

    private static final SqlTemplate COUNT_FINDINGS = SqlTemplate.of(
            """
            SELECT {batch}, {state}, sum(zenoti_sync_number)
            FROM {finding}
            GROUP BY {batch}, {state}
            """);

    private static final SqlTemplate COUNT_COLUMNS = SqlTemplate.of(
            """
            SELECT f.{batch}, {column_counts}
            FROM {finding} AS f
            JOIN {expected} AS e ON e.{row} = f.{row}
            JOIN {target} AS t ON {e_matches_t}
            WHERE f.{state} = {different} AND NOT EXISTS (
              SELECT 1
              FROM {finding} AS x
              WHERE x.{row} = f.{row} AND x.{state} = {surplus}
            )
            GROUP BY f.{batch}
            """);

    private static final SqlTemplate SELECT_KEYS = SqlTemplate.of(
            """
            SELECT f.{row}, f.{batch}, f.{state}, f.zenoti_sync_number{f_match}
            FROM {finding} AS f
            WHERE f.{state} <> {different}
            ORDER BY f.{batch}, f.{state}, f.{row}
            """);

    private static final SqlTemplate SELECT_DIFFERENT = SqlTemplate.of(
            """
            SELECT f.{row}, f.{batch}, {f_match_only}, {pairs}
            FROM {finding} AS f
            JOIN {expected} AS e ON e.{row} = f.{row}
            JOIN {target} AS t ON {e_matches_t}
            WHERE f.{state} = {different}
            ORDER BY f.{batch}, f.{row}
            """);

    private static final SqlTemplate SET_QUARANTINED = SqlTemplate.of(
            """
            UPDATE {finding}
            SET {state} = {quarantined}
            WHERE {row} IN ({rows}) AND {state} = {missing}
            """);

    private static final SqlTemplate INSERT_MISSING = SqlTemplate.of(
            """
            INSERT INTO {target} ({columns})
            SELECT {e_columns}
            FROM {expected} AS e
            JOIN {finding} AS f ON f.{row} = e.{row}
            WHERE f.{state} = {missing} AND f.{batch} IN ({batches})
            """);

    private static final SqlTemplate SELECT_REPLACEMENT = SqlTemplate.of(
            """
            SELECT {columns}
            FROM (
              SELECT {merged}, row_number() OVER (
                  PARTITION BY e.{row} ORDER BY CASE WHEN {e_same_t} THEN 0 ELSE 1 END) AS zenoti_sync_place
              FROM (
                SELECT DISTINCT {row}
                FROM {finding}
                WHERE {state} IN ({different}, {surplus}) AND {batch} IN ({batches})
              ) AS f
              JOIN {expected} AS e ON e.{row} = f.{row}
              JOIN {target} AS t ON {e_matches_t}
            ) AS r
            WHERE r.zenoti_sync_place = 1
            """);

    private static final SqlTemplate DELETE_REPLACED = SqlTemplate.of(
            """
            DELETE FROM {target}
            USING {replacement} AS k
            WHERE {target_matches_k}
            """);

    private static final SqlTemplate INSERT_REPLACEMENT = SqlTemplate.of(
            """
            INSERT INTO {target} ({columns})
            SELECT {columns}
            FROM {replacement}
            """);

    private static final SqlTemplate DELETE_NOT_DELETED = SqlTemplate.of(
            """
            DELETE FROM {target}
            USING {finding} AS f
            WHERE {target_matches_f} AND f.{state} = {not_deleted} AND f.{batch} IN ({batches})
            """);

    private final Warehouse warehouse;
    private final TableDefinition table;
    private final MergeTarget target;
    private final List<String> match;
    private final List<String> compared;

    /**
     * @param match columns that identify a row; empty for append-only facts
     * @param compared columns whose values are compared, at least one
     */
    public CompareSql(
            Warehouse warehouse,
            TableDefinition table,
            MergeTarget target,
            List<String> match,
            Collection<String> compared) {
        this.warehouse = warehouse;
        this.table = table;
        this.target = target;
        this.match = List.copyOf(match);
        this.compared = List.copyOf(compared);
    }

    /** What is wrong with a row; the value of a column of {@link #FINDING}. */
    public enum State {
        /** The target lacks an expected row. */
        MISSING(0),
        /** The target has other values. */
        DIFFERENT(1),
        /** The target has a row that a later table group has deleted. */
        NOT_DELETED(2),
        /** The target has a key more often than it is expected. */
        SURPLUS(3),
        /** The target lacks a row that is in the quarantine. */
        QUARANTINED(4),
        /** Undecided: several expected rows share the key, and the target has other rows of it. */
        SHARES_KEY(5),
        /** Undecided: files that may have changed the row are gone from the source. */
        FILES_GONE(6),
        /** Undecided: another POD or source may have brought the row of the target. */
        OF_OTHERS(7);

        private final int code;

        State(int code) {
            this.code = code;
        }

        /** By the value of the column. */
        public static State of(int value) {
            return Arrays.stream(values())
                    .filter(state -> state.code == value)
                    .findFirst()
                    .orElseThrow();
        }

        /** Those of rows of which it cannot be said whether the target is right, each for another reason. */
        public static Stream<State> undecided() {
            return Stream.of(SHARES_KEY, FILES_GONE, OF_OTHERS);
        }

        /** The name as reports have it: {@code notDeleted}. */
        public String id() {
            return switch (this) {
                case NOT_DELETED -> "notDeleted";
                case SHARES_KEY, FILES_GONE, OF_OTHERS -> "undecided";
                default -> name().toLowerCase(Locale.ROOT);
            };
        }

        String sql() {
            return Integer.toString(code);
        }
    }

    /** An empty table like the target, with batch and row. */
    public String noRowsOfTarget() {
        return fill(NO_ROWS_OF_TARGET);
    }

    /** Selects the columns of the target, and no row: to see their types, or to make a table with them. */
    public String selectNothing() {
        return selectNothing(target.sql());
    }

    /** Selects the columns of the expected rows, and no row: to see their types. */
    public String selectNothingExpected() {
        return selectNothing(warehouse.quote(EXPECTED));
    }

    private String selectNothing(String tableSql) {
        return SELECT_NOTHING.fill(name -> name.equals("table") ? tableSql : value(name));
    }

    /** Moves expected rows of a stage into a table with the types of the target. */
    public String convert(String stage) {
        return CONVERT.fill(name -> name.equals("stage") ? warehouse.quote(stage) : value(name));
    }

    /** Per batch: expected rows joined with the target's, those with a row there, those with an equal one. */
    public String countEqual() {
        return fill(COUNT_EQUAL);
    }

    /** Expected rows per batch. */
    public String countExpected() {
        return fill(COUNT_EXPECTED);
    }

    /** An empty table for the keys of later table groups. */
    public String noTouched() {
        return fill(NO_TOUCHED);
    }

    /** Notes the keys of the table group in the stage. */
    public String touch(int pod, long ordinal) {
        return TOUCH.fill(name -> switch (name) {
            case "pod" -> Integer.toString(pod);
            case "ordinal" -> Long.toString(ordinal);
            default -> value(name);
        });
    }

    /** The keys of expected rows that later table groups have. */
    public String selectRenewed() {
        return fill(SELECT_RENEWED);
    }

    /** Deletes the expected rows that later table groups say otherwise. */
    public String deleteRenewed() {
        return fill(DELETE_RENEWED);
    }

    /** Inserts what later table groups say instead; rows are numbered after a base. */
    public String insertRenewed(long base) {
        return INSERT_RENEWED.fill(name -> name.equals("base") ? Long.toString(base) : value(name));
    }

    /** The expected rows without exactly one equal row in the target. */
    public String selectSuspect() {
        return fill(SELECT_SUSPECT);
    }

    /** As {@link #selectSuspect}, but no row: if the target is known to be equal. */
    public String selectNoSuspect() {
        return fill(SELECT_SUSPECT) + "\nLIMIT 0";
    }

    /** The missing and the different ones of the suspect rows. */
    public String selectFinding() {
        return fill(SELECT_FINDING);
    }

    /** Lists the keys that the target has too often. */
    public String insertSurplus() {
        return fill(INSERT_SURPLUS);
    }

    /** Counts the suspect rows that match nothing, since their key or organizationid is NULL. */
    public String countWithoutKey() {
        return fill(COUNT_WITHOUT_KEY);
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
        boolean isKeyed = !match.isEmpty();
        return switch (name) {
            case "found_state" -> "CAST(" + State.MISSING.sql() + " AS INTEGER)";
            case "r_match" -> isKeyed ? ", " + columns(match, "r.") : "";
            case "u_match" -> isKeyed ? ", " + columns(match, "u.") : "";
            case "u_compared" -> columns(all(), "u.");
            case "e_without_key" -> isKeyed ? "\n    WHERE NOT (" + hasMatch("e.") + ")" : "";
            case "t_without_key" -> isKeyed ? "\n    WHERE NOT (" + hasMatch("t.") + ")" : "";
            default -> value(name);
        };
    }

    /** Selects a row if several expected rows share a key. */
    public String anyRepeated() {
        return fill(ANY_REPEATED);
    }

    /** The keys of several expected rows. */
    public String selectRepeated() {
        return fill(SELECT_REPEATED);
    }

    /** The number of these keys. */
    public String countRepeated() {
        return fill(COUNT_REPEATED);
    }

    /** Those of a fact whose rows in the target are not the same multiset. */
    public String selectUnclearMultisets() {
        return fill(SELECT_UNCLEAR_MULTISETS);
    }

    /** Those of a dimension whose row in the target is none of the expected versions. */
    public String selectUnclearVersions() {
        return fill(SELECT_UNCLEAR_VERSIONS);
    }

    /** Deletes the findings about keys of several rows, unless the target has none of them. */
    public String deleteUnclear() {
        return fill(DELETE_UNCLEAR);
    }

    /** Deletes the findings about keys of several rows. */
    public String deleteRepeated() {
        return fill(DELETE_REPEATED);
    }

    /** Of several versions of a dimension's row that is missing, the last one is kept. */
    public String deleteEarlierVersions() {
        return fill(DELETE_EARLIER_VERSIONS);
    }

    /** Lists the unclear rows as undecided. */
    public String insertUnclear() {
        return fill(INSERT_UNCLEAR);
    }

    /** Lists the keys that later table groups have deleted and the target still has. */
    public String insertNotDeleted() {
        return fill(INSERT_NOT_DELETED);
    }

    /** What no table group after an ordinal has decided is undecided. */
    public String doubtBefore(long ordinal) {
        return DOUBT_BEFORE.fill(name -> name.equals("ordinal") ? Long.toString(ordinal) : value(name));
    }

    /** Rows that another snapshot's POD brings, too: any version may be the last one. */
    public String doubtVersionsOfOthers() {
        return fill(DOUBT_VERSIONS_OF_OTHERS);
    }

    /** Different rows of a dimension that another POD or source may bring, too: any version may be the last one. */
    public String doubtAllVersions() {
        return fill(DOUBT_ALL_VERSIONS);
    }

    /** A key whose row is undecided is not surplus either. */
    public String doubtSurplus() {
        return fill(DOUBT_SURPLUS);
    }

    /** Findings per batch and state. */
    public String countFindings() {
        return fill(COUNT_FINDINGS);
    }

    /** Per batch, for each compared column the number of different rows that differ in it. */
    public String countColumns() {
        String counts = compared.stream()
                .map(column -> "sum(CASE WHEN " + same(column) + " THEN 0 ELSE 1 END)")
                .collect(Collectors.joining(", "));
        return COUNT_COLUMNS.fill(name -> name.equals("column_counts") ? counts : value(name));
    }

    /** Row, batch, state, number and key of all findings but the different rows. */
    public String selectKeys() {
        return fill(SELECT_KEYS);
    }

    /** Row, batch and key of the different rows, and for each compared column: 1 if equal, expected, found. */
    public String selectDifferent() {
        String pairs = compared.stream()
                .map(column -> "CASE WHEN " + same(column) + " THEN 1 ELSE 0 END, e." + warehouse.quote(column) + ", t."
                        + warehouse.quote(column))
                .collect(Collectors.joining(", "));
        return SELECT_DIFFERENT.fill(name -> name.equals("pairs") ? pairs : value(name));
    }

    /** Notes that missing rows are in the quarantine; its parameters are the numbers of the rows. */
    public String setQuarantined(int rows) {
        return SET_QUARANTINED.fill(name -> name.equals("rows") ? Jdbc.parameters(rows) : value(name));
    }

    /**
     * Inserts the missing rows into the target.
     *
     * @param batches only those of these snapshots, at least one
     */
    public String insertMissing(List<Integer> batches) {
        return fill(INSERT_MISSING, batches);
    }

    /**
     * One row for each key that is different or too often: the compared columns as expected, others as they are.
     *
     * @param batches only those of these snapshots, at least one
     */
    public String selectReplacement(List<Integer> batches) {
        Set<String> expected = new LinkedHashSet<>(compared);
        String merged = table.columnNames().stream()
                .map(column -> (expected.contains(column) ? "e." : "t.") + warehouse.quote(column))
                .collect(Collectors.joining(", "));
        return SELECT_REPLACEMENT.fill(
                name -> name.equals("merged") ? merged : name.equals("batches") ? list(batches) : value(name));
    }

    /** Deletes the target's rows that are replaced. */
    public String deleteReplaced() {
        return fill(DELETE_REPLACED);
    }

    /** Inserts the rows that replace them. */
    public String insertReplacement() {
        return fill(INSERT_REPLACEMENT);
    }

    /**
     * Deletes the target's rows that later table groups have deleted.
     *
     * @param batches only those of these snapshots, at least one
     */
    public String deleteNotDeleted(List<Integer> batches) {
        return fill(DELETE_NOT_DELETED, batches);
    }

    private String fill(SqlTemplate template, List<Integer> batches) {
        return template.fill(name -> name.equals("batches") ? list(batches) : value(name));
    }

    private static String list(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    private String fill(SqlTemplate template) {
        return template.fill(this::value);
    }

    /**
     * The value of a placeholder; null if there is none of that name. What begins with a letter and {@code _} is about
     * the table with that alias.
     */
    private @Nullable String value(String placeholder) {
        return switch (placeholder) {
            case "target" -> target.sql();
            case "expected" -> warehouse.quote(EXPECTED);
            case "later" -> warehouse.quote(LATER);
            case "touched" -> warehouse.quote(TOUCHED);
            case "renewed" -> warehouse.quote(RENEWED);
            case "suspect" -> warehouse.quote(SUSPECT);
            case "repeated" -> warehouse.quote(REPEATED);
            case "unclear" -> warehouse.quote(UNCLEAR);
            case "finding" -> warehouse.quote(FINDING);
            case "replacement" -> warehouse.quote(REPLACEMENT);
            case "stage" -> warehouse.quote(StageTable.NAME);
            case "batch" -> warehouse.quote(StageTable.BATCH.name());
            case "row" -> warehouse.quote(StageTable.ROW.name());
            case "state" -> "zenoti_sync_state";
            case "missing" -> State.MISSING.sql();
            case "different" -> State.DIFFERENT.sql();
            case "not_deleted" -> State.NOT_DELETED.sql();
            case "surplus" -> State.SURPLUS.sql();
            case "quarantined" -> State.QUARANTINED.sql();
            case "shares_key" -> State.SHARES_KEY.sql();
            case "files_gone" -> State.FILES_GONE.sql();
            case "of_others" -> State.OF_OTHERS.sql();
            case "undecided" -> State.undecided().map(State::sql).collect(Collectors.joining(", "));
            case "columns" -> columns(table.columnNames(), "");
            case "e_columns" -> columns(table.columnNames(), "e.");
            case "l_columns" -> columns(table.columnNames(), "l.");
            case "e_all" -> columns(all(), "e.");
            case "t_all" -> columns(all(), "t.");
            case "u_all" -> columns(all(), "u.");
            case "match" -> columns(match, "");
            case "e_match" -> columns(match, "e.");
            case "s_match" -> columns(match, "s.");
            case "x_match" -> columns(match, "x.");
            case "k_match" -> columns(match, "k.");
            case "u_match_only" -> columns(match, "u.");
            case "f_match_only" -> columns(match, "f.");
            case "f_match" -> match.isEmpty() ? "" : ", " + columns(match, "f.");
            case "first_match" -> warehouse.quote(match.get(0));
            case "e_matches_t" -> matches("e.", "t.");
            case "e_matches_x" -> matches("e.", "x.");
            case "e_matches_k" -> matches("e.", "k.");
            case "f_matches_e" -> matches("f.", "e.");
            case "l_matches_k" -> matches("l.", "k.");
            case "t_matches_k" -> matches("t.", "k.");
            case "expected_matches_k" -> matches(warehouse.quote(EXPECTED) + ".", "k.");
            case "finding_matches_k" -> matches(warehouse.quote(FINDING) + ".", "k.");
            case "x_matches_finding" -> matches("x.", warehouse.quote(FINDING) + ".");
            case "target_matches_k" -> matches(target.plainSql() + ".", "k.");
            case "target_matches_f" -> matches(target.plainSql() + ".", "f.");
            case "e_has_match" -> hasMatch("e.");
            case "s_has_match" -> hasMatch("s.");
            case "e_same_t" -> compared.stream().map(this::same).collect(Collectors.joining(" AND "));
            default -> null;
        };
    }

    /** The columns that are compared, and those of the key. */
    private List<String> all() {
        Set<String> all = new LinkedHashSet<>(match);
        all.addAll(compared);
        return List.copyOf(all);
    }

    private String same(String column) {
        return warehouse.isSame("e." + warehouse.quote(column), "t." + warehouse.quote(column));
    }

    private String columns(List<String> names, String prefix) {
        return names.stream().map(name -> prefix + warehouse.quote(name)).collect(Collectors.joining(", "));
    }

    private String matches(String left, String right) {
        return match.stream()
                .map(name -> left + warehouse.quote(name) + " = " + right + warehouse.quote(name))
                .collect(Collectors.joining(" AND "));
    }

    private String hasMatch(String prefix) {
        return match.stream()
                .map(name -> prefix + warehouse.quote(name) + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
    }
}
