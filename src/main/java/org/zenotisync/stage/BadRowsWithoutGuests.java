package org.zenotisync.stage;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.zenotisync.feed.csv.BadRows;
import org.zenotisync.model.ColumnType;
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
    public boolean leavesOut(ColumnType type, byte[] bytes, int start, int end) {
        return filter.isNamedBy(type, new String(bytes, start, end - start, StandardCharsets.UTF_8));
    }

    @Override
    public boolean leavesOut(byte[] raw) {
        return filter.isNamedIn(raw);
    }
}
