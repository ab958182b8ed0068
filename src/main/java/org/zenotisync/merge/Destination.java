package org.zenotisync.merge;

/** Where the rows of a table group go first. */
public enum Destination {
    /** The stage of the session, from which they are merged into the target. */
    STAGE,
    /** The target itself, where nothing is to be merged. */
    TARGET
}
