package org.zenotisync.warehouse;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.TableDefinition;

/**
 * The statements that bring a stage into its target: set-based, one pass per table group over all its logids, every
 * column named. Feed documentation, "Sample code to consume CSV files", with the order of logids kept.
 *
 * <p>Each database has one class of them, which has the statements that differ and overrides what else it must write in
 * another way. {@link #value} lists the placeholders. A row is <em>voided</em> if it has void=1, and <em>live</em> if
 * it has void=0.
 */
public abstract class MergeSql {

    private static final SqlTemplate INSERT_ALL = SqlTemplate.of(
            """
            INSERT INTO {target} ({columns})
            SELECT {s_columns}
            FROM {stage} AS s
            """);

    private static final SqlTemplate INSERT_LIVE = SqlTemplate.of(
            """
            INSERT INTO {target} ({columns})
            SELECT {s_columns}
            FROM {stage} AS s
            WHERE NOT ({s_is_void})
            """);

    private static final SqlTemplate INSERT_LIVE_BY_LOGIDS = SqlTemplate.of(
            """
            INSERT INTO {target} ({columns})
            SELECT {s_columns}
            FROM {stage} AS s
            LEFT JOIN (
              SELECT {x_match}, max(x.{batch}) AS zenoti_sync_last_batch
              FROM {stage_again} AS x
              WHERE {x_is_void}
              GROUP BY {x_group_match}
            ) AS v ON {s_matches_v}
            WHERE NOT ({s_is_void})
              AND (v.zenoti_sync_last_batch IS NULL OR v.zenoti_sync_last_batch <= s.{batch})
            """);

    private static final SqlTemplate COUNT_SUPERSEDED = SqlTemplate.of(
            """
            SELECT count(*)
            FROM {stage} AS s
            JOIN (
              SELECT {x_match}, max(x.{batch}) AS zenoti_sync_last_batch
              FROM {stage_again} AS x
              WHERE {x_is_void}
              GROUP BY {x_group_match}
            ) AS v ON {s_matches_v}
            WHERE NOT ({s_is_void}) AND v.zenoti_sync_last_batch > s.{batch}
            """);

    private static final SqlTemplate COUNT_FACT_REPEATS = SqlTemplate.of(
            """
            SELECT coalesce(sum(r.repeats), 0)
            FROM (
              SELECT count(*) - 1 AS repeats
              FROM {stage} AS s
              WHERE {s_has_match} AND NOT ({s_is_void})
              GROUP BY {s_group_match}, s.{batch}
              HAVING count(*) > 1
            ) AS r
            """);

    private static final SqlTemplate COUNT_DIMENSION_REPEATS = SqlTemplate.of(
            """
            SELECT coalesce(sum(r.repeats), 0)
            FROM (
              SELECT count(*) - 1 AS repeats
              FROM {stage} AS s
              WHERE {s_has_match}
              GROUP BY {s_group_match}, CASE WHEN s.{batch} < 0 THEN -1 - s.{batch} ELSE s.{batch} END
              HAVING count(*) > 1
            ) AS r
            """);

    private static final SqlTemplate COUNT_TARGET_REPEATS = SqlTemplate.of(
            """
            SELECT coalesce(sum(r.repeats), 0)
            FROM (
              SELECT count(*) - 1 AS repeats
              FROM {target} AS s
              WHERE {s_has_match}
              GROUP BY {s_match_grouped}
              HAVING count(*) > 1
            ) AS r
            """);

    private static final SqlTemplate COUNT_TARGET_KEYS = SqlTemplate.of(
            """
            SELECT count({first_match}), count(DISTINCT {first_match_counted})
            FROM {target}
            """);

    private static final SqlTemplate COUNT_TARGET_NULLS = SqlTemplate.of(
            """
            SELECT count(*)
            FROM {target} AS s
            WHERE ({any_is_null})
            """);

    private static final SqlTemplate COUNT_TARGET_VOIDED = SqlTemplate.of(
            """
            SELECT count(*)
            FROM {target} AS s
            WHERE {s_is_void}
            """);

    private static final SqlTemplate COUNT_TARGET = SqlTemplate.of("SELECT count(*) FROM {target}");

