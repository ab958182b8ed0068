package org.zenotisync.schema;

/** When a schema file is applied: what is known already means something else each time. */
public enum Occasion {

    /**
     * Nothing of the source had been consumed when the file was first looked at: SchemaFull may show what upgrades do.
     */
    FIRST_SET_UP,

    /** Later, and the file was never applied: it is newer than all files that were. */
    FIRST_TIME,

    /** Later, and the file, or an earlier content of it, was applied before. */
    AGAIN
}
