package org.zenotisync.config;

/** What becomes of objects that turn up late in a consumed table group, or change: {@code zenoti.on-late-file}. */
public enum OnLateFile {
    /** Their table is consumed again from their group on. */
    REPLAY,
    /** They are told, and loaded only when somebody asks for a replay. */
    REPORT
}
