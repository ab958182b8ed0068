package org.zenotisync.announce;

/** What an event reports; docs/events.md lists the data of each. */
public enum EventType {
    TABLE_GROUP_CONSUMED("table-group.consumed"),
    TABLE_GROUP_REPLAYED("table-group.replayed"),
    TABLE_RESTORED("table.restored"),
    TABLE_FAILED("table.failed"),
    TABLE_RECOVERED("table.recovered"),
    LATE_OBJECT("object.late"),
    SCHEMA_CHANGED("schema.changed"),
    CYCLE_ENDED("cycle.ended"),
    SNAPSHOT_VERIFIED("snapshot.verified"),

    /** Sent to the endpoint of bad rows. */
    ROWS_QUARANTINED("rows.quarantined");

    private static final String PREFIX = "org.zenotisync.";

    private final String suffix;

    EventType(String suffix) {
        this.suffix = suffix;
    }

    /** The attribute {@code type} of its CloudEvents. */
    public String id() {
        return PREFIX + suffix;
    }
}
