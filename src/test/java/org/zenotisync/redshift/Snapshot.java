package org.zenotisync.redshift;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/**
 * When a transaction takes its snapshot ("Serializable isolation", start of the snapshot). A table that is locked only then
 * is seen in its state of before, whatever others have committed while the lock was waited for. PostgreSQL, which sees
 * that, would hide it: so such a LOCK is refused on request.
 */
final class Snapshot {

    /** What a statement has to do with it. */
    enum Effect {
        NONE,
        TAKES,
        LOCKS
    }

    private final boolean isAsked;
    private boolean isTaken;
    private final Set<String> locked = new HashSet<>();

    Snapshot(boolean isAsked) {
        this.isAsked = isAsked;
    }

    /** The next statement begins another transaction. */
    void endTransaction() {
        isTaken = false;
        locked.clear();
    }

    void execute(Plan plan) throws SQLException {
        if (plan.effect() == Effect.LOCKS && locked.add(plan.sql()) && isTaken && isAsked) {
            throw Refusal.forbidden(
                    "a LOCK behind the transaction's snapshot does not show what others have committed");
        }
        isTaken |= plan.effect() == Effect.TAKES;
    }
}
