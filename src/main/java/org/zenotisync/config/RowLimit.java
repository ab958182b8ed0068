package org.zenotisync.config;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How many rows of a table group may be bad.
 *
 * @param most the limit
 * @param unit of the limit
 */
public record RowLimit(BigDecimal most, Unit unit) {

    /** What a limit counts. */
    public enum Unit {
        ROWS,
        PERCENT
    }

    private static final String SHARE = "[0-9]{1,3}([.][0-9]{1,6})?%";
    private static final String NUMBER = "[0-9]{1,9}";
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** @throws ConfigException if the text is neither a share nor a number */
    static RowLimit parse(String name, String text) {
        String limit = text.strip();
        if (limit.matches(NUMBER)) {
            return new RowLimit(new BigDecimal(limit), Unit.ROWS);
        }
        if (limit.matches(SHARE)) {
            BigDecimal share = new BigDecimal(limit.replace("%", ""));
            if (share.compareTo(HUNDRED) <= 0) {
                return new RowLimit(share, Unit.PERCENT);
            }
        }
        throw new ConfigException(name + ": '" + limit + "' is neither a share from 0% to 100% nor a number of rows");
    }

    /** Whether so many of the rows of a table group may be bad; a share is rounded up to a complete row. */
    public boolean allows(long bad, long rows) {
        BigDecimal allowed = unit == Unit.PERCENT
                ? most.multiply(BigDecimal.valueOf(rows)).divide(HUNDRED, 0, RoundingMode.CEILING)
                : most;
        return BigDecimal.valueOf(bad).compareTo(allowed) <= 0;
    }

    /** The limit as it is set, such as {@code 1%}. */
    @Override
    public String toString() {
        return most.toPlainString() + (unit == Unit.PERCENT ? "%" : "");
    }
}
