package org.zenotisync.feed;

import java.io.IOException;
import java.io.InputStream;

/** Opens objects of the feed. */
@FunctionalInterface
public interface ObjectReader {

    /**
     * Opens an object for reading once, from the network as it is read. Its stream fails if it does not give the
     * complete object ({@code WholeObjectStream}).
     *
     * @return to be closed by the caller
     * @throws IOException if it cannot be read, or is not the object that was listed any more
     */
    InputStream open(FeedObject object) throws IOException;
}
