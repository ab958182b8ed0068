package org.zenotisync.warehouse;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The statements that bring the target to the expected rows. */
public final class RestoreSql {

    private static final String MISSING =
            """
            SELECT {e_columns}
            FROM {expected} AS e
            JOIN {finding} AS f ON f.{row} = e.{row}
            WHERE f.{state} = {missing} AND f.{batch} IN ({batches})
            """;

    private static final SqlTemplate SELECT_MISSING = SqlTemplate.of(MISSING);

    private static final SqlTemplate INSERT_MISSING = SqlTemplate.of("INSERT INTO {target} ({columns})\n" + MISSING);

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

    private static final MatchingRows DELETE_REPLACED =
            MatchingRows.delete("{target}", "{replacement} AS k", "{target_matches_k}");

    private static final SqlTemplate INSERT_REPLACEMENT = SqlTemplate.of(
            """
            INSERT INTO {target} ({columns})
            SELECT {columns}
            FROM {replacement}
            """);

    private static final MatchingRows DELETE_NOT_DELETED = MatchingRows.delete(
            "{target}",
            "{finding} AS f",
            "{target_matches_f} AND f.{state} = {not_deleted} AND f.{batch} IN ({batches})");

    private final CompareNames names;

    RestoreSql(CompareNames names) {
        this.names = names;
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
     * The missing rows, also after they were inserted.
     *
     * @param batches only those of these snapshots, at least one
     */
    public String selectMissing(List<Integer> batches) {
        return fill(SELECT_MISSING, batches);
    }

    /**
     * One row for each key that is different or too often: the compared columns as expected, others as they are.
     *
     * @param batches only those of these snapshots, at least one
     */
    public String selectReplacement(List<Integer> batches) {
        Set<String> expected = new LinkedHashSet<>(names.compared());
        String merged = names.table().columnNames().stream()
                .map(column -> (expected.contains(column) ? "e." : "t.")
                        + names.dialect().quote(column))
                .collect(Collectors.joining(", "));
        return SELECT_REPLACEMENT.fill(
                name -> name.equals("merged") ? merged : name.equals("batches") ? list(batches) : names.value(name));
    }

    /** Deletes the target's rows that are replaced. */
    public String deleteReplaced() {
        return names.fill(DELETE_REPLACED);
    }

    /** Inserts the rows that replace them. */
    public String insertReplacement() {
        return names.fill(INSERT_REPLACEMENT);
    }

    /**
     * Deletes the target's rows that later table groups have deleted.
     *
     * @param batches only those of these snapshots, at least one
     */
    public String deleteNotDeleted(List<Integer> batches) {
        return DELETE_NOT_DELETED.fill(
                names.dialect(), name -> name.equals("batches") ? list(batches) : names.value(name));
    }

    private String fill(SqlTemplate template, List<Integer> batches) {
        return template.fill(name -> name.equals("batches") ? list(batches) : names.value(name));
    }

    private static String list(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
