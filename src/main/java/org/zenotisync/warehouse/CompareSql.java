package org.zenotisync.warehouse;

import java.util.List;
import java.util.Set;
import org.zenotisync.model.TableDefinition;

/**
 * The statements that compare expected rows with a target, and bring the target to them, by subject. Expected rows are
 * in the temporary table {@link CompareTables#EXPECTED}, a stage whose batch is the ordinal of the snapshot that a row
 * comes from. What differs is listed in {@link CompareTables#FINDING}.
 *
 * <p>Where databases differ, the {@link Dialect} says how a part of them is written. {@link CompareNames#value} lists
 * the placeholders.
 */
public final class CompareSql {

    private final CompareNames names;

    /**
     * @param match columns that identify a row; empty for append-only facts
     * @param compared columns whose values are compared, at least one
     * @param rivals batches of which several may have the same rows
     */
    public CompareSql(
            Dialect dialect,
            TableDefinition table,
            MergeTarget target,
            List<String> match,
            List<String> compared,
            Set<Integer> rivals) {
        names = new CompareNames(dialect, table, target, match, compared, rivals);
    }

    /** Holding the expected rows, and comparing all of them. */
    public ExpectedRowsSql expectedRows() {
        return new ExpectedRowsSql(names);
    }

    /** Applying later table groups. */
    public LaterGroupsSql laterGroups() {
        return new LaterGroupsSql(names);
    }

    /** Listing what differs. */
    public FindingSql finding() {
        return new FindingSql(names);
    }

    /** Rows that several snapshots have. */
    public CopiesSql copies() {
        return new CopiesSql(names);
    }

    /** Keys that several expected rows have. */
    public RepeatedKeysSql repeatedKeys() {
        return new RepeatedKeysSql(names);
    }

    /** Findings that are undecided, or no difference. */
    public DoubtSql doubt() {
        return new DoubtSql(names);
    }

    /** Counting and selecting the findings. */
    public FindingReportSql report() {
        return new FindingReportSql(names);
    }

    /** Bringing the target to the expected rows. */
    public RestoreSql restore() {
        return new RestoreSql(names);
    }
}
