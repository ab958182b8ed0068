package org.zenotisync.config;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What becomes of bad rows: {@code zenoti.on-bad-row} and {@code zenoti.max-bad-rows}.
 *
 * @param isQuarantine whether they are kept apart and the rest goes on; otherwise one fails its table group
 * @param most how many a table group may have
 * @param isShare whether that is a share of its rows in percent, otherwise a number
 */
public record BadRowPolicy(boolean isQuarantine, BigDecimal most, boolean isShare) {

    private static final String PERCENT = "[0-9]{1,3}([.][0-9]{1,6})?%";
    private static final String NUMBER = "[0-9]{1,9}";
    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

    static BadRowPolicy parse(String onKey, String on, String maxKey, String max) {
        if (!on.equals("fail") && !on.equals("quarantine")) {
            throw new ConfigException(onKey + ": '" + on + "' is neither fail nor quarantine");
        }
        boolean share = max.matches(PERCENT);
        BigDecimal most = share || max.matches(NUMBER) ? new BigDecimal(max.replace("%", "")) : null;
        if (most == null || share && most.compareTo(WHOLE) > 0) {
            throw new ConfigException(
                    maxKey + ": '" + max + "' is neither a share from 0% to 100% nor a number of rows");
        }
        return new BadRowPolicy(on.equals("quarantine"), most, share);
    }

    /** Whether so many of the rows of a table group may be bad; a share is rounded up to whole rows. */
    public boolean allows(long bad, long rows) {
        BigDecimal allowed =
                isShare ? most.multiply(BigDecimal.valueOf(rows)).divide(WHOLE, 0, RoundingMode.CEILING) : most;
        return BigDecimal.valueOf(bad).compareTo(allowed) <= 0;
    }

    /** The limit as it is set, such as {@code 1%}. */
    public String limit() {
        return most.toPlainString() + (isShare ? "%" : "");
    }
}
