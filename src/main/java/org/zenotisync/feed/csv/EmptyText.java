package org.zenotisync.feed.csv;

/** What an unquoted empty field of a text column means ({@code zenoti.empty-text}). */
public enum EmptyText {
    /** NULL, as Redshift's COPY with EMPTYASNULL; the default. */
    NULL,
    /** The empty string, as Redshift's COPY without EMPTYASNULL. */
    EMPTY
}
