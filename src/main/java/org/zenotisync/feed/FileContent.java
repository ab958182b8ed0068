package org.zenotisync.feed;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Locale;

/**
 * The text of a file, unpacked if its object is gzip. The first bytes decide: names and Content-Encoding can be wrong.
 */
public final class FileContent {

    private FileContent() {}

    /**
     * @param content of the object, to be closed by the caller; the result need not be closed
     * @return a stream that fails with a {@link GzipException} if the packed content is incomplete or wrong
     */
    public static InputStream of(InputStream content, FeedObject object) throws IOException {
        PushbackInputStream stream = new PushbackInputStream(content, 2);
        byte[] first = new byte[2];
        int length = stream.readNBytes(first, 0, 2);
        stream.unread(first, 0, length);
        boolean isPacked =
                length == 2 && (first[0] & 0xff) == GzipStream.MAGIC_1 && (first[1] & 0xff) == GzipStream.MAGIC_2;
        boolean isCutPack = length == 1
                && (first[0] & 0xff) == GzipStream.MAGIC_1
                && object.key().toLowerCase(Locale.ROOT).endsWith(".gz");
        return isPacked || isCutPack ? new GzipStream(stream, UnpackedBounds.USUAL) : stream;
    }

    /** Whether a stream of {@link #of} unpacks gzip. */
    public static boolean isPacked(InputStream text) {
        return text instanceof GzipStream;
    }
}
