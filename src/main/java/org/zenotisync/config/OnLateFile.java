package org.zenotisync.config;

/** What happens to objects that arrive late in a consumed table group, or change: {@code zenoti.on-late-file}. */
public enum OnLateFile {
    /** Their table is consumed again from their group on. */
    REPLAY,
    /** They are reported, and loaded only when somebody asks for a replay. */
    REPORT
}
