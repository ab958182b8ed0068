package org.zenotisync.cli;

import java.io.PrintWriter;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.zenotisync.event.SyncEvent;

/**
 * Shows how the one cycle of a command gets on: a bar that is drawn again and again on a terminal, a line now and then
 * elsewhere. At its end, whichever, it lists what failed.
 */
final class ProgressDisplay extends Progress implements AutoCloseable {

    private static final int BAR = 24;
    private static final int LINE = 118;

    private final PrintWriter err;
    private final boolean terminal;
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    ProgressDisplay(PrintWriter err, boolean terminal) {
        super(terminal ? 200 : 5000);
        this.err = err;
        this.terminal = terminal;
    }

    @Override
    void show() {
        if (terminal) {
            int filled = (int) (share() * BAR);
            String line = String.format(
                    "[%s%s] %3d%% %s", "#".repeat(filled), ".".repeat(BAR - filled), (int) (share() * 100), text());
            err.print(
                    "\r" + (line.length() > LINE ? line.substring(0, LINE) : line + " ".repeat(LINE - line.length())));
        } else {
            err.println(line());
        }
        err.flush();
    }

    @Override
    public void on(SyncEvent event) {
        super.on(event);
        event.problem().ifPresent(problem -> failures.add("FAILED " + problem.subject() + ": " + problem.reason()));
    }

    @Override
    public boolean showsProblems() {
        return true;
    }

    /** Takes the bar away. */
    void clear() {
        if (stop() && terminal) {
            err.print("\r" + " ".repeat(LINE) + "\r");
            err.flush();
        }
    }

    /** Lists the failures. */
    @Override
    public void close() {
        clear();
        shutDown();
        failures.forEach(err::println);
        err.flush();
    }
}
