package org.zenotisync.schema;

import java.util.Locale;

/** What became of a schema file. */
public enum SchemaFileOutcome {
    /** Something was changed by it. */
    APPLIED,
    /** Its effect was there. */
    CONTAINED,
    /** Somebody has made its change by hand. */
    ACCEPTED,
    /** It was refused; it is tried again in every cycle. */
    FAILED,
    /** It comes after a file of one of its tables that is not applied; it is tried again in every cycle. */
    WAITING,
    /** It was applied, and somebody wants it tried again. */
    RETRY,
    /** It cannot be read as a script and names no known table; it is looked at again in every cycle. */
    NO_SCRIPT,
    /** It was not applied, and is not in the bucket any more. */
    REMOVED;

    /** The form in the control table and in messages. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the file need not be applied again. */
    public boolean isDone() {
        return this == APPLIED || this == CONTAINED || this == ACCEPTED;
    }

    /** Whether the tables of the file wait for it. */
    public boolean holdsTables() {
        return this == FAILED || this == WAITING || this == RETRY;
    }

    /** Reads what {@link #text()} has written. */
    static SchemaFileOutcome of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
