package org.zenotisync.warehouse;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.TableDefinition;

/**
 * The statements that bring a stage into its target: set-based, one pass per table group over all its logids, every
 * column named. Written in the SQL that PostgreSQL, Redshift and DuckDB share. Feed documentation, "Sample code to
 * consume CSV files", with the order of logids kept.
 */
public class MergeSql {

    private static final String VOID = "void";
    private static final String ORGANIZATION = "organizationid";

    private final Warehouse warehouse;
    private final TableDefinition table;
    private final String target;
    private final String stage;
    private final List<String> match;
    private final String batch;
    private final String row;

    /**
     * @param targetTable name of the target table
     * @param match columns that identify a row, see {@link #factMatch} for facts; may be empty for append-only facts
     */
    public MergeSql(Warehouse warehouse, TableDefinition table, String targetTable, List<String> match) {
        this.warehouse = Objects.requireNonNull(warehouse);
        this.table = table;
        this.target = warehouse.qualified(targetTable);
        this.stage = warehouse.quote(StageTable.NAME);
        this.match = List.copyOf(match);
        this.batch = warehouse.quote(StageTable.BATCH.name());
        this.row = warehouse.quote(StageTable.ROW.name());
    }

    /** What a fact's row is found by: key and organizationid ("based on primary key, organization ID"). */
    public static List<String> factMatch(TableDefinition table, List<String> key) {
        if (key.contains(ORGANIZATION) || !table.has(ORGANIZATION)) {
            return key;
        }
        return Stream.concat(key.stream(), Stream.of(ORGANIZATION)).toList();
    }

    /** Columns that a row is found by; empty for append-only facts. */
    public List<String> match() {
        return match;
    }

    /** Deletes the target's rows that a void=1 row of any logid names. */
    public String deleteVoided() {
        return delete(" WHERE " + isVoid("s"));
    }

    /** Deletes the target's rows that any row of the stage names: a dimension's update, and a fact's replay. */
    public String deleteAllStaged() {
        return delete("");
    }

    /**
     * Deletes the target's rows that rows of the stage name, once or several times.
     *
     * @param condition on the stage's rows, as {@code s}; empty for all
     */
    protected String delete(String condition) {
        return "DELETE FROM " + target + " USING (SELECT DISTINCT " + columns(match, "s.") + " FROM " + stage + " AS s"
                + condition + ") AS d WHERE " + equal(match, target + ".", "d.");
    }

    /** Inserts the void=0 rows whose key no later logid of the group voids. */
    public String insertLive(boolean severalBatches) {
        String insert = insertFrom("") + " WHERE NOT (" + isVoid("s") + ")";
        if (!severalBatches) {
            return insert;
        }
        return insertFrom(" LEFT JOIN " + lastVoids() + " ON " + equal(match, "s.", "v.")) + " WHERE NOT ("
                + isVoid("s") + ") AND (v.zenoti_sync_last_batch IS NULL OR v.zenoti_sync_last_batch <= s." + batch
                + ")";
    }

    /** Counts the void=0 rows that {@link #insertLive} leaves out. */
    public String countSuperseded() {
        return "SELECT count(*) FROM " + stage + " AS s JOIN " + lastVoids() + " ON " + equal(match, "s.", "v.")
                + " WHERE NOT (" + isVoid("s") + ") AND v.zenoti_sync_last_batch > s." + batch;
    }

    private String lastVoids() {
        return "(SELECT " + columns(match, "x.") + ", max(x." + batch + ") AS zenoti_sync_last_batch FROM " + stage
                + " AS x WHERE " + isVoid("x") + " GROUP BY " + columns(match, "x.") + ") AS v";
    }

    /** Counts the rows that share their key with an earlier void=0 row of the same logid. */
    public String countFactRepeats() {
        return countRepeats(" AND NOT (" + isVoid("s") + ")");
    }

    /** Counts the rows that share their key with an earlier row of the same logid. */
    public String countDimensionRepeats() {
        return countRepeats("");
    }

    /**
     * Counts the stage's rows that have a NULL in some columns.
     *
     * @param onlyLive whether only rows with void=0 count
     */
    public String countNulls(List<String> columns, boolean onlyLive) {
        String anyNull = columns.stream()
                .map(column -> "s." + warehouse.quote(column) + " IS NULL")
                .collect(Collectors.joining(" OR ", "(", ")"));
        return "SELECT count(*) FROM " + stage + " AS s WHERE " + anyNull
                + (onlyLive ? " AND NOT (" + isVoid("s") + ")" : "");
    }

    /** Counts the stage's rows that match nothing, since their key or organizationid is NULL. */
    public String countUnmatchable() {
        return "SELECT count(*) FROM " + stage + " AS s WHERE NOT (" + hasMatch() + ")";
    }

