package org.zenotisync.config;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.zenotisync.model.TableNames;

/**
 * How the target is verified against monthly snapshots.
 *
 * @param when whether the sync does it automatically
 * @param ignoredColumns globs {@code table.column} of columns that are not compared
 */
public record VerifyConfig(VerifyWhen when, List<String> ignoredColumns) {

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
        return ignoredColumns.stream().anyMatch(glob -> matches(glob, table, column));
    }

    private static boolean matches(String glob, String table, String column) {
        int dot = glob.lastIndexOf('.');
        return matches(TableNames.glob(glob.substring(0, dot)), table)
                && matches(glob.substring(dot + 1).toLowerCase(Locale.ROOT), column);
    }

    private static boolean matches(String glob, String name) {
        String regex = Pattern.quote(glob).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return name.matches(regex);
    }
}