    private static final SqlTemplate COUNT_NULLS = SqlTemplate.of(
            """
            SELECT count(*)
            FROM {stage} AS s
            WHERE ({any_is_null})
            """);

    private static final SqlTemplate COUNT_LIVE_NULLS = SqlTemplate.of(
            """
            SELECT count(*)
            FROM {stage} AS s
            WHERE ({any_is_null}) AND NOT ({s_is_void})
            """);

    private static final SqlTemplate COUNT_UNMATCHABLE = SqlTemplate.of(
            """
            SELECT count(*)
            FROM {stage} AS s
            WHERE NOT ({s_has_match})
            """);

    private static final SqlTemplate COUNT_STAGED =
            SqlTemplate.of("""
            SELECT count(*), 0, 0
            FROM {stage} AS s
            """);

    private static final SqlTemplate COUNT_STAGED_BY_VOID = SqlTemplate.of(
            """
            SELECT count(*), count(CASE WHEN {s_is_void} THEN 1 END), count(CASE WHEN {s_has_bad_void} THEN 1 END)
            FROM {stage} AS s
            """);

    private static final SqlTemplate COUNT_MATCHED = SqlTemplate.of(
            """
            SELECT count(*)
            FROM {stage} AS s
            WHERE EXISTS (SELECT 1 FROM {target} AS t WHERE {t_matches_s})
            """);

    private static final SqlTemplate COUNT_KEYS_ONLY = SqlTemplate.of(
            """
            SELECT count(*)
            FROM {stage} AS s
            WHERE s.{batch} < 0
            """);

    private static final SqlTemplate COUNT_MATCHED_BY_KEYS_ONLY = SqlTemplate.of(
            """
            SELECT count(*)
            FROM {stage} AS s
            WHERE s.{batch} < 0 AND EXISTS (SELECT 1 FROM {target} AS t WHERE {t_matches_s})
            """);

    private static final SqlTemplate INSERT_ALL_BUT_KEYS_ONLY = SqlTemplate.of(
            """
            INSERT INTO {target} ({columns})
            SELECT {s_columns}
            FROM {stage} AS s
            WHERE s.{batch} >= 0
            """);

    private static final SqlTemplate DELETE_STAGED_VOIDS =
            SqlTemplate.of("""
            DELETE FROM {stage}
            WHERE {stage_is_void}
            """);

    private static final SqlTemplate SELECT_NO_MATCH = SqlTemplate.of("SELECT {match} FROM {target}");
    private static final SqlTemplate DELETE_TARGET = SqlTemplate.of("DELETE FROM {target}");

    private static final String VOID = "void";
    private static final String ORGANIZATION = "organizationid";

    private final Dialect dialect;
    private final TableDefinition table;
    private final String target;
    private final String stage;
    private final List<String> match;

    /**
     * @param match columns that identify a row, see {@link #factMatch} for facts; may be empty for append-only facts
     */
    protected MergeSql(Dialect dialect, TableDefinition table, MergeTarget target, List<String> match) {
        this.dialect = Objects.requireNonNull(dialect);
        this.table = table;
        this.target = target.sql();
        this.stage = dialect.temporary(StageTable.NAME);
        this.match = List.copyOf(match);
    }

    /** The columns that identify a fact's row: key and organizationid ("based on primary key, organization ID"). */
    public static List<String> factMatch(TableDefinition table, List<String> key) {
        if (key.contains(ORGANIZATION) || !table.has(ORGANIZATION)) {
            return key;
        }
        return Stream.concat(key.stream(), Stream.of(ORGANIZATION)).toList();
    }

    /** The columns that identify a row; empty for append-only facts. */
    public List<String> match() {
        return match;
    }

    /** Deletes the target's rows that match a voided row of any logid. */
    public abstract String deleteVoided();

    /** Deletes the target's rows that match any row of the stage: a dimension's update, and a fact's replay. */
    public abstract String deleteAllStaged();

    /** Inserts all staged rows. */
    public String insertAll() {
        return fill(INSERT_ALL);
    }

    /** Inserts the live rows of a stage in which no row of a later logid voids a row of an earlier one. */
    public String insertLive() {
        return fill(INSERT_LIVE);
    }

    /** Inserts the live rows whose key no later logid of the table group voids. */
    public String insertLiveByLogids() {
        return fill(INSERT_LIVE_BY_LOGIDS);
    }

