package org.zenotisync.schema;

/** Rows of a target table that this program has not loaded: a load would bring them once more. */
public final class ForeignRows {

    private ForeignRows() {}

    /**
     * Why a table is not loaded, and what to do.
     *
     * @param target name of the target table
     * @param table folded name of the feed table
     */
    public static String complaint(String target, String table) {
        return "the target table " + target + " is there already and holds rows that were not loaded by this program;"
                + " take it over with 'adopt --table " + table
                + " --group N' (N: the last group that is in it), empty it, or set zenoti.target.schema or"
                + " zenoti.target.table-name";
    }
}
