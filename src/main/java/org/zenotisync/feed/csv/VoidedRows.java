package org.zenotisync.feed.csv;

/** What becomes of rows with void=1. */
public enum VoidedRows {
    /** They are handed to the sink, as all other rows. */
    HAND_ON,
    /** They are counted, but not handed to the sink. */
    LEAVE_OUT
}
