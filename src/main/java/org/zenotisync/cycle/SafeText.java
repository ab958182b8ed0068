package org.zenotisync.cycle;

import java.sql.SQLException;
import org.zenotisync.warehouse.Warehouse;

/** What has failed, in words that quote no value: a report would show what is to be hidden. */
final class SafeText {

    private SafeText() {}

    /** The message, unless it may quote values; then only what kind of failure it is. */
    static String of(Exception failure, Warehouse warehouse) {
        if (failure instanceof SQLException refusal && !warehouse.mayQuoteValues(refusal)) {
            return String.valueOf(refusal.getMessage());
        }
        String state = failure instanceof SQLException refusal && refusal.getSQLState() != null
                ? "SQLState " + refusal.getSQLState()
                : failure.getClass().getSimpleName();
        return "it failed (" + state + "), and the message is not shown here, since it may quote values";
    }
}
