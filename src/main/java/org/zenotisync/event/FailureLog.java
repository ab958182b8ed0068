package org.zenotisync.event;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs each problem once. The line has the reason, unless another subscriber shows the reasons to people. */
public final class FailureLog implements SyncSubscriber {

    private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);

    private final boolean withReasons;

    /** @param withReasons false if another subscriber {@linkplain SyncSubscriber#showsProblems() shows} them */
    public FailureLog(boolean withReasons) {
        this.withReasons = withReasons;
    }

    @Override
    public void on(SyncEvent event) {
        event.problem().ifPresent(problem -> {
            if (withReasons) {
                LOG.error("{} failed: {}", problem.subject(), problem.reason());
            } else {
                LOG.error("{} failed; the reason is listed at the end", problem.subject());
            }
        });
    }
}