    /**
     * Counts the stage's rows: all, those with void=1, and those of which void is neither 0 nor 1.
     *
     * @param isVoidMeant whether void says what becomes of a row
     */
    public String countStaged(boolean isVoidMeant) {
        if (!isVoidMeant) {
            return "SELECT count(*), 0, 0 FROM " + stage + " AS s";
        }
        String column = "s." + warehouse.quote(VOID);
        String isBad = table.column(VOID).type().kind() == ColumnType.Kind.BOOLEAN
                ? column + " IS NULL"
                : column + " IS NULL OR " + column + " < 0 OR " + column + " > 1";
        return "SELECT count(*), " + countIf(isVoid("s")) + ", " + countIf(isBad) + " FROM " + stage + " AS s";
    }

    private static String countIf(String condition) {
        return "count(CASE WHEN " + condition + " THEN 1 END)";
    }

    /** Deletes the stage's rows with void=1. */
    public String deleteStagedVoids() {
        return "DELETE FROM " + stage + " WHERE " + isVoid(stage);
    }

    private String hasMatch() {
        return match.stream()
                .map(c -> "s." + warehouse.quote(c) + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
    }

    /**
     * Counts the target's rows by the first column of their key, all and different ones; NULL counts as neither. If both
     * are the same number, no two rows share their key, whatever its other columns: much cheaper to find out than
     * {@link #countTargetRepeats}.
     */
    public String countTargetKeys() {
        String first = warehouse.quote(match.get(0));
        return "SELECT count(" + first + "), count(DISTINCT " + first + ") FROM " + target;
    }

    /** Counts the target's rows that share their key with another one. */
    public String countTargetRepeats() {
        return "SELECT coalesce(sum(r.repeats), 0) FROM (SELECT count(*) - 1 AS repeats FROM " + target + " AS s WHERE "
                + hasMatch() + " GROUP BY " + columns(match, "s.") + " HAVING count(*) > 1) AS r";
    }

    /** Selects the columns of the target that identify a row, and no row: to see their types. */
    public String selectNoMatch() {
        return "SELECT " + columns(match, "") + " FROM " + target + " LIMIT 0";
    }

    /** Finds out whether the target has a row. */
    public String anyTargetRow() {
        return "SELECT 1 FROM " + target + " LIMIT 1";
    }

    /** Deletes all of the target's rows. */
    public String deleteTarget() {
        return "DELETE FROM " + target;
    }

    private String countRepeats(String condition) {
        return "SELECT coalesce(sum(r.repeats), 0) FROM (SELECT count(*) - 1 AS repeats FROM " + stage + " AS s WHERE "
                + hasMatch() + condition + " GROUP BY " + columns(match, "s.") + ", s." + batch
                + " HAVING count(*) > 1) AS r";
    }

    /** Deletes the stage's rows whose key comes again further down: the last one wins. */
    public String deleteOutdatedStaged() {
        return "DELETE FROM " + stage + " USING (SELECT " + columns(match, "s.") + ", max(s." + row
                + ") AS zenoti_sync_last_row FROM "
                + stage + " AS s GROUP BY " + columns(match, "s.") + " HAVING count(*) > 1) AS d WHERE "
                + equal(match, stage + ".", "d.") + " AND " + stage + "." + row + " < d.zenoti_sync_last_row";
    }

    /** Counts the staged rows whose key the target has. */
    public String countMatched() {
        return "SELECT count(*) FROM " + stage + " AS s WHERE EXISTS (SELECT 1 FROM " + target + " AS t WHERE "
                + equal(match, "t.", "s.") + ")";
    }

    /** Inserts all staged rows. */
    public String insertAll() {
        return insertFrom("");
    }

    private String insertFrom(String join) {
        return "INSERT INTO " + target + " (" + columns(table.columnNames(), "") + ") SELECT "
                + columns(table.columnNames(), "s.") + " FROM " + stage + " AS s" + join;
    }

    private String isVoid(String alias) {
        String column = alias + "." + warehouse.quote(VOID);
        return table.column(VOID).type().kind() == ColumnType.Kind.BOOLEAN ? column : column + " = 1";
    }

    private String columns(List<String> names, String prefix) {
        return names.stream().map(name -> prefix + warehouse.quote(name)).collect(Collectors.joining(", "));
    }

    /** Compares the columns that identify a row; both sides are prefixes of column names. */
    protected final String matches(String left, String right) {
        return equal(match, left, right);
    }

    private String equal(List<String> names, String left, String right) {
        return names.stream()
                .map(name -> left + warehouse.quote(name) + " = " + right + warehouse.quote(name))
                .collect(Collectors.joining(" AND "));
    }
}
