package org.zenotisync.checkpoint;

/** What is sent from the outbox. Each has an endpoint, an order and a lease of its own. */
public enum OutboxChannel {
    EVENTS("events", "event", "zenoti.events.to"),
    BAD_ROWS("bad-rows", "message with bad rows", "zenoti.quarantine.to");

    private final String id;
    private final String noun;
    private final String setting;

    OutboxChannel(String id, String noun, String setting) {
        this.id = id;
        this.noun = noun;
        this.setting = setting;
    }

    /** In control tables, names of routes and labels of metrics. */
    public String id() {
        return id;
    }

    /** What is sent, in the singular. */
    public String noun() {
        return noun;
    }

    /** The setting with its endpoint. */
    public String setting() {
        return setting;
    }
}
