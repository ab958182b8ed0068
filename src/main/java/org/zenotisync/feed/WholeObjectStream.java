package org.zenotisync.feed;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.Abortable;

/**
 * The content of an object, whole or not at all: an end before its listed size is a failure, whatever the answer's
 * Content-Length promised, so that nobody takes a part for the file. Closed early, it drops the rest unread.
 */
public class WholeObjectStream extends FilterInputStream {

    private final FeedObject object;
    private long bytes;
    private boolean isAtEnd;

    public WholeObjectStream(InputStream content, FeedObject object) {
        super(content);
        this.object = object;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** @throws IOException if the connection breaks off, or the content is not the object that was listed */
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read;
        try {
            read = super.read(buffer, offset, length);
        } catch (IOException e) {
            throw brokenOff(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(), e);
        } catch (SdkException e) {
            // the checksum is not that of the content; no cause, since this is no refusal: the next answer may be whole
            throw brokenOff(e.getMessage(), null);
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

    private IOException brokenOff(String reason, Exception cause) {
        return new IOException(
                "its content broke off after " + bytes + " of " + object.size() + " bytes (" + reason
                        + "); the next cycle tries again",
                cause);
    }

    /** Of what was not read, nothing is waited for. */
    @Override
    public void close() throws IOException {
        if (!isAtEnd && in instanceof Abortable connection) {
            connection.abort();
        } else {
            super.close();
        }
    }
}
