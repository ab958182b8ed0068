package org.zenotisync.warehouse;

import java.util.List;

/**
 * The rows of a table group, for a warehouse to take: either row by row through us, or by itself from the objects'
 * addresses, whichever is its way. A source is read once.
 */
public interface RowSource {

    /** The addresses of the objects, {@code s3://bucket/key}, in the order in which they count. */
    List<String> objects();

    /**
     * Hands every row to the sink, in order.
     *
     * @throws Exception whatever stops it; nothing of the stage may be used then
     */
    void writeTo(RowSink sink) throws Exception;
}
