package org.zenotisync.feed.csv;

/** What the void column of a row says. */
enum VoidValue {
    LIVE,
    VOIDED,
    MISSING,
    UNREADABLE
}
