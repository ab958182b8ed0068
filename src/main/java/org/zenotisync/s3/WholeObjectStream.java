package org.zenotisync.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.zenotisync.feed.FeedObject;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.Abortable;

/**
 * The complete content of an object, or a failure. An end before the listed size is a failure, whatever the answer's
 * Content-Length was, so that a part is never taken for the file. If it is closed early, the rest is not read.
 */
public class WholeObjectStream extends FilterInputStream {

    private final FeedObject object;
    private long bytes;
    private boolean isAtEnd;

    /**
     * Wraps a content.
     *
     * @param object as it was listed
     */
    public WholeObjectStream(InputStream content, FeedObject object) {
        super(content);
        this.object = object;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** @throws IOException if the connection breaks, or the content is not that of the object that was listed */
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read;
        try {
            read = super.read(buffer, offset, length);
        } catch (IOException e) {
            throw brokenOff(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(), e);
        } catch (SdkException e) {
            // a wrong checksum; no cause is kept, since this is not a refusal: the next answer may be complete
            throw brokenOff(String.valueOf(e.getMessage()), null);
        }
        if (read > 0) {
            bytes += read;
        } else if (read < 0) {
            isAtEnd = true;
            if (bytes != object.size()) {
                throw brokenOff("the content is not as long as it was listed", null);
            }
        }
        return read;
    }

    private IOException brokenOff(String reason, @Nullable Exception cause) {
        return new IOException(
                "its content broke off after " + bytes + " of " + object.size() + " bytes (" + reason
                        + "); the next cycle tries again",
                cause);
    }

    /** Closes the connection at once if content is left: reading the rest could take long. */
    @Override
    public void close() throws IOException {
        if (!isAtEnd && in instanceof Abortable connection) {
            connection.abort();
        } else {
            super.close();
        }
    }
}
