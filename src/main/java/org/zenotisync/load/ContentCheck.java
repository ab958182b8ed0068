package org.zenotisync.load;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.zenotisync.checkpoint.Manifest;
import org.zenotisync.feed.ContentDigest;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.ObjectReader;

/**
 * Whether an object that was put again has the bytes that were consumed. Only append-only facts ask: their rows cannot be taken
 * back, so that a replay for nothing would hold them up for ever.
 */
public final class ContentCheck {

    /** Objects whose digests are remembered, so that one which stays as it is, is read once by a process. */
    private static final int REMEMBERED = 10_000;

    private final ObjectReader objects;

    private final Map<String, ContentDigest> known = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ContentDigest> eldest) {
            return size() > REMEMBERED;
        }
    };

    public ContentCheck(ObjectReader objects) {
        this.objects = objects;
    }

    /**
     * Compares an object whose ETag has changed with what was consumed. It is read only if its size is the same, and the digest
     * or the ETag of then can tell.
     *
     * @return what the manifest is to say of it from now on; empty if it has other bytes, or that cannot be known
     * @throws IOException if it cannot be read
     */
    public Optional<Manifest.Entry> same(Manifest.Entry consumed, FeedObject now) throws IOException {
        boolean canTell = consumed.digest().isPresent() || ContentDigest.mayProve(consumed.etag());
        if (consumed.size() != now.size() || !canTell) {
            return Optional.empty();
        }
        ContentDigest digest = digest(now);
        boolean isSame = consumed.digest().map(digest::isKeptAs).orElseGet(() -> digest.isProvenBy(consumed.etag()));
        return isSame ? Optional.of(consumed.renewed(now.etag(), digest.kept())) : Optional.empty();
    }

    /**
     * The digests of an object's bytes.
     *
     * @throws IOException if it cannot be read
     */
    public ContentDigest digest(FeedObject object) throws IOException {
        String name = object.uri() + ' ' + object.etag();
        synchronized (known) {
            ContentDigest digest = known.get(name);
            if (digest != null) {
                return digest;
            }
        }
        try (InputStream content = objects.open(object)) {
            ContentDigest digest = ContentDigest.of(content);
            synchronized (known) {
                known.put(name, digest);
            }
            return digest;
        }
    }
}
