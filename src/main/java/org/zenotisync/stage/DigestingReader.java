package org.zenotisync.stage;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.zenotisync.feed.ContentDigest;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.ObjectReader;

/** Computes the digests of objects while they are read. */
final class DigestingReader implements ObjectReader {

    /** Unread bytes at the end of an object that are read before it is closed: a compressed file ends with some. */
    private static final int REST = 64 * 1024;

    private final ObjectReader objects;
    private final Map<String, String> digests = new ConcurrentHashMap<>();

    DigestingReader(ObjectReader objects) {
        this.objects = objects;
    }

    @Override
    public InputStream open(FeedObject object) throws IOException {
        DigestInputStream content = ContentDigest.reading(objects.open(object));
        return new FilterInputStream(content) {

            private boolean isAtEnd;

            @Override
            public int read() throws IOException {
                return keepDigestAtEnd(super.read());
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return keepDigestAtEnd(super.read(buffer, offset, length));
            }

            private int keepDigestAtEnd(int read) {
                if (read < 0 && !isAtEnd) {
                    isAtEnd = true;
                    digests.put(object.key(), ContentDigest.kept(content));
                }
                return read;
            }

            @Override
            public void close() throws IOException {
                try (content) {
                    if (!isAtEnd) {
                        readNBytes(REST);
                    }
                }
            }
        };
    }

    /** The digest of an object as {@code ContentDigest} writes it; empty unless the object was read to its end. */
    Optional<String> digestOf(String key) {
        return Optional.ofNullable(digests.get(key));
    }
}