    /** Counts the live rows that {@link #insertLiveByLogids} leaves out. */
    public String countSuperseded() {
        return fill(COUNT_SUPERSEDED);
    }

    /** Counts the live rows that share their key with an earlier live row of the same logid. */
    public String countFactRepeats() {
        return fill(COUNT_FACT_REPEATS);
    }

    /** Counts the rows that share their key with an earlier row of the same logid. */
    public String countDimensionRepeats() {
        return fill(COUNT_DIMENSION_REPEATS);
    }

    /** Counts the stage's rows that have a NULL in any of some columns. */
    public String countNulls(List<String> columns) {
        return fillNulls(COUNT_NULLS, columns);
    }

    /** Counts the stage's live rows that have a NULL in any of some columns. */
    public String countLiveNulls(List<String> columns) {
        return fillNulls(COUNT_LIVE_NULLS, columns);
    }

    private String fillNulls(SqlTemplate template, List<String> columns) {
        String anyIsNull = columns.stream()
                .map(column -> "s." + dialect.quote(column) + " IS NULL")
                .collect(Collectors.joining(" OR "));
        return template.fill(name -> name.equals("any_is_null") ? anyIsNull : value(name));
    }

    /** Counts the stage's rows that match nothing, since their key or organizationid is NULL. */
    public String countUnmatchable() {
        return fill(COUNT_UNMATCHABLE);
    }

    /** Counts the stage's rows where void has no meaning; gives the three numbers of {@link #countStagedByVoid}. */
    public String countStaged() {
        return fill(COUNT_STAGED);
    }

    /** Counts the stage's rows: all, the voided ones, and those whose void is neither 0 nor 1. */
    public String countStagedByVoid() {
        return fill(COUNT_STAGED_BY_VOID);
    }

    /** Counts the staged rows whose key the target has. */
    public String countMatched() {
        return fill(COUNT_MATCHED);
    }

    /** Counts the staged rows that have their key only, see {@link StageTable#keyOnly}. */
    public String countKeysOnly() {
        return fill(COUNT_KEYS_ONLY);
    }

    /** Counts those of them whose key the target has. */
    public String countMatchedByKeysOnly() {
        return fill(COUNT_MATCHED_BY_KEYS_ONLY);
    }

    /** Inserts all staged rows but those that have their key only. */
    public String insertAllButKeysOnly() {
        return fill(INSERT_ALL_BUT_KEYS_ONLY);
    }

    /** Deletes the stage's voided rows. */
    public String deleteStagedVoids() {
        return fill(DELETE_STAGED_VOIDS);
    }

    /** Deletes the stage's rows whose key a later row has, too: the last one wins. */
    public abstract String deleteOutdatedStaged();

    /**
     * Counts the target's rows by the first column of their key, all and different ones; NULL counts as neither. If
     * both are the same number, no two rows share their key, whatever its other columns: much cheaper to find out than
     * {@link #countTargetRepeats}.
     */
    public String countTargetKeys() {
        return fill(COUNT_TARGET_KEYS);
    }

    /** Counts the target's rows that share their key with another one. */
    public String countTargetRepeats() {
        return fill(COUNT_TARGET_REPEATS);
    }

    /** Counts the target's rows. */
    public String countTarget() {
        return fill(COUNT_TARGET);
    }

    /** Counts the target's rows that have a NULL in any of some columns. */
    public String countTargetNulls(List<String> columns) {
        return fillNulls(COUNT_TARGET_NULLS, columns);
    }

    /** Counts the target's voided rows. */
    public String countTargetVoided() {
        return fill(COUNT_TARGET_VOIDED);
    }

    /** Selects the columns of the target that identify a row, and no row: to see their types. */
    public String selectNoMatch() {
        return dialect.noRowOf(fill(SELECT_NO_MATCH));
    }

    /** Selects a row if the target has any. */
    public String anyTargetRow() {
        return dialect.anyRow(target);
    }

    /** Deletes all of the target's rows. */
    public String deleteTarget() {
        return fill(DELETE_TARGET);
    }

