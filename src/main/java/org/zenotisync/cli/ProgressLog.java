package org.zenotisync.cli;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.event.SyncEvent;

/** Logs how a cycle gets on, for a program that runs unattended: a line now and then while something loads. */
final class ProgressLog extends Progress {

    private static final Logger LOG = LoggerFactory.getLogger(ProgressLog.class);
    private static final long PERIOD_MILLIS = 10_000;

    private final Consumer<String> log;

    ProgressLog() {
        this(LOG::info, PERIOD_MILLIS);
    }

    ProgressLog(Consumer<String> log, long periodMillis) {
        super(periodMillis);
        this.log = log;
    }

    @Override
    void show() {
        if (isLoading()) {
            log.accept(line());
        }
    }

    @Override
    public void on(SyncEvent event) {
        super.on(event);
        if (event instanceof SyncEvent.CycleEnded
                || event instanceof SyncEvent.CycleFailed
                || event instanceof SyncEvent.CycleCutOff) {
            stop();
        }
    }
}
