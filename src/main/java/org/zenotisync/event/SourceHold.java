package org.zenotisync.event;

/**
 * Why nothing of a track is consumed, if it is because of its source.
 *
 * @param reason as text for people: {@code consumed from north}, or why the source cannot be listed
 */
public record SourceHold(Kind kind, String reason) {

    /** What keeps it. */
    public enum Kind {
        /** The source cannot be listed. */
        UNREACHABLE,
        /** The table is consumed from another source of the same organisation. */
        SHARED,
        /** Somebody has paused the source. */
        PAUSED
    }
}
