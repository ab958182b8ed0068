package org.zenotisync.warehouse;

import java.util.stream.Collectors;

/** The statements that count the findings, and select them for a report. */
public final class FindingReportSql {

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
              FROM {finding_again} AS x
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

    private final CompareNames names;

    FindingReportSql(CompareNames names) {
        this.names = names;
    }

    /** Findings per batch and state. */
    public String countFindings() {
        return names.fill(COUNT_FINDINGS);
    }

    /** Per batch, for each compared column the number of different rows that differ in it. */
    public String countColumns() {
        String counts = names.compared().stream()
                .map(column -> "sum(CASE WHEN " + names.same(column) + " THEN 0 ELSE 1 END)")
                .collect(Collectors.joining(", "));
        return COUNT_COLUMNS.fill(name -> name.equals("column_counts") ? counts : names.value(name));
    }

    /** Row, batch, state, number and key of all findings but the different rows. */
    public String selectKeys() {
        return names.fill(SELECT_KEYS);
    }

    /** Row, batch and key of the different rows, and for each compared column: 1 if equal, expected, found. */
    public String selectDifferent() {
        String pairs = names.compared().stream()
                .map(column -> "CASE WHEN " + names.same(column) + " THEN 1 ELSE 0 END, e."
                        + names.dialect().quote(column) + ", t."
                        + names.dialect().quote(column))
                .collect(Collectors.joining(", "));
        return SELECT_DIFFERENT.fill(name -> name.equals("pairs") ? pairs : names.value(name));
    }
}
