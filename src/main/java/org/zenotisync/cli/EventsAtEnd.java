package org.zenotisync.cli;

import java.io.PrintWriter;
import org.zenotisync.routes.ZenotiSync;

/** The delivery of events and bad rows at the end of a command. */
final class EventsAtEnd {

    private EventsAtEnd() {}

    /** Waits for it, and says if some are left for the next command. */
    static void await(ZenotiSync sync, PrintWriter err) {
        if (!sync.awaitEvents()) {
            err.println(
                    "not all events or bad rows could be delivered to the endpoint in the settings; they are kept, and"
                            + " the next command tries again");
        }
    }
}
