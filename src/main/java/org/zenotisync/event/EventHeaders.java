package org.zenotisync.event;

/**
 * The headers of a message that a Camel application receives for an event of the sync. The body is the
 * {@link SyncEvent}.
 */
public final class EventHeaders {

    /**
     * Which event it is: {@value #TABLE_GROUP_CONSUMED}, {@value #CYCLE_ENDED}, {@value #CYCLE_FAILED},
     * {@value #SNAPSHOT_VERIFIED} or {@value #SNAPSHOT_RESTORED}.
     */
    public static final String EVENT = "CamelZenotiSyncEvent";

    /** The sync, a string: {@code zenoti} or {@code zenoti-<name>}. */
    public static final String SYNC = "CamelZenotiSyncName";

    /** The source of a table group, a string: bucket, and prefix without its last slash. */
    public static final String SOURCE = "CamelZenotiSyncSource";

    /** The POD of a table group, a string. */
    public static final String POD = "CamelZenotiSyncPod";

    /** The table of a table group, a string: its folded name. */
    public static final String TABLE = "CamelZenotiSyncTable";

    /** The GroupID of a table group, a {@link Long}. */
    public static final String GROUP = "CamelZenotiSyncGroup";

    /** A table group was merged and committed; the body is a {@link SyncEvent.TableGroupEnded}. */
    public static final String TABLE_GROUP_CONSUMED = "TableGroupConsumed";

    /** A cycle has ended, with or without failures; the body is a {@link SyncEvent.CycleEnded}. */
    public static final String CYCLE_ENDED = "CycleEnded";

    /** A cycle could not run; the body is a {@link SyncEvent.CycleFailed}. */
    public static final String CYCLE_FAILED = "CycleFailed";

    /** A monthly snapshot was compared with the target; the body is a {@link SyncEvent.SnapshotVerified}. */
    public static final String SNAPSHOT_VERIFIED = "SnapshotVerified";

    /** Rows of a monthly snapshot were brought back; the body is a {@link SyncEvent.SnapshotRestored}. */
    public static final String SNAPSHOT_RESTORED = "SnapshotRestored";

    private EventHeaders() {}
}
