package org.zenotisync.config;

/**
 * What happens to bad rows.
 *
 * @param onBadRow {@code zenoti.on-bad-row}
 * @param limit {@code zenoti.max-bad-rows}; counts only with {@link OnBadRow#QUARANTINE}
 */
public record BadRowPolicy(OnBadRow onBadRow, RowLimit limit) {

    /** Whether bad rows are stored in the quarantine; otherwise one of them fails its table group. */
    public boolean isQuarantine() {
        return onBadRow == OnBadRow.QUARANTINE;
    }

    /** Whether so many of the rows of a table group may be bad. */
    public boolean allows(long bad, long rows) {
        return limit.allows(bad, rows);
    }
}
