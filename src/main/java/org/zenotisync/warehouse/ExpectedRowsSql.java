package org.zenotisync.warehouse;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The statements that hold the expected rows of the snapshots, and compare all of them with the target. */
public final class ExpectedRowsSql {

    private static final SqlTemplate NO_ROWS_OF_TARGET = SqlTemplate.of(
            """
            SELECT {columns}, {small_zero} AS {batch}, {zero} AS {row}
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
            SELECT {columns}, {batch}{more_batches}, {row}{more_rows}
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

    private static final SqlTemplate ANY_REPEATED = SqlTemplate.of(
            """
            SELECT 1
            FROM {expected} AS e
            WHERE {e_has_match}
            GROUP BY {e_group_match}
            HAVING count(*) > 1
            """);

    private final CompareNames names;

    ExpectedRowsSql(CompareNames names) {
        this.names = names;
    }

    /** An empty table like the target, with batch and row. */
    public String noRowsOfTarget() {
        return names.fill(NO_ROWS_OF_TARGET);
    }

    /** Selects the columns of the target, and no row: to see their types, or to make a table with them. */
    public String selectNothing() {
        return selectNothing(names.target().sql());
    }

    /** Selects the columns of the expected rows, and no row: to see their types. */
    public String selectNothingExpected() {
        return selectNothing(names.dialect().temporary(CompareTables.EXPECTED));
    }

    private String selectNothing(String tableSql) {
        return SELECT_NOTHING.fill(name -> name.equals("table") ? tableSql : names.value(name));
    }

    /**
     * Moves expected rows of a stage into a table with the types of the target.
     *
     * @param batches number of snapshots whose rows are there already
     * @param rows number of rows that are there already
     */
    public String convert(String stage, int batches, long rows) {
        return CONVERT.fill(name -> switch (name) {
            case "stage" -> names.dialect().temporary(stage);
            case "more_batches" -> batches == 0 ? "" : " + " + batches;
            case "more_rows" -> rows == 0 ? "" : " + " + rows;
            default -> names.value(name);
        });
    }

    /** Per batch: expected rows joined with the target's, those with a row there, those with an equal one. */
    public String countEqual() {
        return names.fill(COUNT_EQUAL);
    }

    /** Expected rows per batch. */
    public String countExpected() {
        return names.fill(COUNT_EXPECTED);
    }

    /** The number of expected rows of each of some batches. */
    public List<Long> counts(Connection connection, int batches) throws SQLException {
        Map<Integer, Long> counts = new HashMap<>();
        Jdbc.query(connection, countExpected(), row -> counts.put(row.getInt(1), row.getLong(2)));
        return IntStream.range(0, batches)
                .mapToObj(batch -> counts.getOrDefault(batch, 0L))
                .toList();
    }

    /** Selects a row if several expected rows share a key. */
    public String anyRepeated() {
        return names.dialect().anyRowOf(names.fill(ANY_REPEATED));
    }
}
