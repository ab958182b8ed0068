package org.zenotisync.routes;

import org.zenotisync.announce.Delivery;
import org.zenotisync.cycle.ControlTables;
import org.zenotisync.cycle.ListFeed;

/** Parts of a sync that its public API does not expose, for tests. */
public final class InsideSync {

    private InsideSync() {}

    /** The control tables. */
    public static ControlTables control(ZenotiSync sync) {
        return sync.parts().control();
    }

    /** The first delivery: of events if they are sent, else of bad rows. */
    public static Delivery delivery(ZenotiSync sync) {
        return sync.parts().announce().deliveries().get(0);
    }

    /** The step that lists the feed, whose limits tests lower. */
    public static ListFeed listFeed(ZenotiSync sync) {
        return sync.parts().pass().listFeed();
    }
}
