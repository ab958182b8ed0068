package org.zenotisync.merge;

/** Compares the expected number of rows with the one that the database reports; a difference is always an error. */
public final class MergeCounts {

    private MergeCounts() {}

    /**
     * Compares two numbers.
     *
     * @param what was expected to be done with the rows, for the message
     * @throws LoadException if the two differ
     */
    public static void requireEqual(String what, long expected, long actual) throws LoadException {
        if (expected != actual) {
            throw new LoadException("the counts do not match: " + expected + " " + what + ", but the database reports "
                    + actual + "; nothing of this table group is kept");
        }
    }
}
