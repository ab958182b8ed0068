package org.zenotisync.checkpoint;

/**
 * An event that waits for its delivery.
 *
 * @param id identifies the event for its receiver
 * @param lane events of one lane are delivered in order: the folded name of a table, or {@value #NO_TABLE}
 * @param type what has happened, as the receiver gets it
 * @param body the complete event as JSON, at most {@value Outbox#LONGEST_BODY} bytes
 */
public record OutboxEvent(String id, String lane, String type, String body) {

    /** The lane of events that do not belong to one table. */
    public static final String NO_TABLE = "-";
}
