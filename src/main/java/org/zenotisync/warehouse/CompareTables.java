package org.zenotisync.warehouse;

import java.util.List;

/** The names of the temporary tables of a comparison. */
public final class CompareTables {

    /** The expected rows. */
    public static final String EXPECTED = "zenoti_sync_expected";

    /** The rows of later table groups, merged in their order. */
    public static final String LATER = "zenoti_sync_later";

    /** The keys of later table groups, each with the ordinals of the table groups that have it. */
    public static final String TOUCHED = "zenoti_sync_touched";

    /** The keys of expected rows that later table groups have, too. */
    public static final String RENEWED = "zenoti_sync_renewed";

    /** Expected rows that do not have exactly one equal row in the target. */
    public static final String SUSPECT = "zenoti_sync_suspect";

    /** Keys of rows that several snapshots have. */
    public static final String TWICE = "zenoti_sync_twice";

    /** Expected rows that another snapshot has, too. */
    public static final String COPY = "zenoti_sync_copy";

    /** Keys that several expected rows have. */
    public static final String REPEATED = "zenoti_sync_repeated";

    /** Those of them whose rows in the target are others. */
    public static final String UNCLEAR = "zenoti_sync_unclear";

    /** The differences: one row each, with the number and key of an expected row. */
    public static final String FINDING = "zenoti_sync_finding";

    /** The rows that replace others. */
    public static final String REPLACEMENT = "zenoti_sync_replacement";

    /** All temporary tables but stages and those that one step drops. */
    public static final List<String> TEMPORARY =
            List.of(EXPECTED, LATER, TOUCHED, RENEWED, SUSPECT, REPEATED, UNCLEAR, FINDING, REPLACEMENT);

    private CompareTables() {}
}
