package org.zenotisync.warehouse;

/** The statements that change the expected rows to those that later table groups leave. */
public final class LaterGroupsSql {

    private static final SqlTemplate NO_TOUCHED = SqlTemplate.of(
            """
            SELECT {match}, {small_zero} AS {batch}, {zero} AS zenoti_sync_ordinal
            FROM {target}
            WHERE 1 = 0
            """);

    private static final SqlTemplate TOUCH = SqlTemplate.of(
            """
            INSERT INTO {touched} ({match}, {batch}, zenoti_sync_ordinal)
            SELECT {distinct}{s_match}, {pod}, {ordinal}
            FROM {stage} AS s
            WHERE {s_has_match}
            """);

    private static final SqlTemplate SELECT_RENEWED = SqlTemplate.of(
            """
            SELECT {e_match}, min(e.{batch}) AS {batch}
            FROM {expected} AS e
            JOIN (SELECT DISTINCT {distinct_match} FROM {touched}) AS x ON {e_matches_x}
            GROUP BY {e_group_match}
            """);

    private static final MatchingRows DELETE_RENEWED =
            MatchingRows.delete("{expected}", "{renewed} AS k", "{expected_matches_k}");

    private static final SqlTemplate INSERT_RENEWED = SqlTemplate.of(
            """
            INSERT INTO {expected} ({columns}, {batch}, {row})
            SELECT {l_columns}, k.{batch}, {base} + row_number() OVER (ORDER BY l.{first_match})
            FROM {later} AS l
            JOIN {renewed} AS k ON {l_matches_k}
            """);

    private final CompareNames names;

    LaterGroupsSql(CompareNames names) {
        this.names = names;
    }

    /** An empty table for the keys of later table groups. */
    public String noTouched() {
        return names.fill(NO_TOUCHED);
    }

    /** Notes the keys of the table group in the stage. */
    public String touch(int pod, long ordinal) {
        return TOUCH.fill(name -> switch (name) {
            case "pod" -> Integer.toString(pod);
            case "ordinal" -> Long.toString(ordinal);
            default -> names.value(name);
        });
    }

    /** The keys of expected rows that later table groups have. */
    public String selectRenewed() {
        return names.fill(SELECT_RENEWED);
    }

    /** Deletes the expected rows that later table groups say otherwise. */
    public String deleteRenewed() {
        return names.fill(DELETE_RENEWED);
    }

    /** Inserts what later table groups say instead; rows are numbered after a base. */
    public String insertRenewed(long base) {
        return INSERT_RENEWED.fill(name -> name.equals("base") ? Long.toString(base) : names.value(name));
    }
}