    /**
     * Prepares a statement that reads the stage several times: {@link #insertLiveByLogids}, {@link #countSuperseded},
     * {@link #deleteOutdatedStaged}.
     *
     * @return the statement
     */
    public final String prepared(Connection connection, String statement) throws SQLException {
        List<String> columns = new ArrayList<>(match);
        columns.addAll(List.of(StageTable.BATCH.name(), StageTable.ROW.name()));
        if (table.has(VOID) && !match.contains(VOID)) {
            columns.add(VOID);
        }
        return RepeatedReads.prepared(connection, dialect, statement, columns);
    }

    /** A statement about this stage and target. */
    protected final String fill(SqlTemplate template) {
        return template.fill(this::value);
    }

    /**
     * The value of a placeholder; null if there is none of that name. What begins with {@code s_}, {@code x_}, … is
     * about the table with that alias; the columns that <em>match</em> are those that identify a row.
     */
    protected @Nullable String value(String placeholder) {
        return switch (placeholder) {
            case "target" -> target;
            case "stage" -> stage;
            case "stage_again" -> dialect.temporaryAgain(StageTable.NAME, 2);
            case "batch" -> dialect.quote(StageTable.BATCH.name());
            case "row" -> dialect.quote(StageTable.ROW.name());
            case "columns" -> columns(table.columnNames(), "");
            case "s_columns" -> columns(table.columnNames(), "s.");
            case "match" -> columns(match, "");
            case "s_match" -> columns(match, "s.");
            case "x_match" -> columns(match, "x.");
            case "s_match_grouped" ->
                match.stream().map(name -> grouped("s.", name)).collect(Collectors.joining(", "));
            case "s_group_match" -> groupedKey("s.");
            case "x_group_match" -> groupedKey("x.");
            case "first_match" -> dialect.quote(match.get(0));
            case "first_match_counted" ->
                dialect.counted(
                        dialect.quote(match.get(0)), table.column(match.get(0)).type());
            case "s_matches_v" -> matches("s.", "v.");
            case "t_matches_s" -> targetMatches("t.", "s.");
            case "target_matches_d" -> targetMatches(target + ".", "d.");
            case "stage_matches_d" -> matches(stage + ".", "d.");
            case "s_has_match" ->
                match.stream()
                        .map(column -> "s." + dialect.quote(column) + " IS NOT NULL")
                        .collect(Collectors.joining(" AND "));
            case "s_is_void" -> isVoid("s.");
            case "x_is_void" -> isVoid("x.");
            case "stage_is_void" -> isVoid(stage + ".");
            case "s_has_bad_void" -> hasBadVoid("s.");
            default -> null;
        };
    }

    private String grouped(String prefix, String name) {
        return dialect.grouped(prefix + dialect.quote(name), table.column(name).type());
    }

    private String isVoid(String prefix) {
        String column = prefix + dialect.quote(VOID);
        return isVoidBoolean() ? dialect.isTrue(column) : column + " = 1";
    }

    private String hasBadVoid(String prefix) {
        String column = prefix + dialect.quote(VOID);
        return isVoidBoolean() ? column + " IS NULL" : column + " IS NULL OR " + column + " < 0 OR " + column + " > 1";
    }

    private boolean isVoidBoolean() {
        return table.column(VOID).type().kind() == ColumnType.Kind.BOOLEAN;
    }

    private String columns(List<String> names, String prefix) {
        return names.stream().map(name -> prefix + dialect.quote(name)).collect(Collectors.joining(", "));
    }

    private String targetMatches(String ofTarget, String own) {
        return match.stream()
                .map(name -> dialect.isEqual(
                        ofTarget + dialect.quote(name),
                        dialect.ofOwnTable(
                                own + dialect.quote(name), table.column(name).type()),
                        table.column(name).type()))
                .collect(Collectors.joining(" AND "));
    }

    private String groupedKey(String prefix) {
        return match.stream()
                .map(name -> dialect.groupedKey(
                        prefix + dialect.quote(name), table.column(name).type()))
                .collect(Collectors.joining(", "));
    }

    /** Compares the columns that identify a row; both sides are prefixes of column names. */
    protected final String matches(String left, String right) {
        return match.stream()
                .map(name -> dialect.isEqual(
                        left + dialect.quote(name),
                        right + dialect.quote(name),
                        table.column(name).type()))
                .collect(Collectors.joining(" AND "));
    }
}
