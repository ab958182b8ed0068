package org.zenotisync.config;

/** What happens to a bad row: {@code zenoti.on-bad-row}. */
public enum OnBadRow {
    /** Its table group fails. */
    FAIL,
    /** It is stored in the quarantine, and the other rows are loaded. */
    QUARANTINE
}
