package org.zenotisync.warehouse;

/**
 * The rows of a table group, for a warehouse to take one by one. A source is read once.
 */
public interface RowSource {

    /**
     * Writes every row to the sink, in order.
     *
     * @throws Exception if the rows cannot be read; then the stage must not be used
     */
    void writeTo(RowSink sink) throws Exception;
}
