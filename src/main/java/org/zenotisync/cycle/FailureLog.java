package org.zenotisync.cycle;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.load.SyncListener;

/** Tells the reason of a failure once: in the log, or by the listener when the cycle has ended. */
public final class FailureLog {

    private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);

    private final SyncListener listener;

    public FailureLog(SyncListener listener) {
        this.listener = listener;
    }

    void told(String subject, String reason) {
        if (listener.failed(subject, reason)) {
            LOG.error("{} failed; the reason is listed at the end", subject);
        } else {
            LOG.error("{} failed: {}", subject, reason);
        }
    }
}
