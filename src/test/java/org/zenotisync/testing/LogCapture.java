package org.zenotisync.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the program logs, at INFO or higher, from its creation until it is closed. */
public final class LogCapture implements AutoCloseable {

    private static final Logger PROGRAM = Logger.getLogger("org.zenotisync");

    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            messages.add(entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    public LogCapture() {
        handler.setLevel(Level.INFO);
        PROGRAM.addHandler(handler);
    }

    /** The messages so far. */
    public List<String> messages() {
        return List.copyOf(messages);
    }

    @Override
    public void close() {
        PROGRAM.removeHandler(handler);
    }
}
