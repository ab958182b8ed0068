package org.zenotisync.config;

import java.util.List;

/**
 * How the target is verified against monthly snapshots.
 *
 * @param when whether the sync does it automatically
 * @param ignoredColumns columns that are not compared
 */
public record VerifyConfig(VerifyWhen when, List<ColumnGlob> ignoredColumns) {

    /** When a verification starts automatically. */
    public enum VerifyWhen {
        /** Never. */
        OFF,
        /** After the first cycle that finds a new snapshot that can be compared. */
        ON_NEW_SNAPSHOT
    }

    /** Whether snapshots are verified automatically. */
    public boolean isAutomatic() {
        return when == VerifyWhen.ON_NEW_SNAPSHOT;
    }

    /**
     * Whether a column is not compared.
     *
     * @param table folded table name
     * @param column folded column name
     */
    public boolean ignores(String table, String column) {
        return ignoredColumns.stream().anyMatch(glob -> glob.fitsTable(table) && glob.fitsColumn(column));
    }
}
