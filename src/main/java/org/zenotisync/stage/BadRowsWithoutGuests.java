package org.zenotisync.stage;

import java.util.Set;
import org.zenotisync.feed.csv.BadRows;
import org.zenotisync.privacy.GuestFilter;

/** Bad rows, of which those of forgotten guests are left out. */
abstract class BadRowsWithoutGuests implements BadRows {

    private final GuestFilter filter;

    BadRowsWithoutGuests(GuestFilter filter) {
        this.filter = filter;
    }

    @Override
    public Set<String> guestColumns() {
        return filter.columns();
    }

    @Override
    public boolean leavesOut(byte[] raw) {
        return filter.isNamedIn(raw);
    }
}
