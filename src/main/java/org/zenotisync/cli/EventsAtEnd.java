package org.zenotisync.cli;

import java.io.PrintWriter;
import org.zenotisync.routes.ZenotiSync;

/** The delivery of events at the end of a command. */
final class EventsAtEnd {

    private EventsAtEnd() {}

    /** Waits for it, and says if some are left for the next command. */
    static void await(ZenotiSync sync, PrintWriter err) {
        if (!sync.awaitEvents()) {
            err.println("not all events could be delivered to zenoti.events.to; they are kept, and the next command"
                    + " tries again");
        }
    }
}
