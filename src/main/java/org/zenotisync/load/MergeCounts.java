package org.zenotisync.load;

/** Compares what should have happened with what the database says it did; a difference is never a warning. */
final class MergeCounts {

    private MergeCounts() {}

    /**
     * @throws LoadException if the two differ, naming what was counted
     */
    static void requireEqual(String what, long expected, long actual) throws LoadException {
        if (expected != actual) {
            throw new LoadException("the counts do not match: " + expected + " " + what + ", but the database reports "
                    + actual + "; nothing of this table group is kept");
        }
    }
}
