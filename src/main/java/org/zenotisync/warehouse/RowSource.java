package org.zenotisync.warehouse;

/**
 * The rows of a table group, for a warehouse to take one by one. A source is read once.
 */
public interface RowSource {

    /**
     * Hands every row to the sink, in order.
     *
     * @throws Exception whatever stops it; nothing of the stage may be used then
     */
    void writeTo(RowSink sink) throws Exception;
}
