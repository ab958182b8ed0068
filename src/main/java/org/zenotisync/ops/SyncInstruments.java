package org.zenotisync.ops;

import org.zenotisync.event.SyncSubscriber;

/** Measures a sync until it is closed. It does not name a type of Micrometer, so that it can be used without it. */
public interface SyncInstruments extends SyncSubscriber, AutoCloseable {

    /** Removes the meters. */
    @Override
    void close();
}
