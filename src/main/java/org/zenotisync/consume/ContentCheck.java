package org.zenotisync.consume;

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
 * Compares the bytes of an object that was put again with those that were consumed. Needed for append-only facts: their
 * rows cannot be deleted, so an unnecessary replay would block their table.
 */
public final class ContentCheck {

    /** Objects whose digests are remembered, so that a process reads an unchanged object once. */
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
     * Compares an object whose ETag has changed with what was consumed. The object is read only if it has the same
     * size, and the consumed digest or ETag can be compared.
     *
     * @return the new entry for the manifest; empty if the bytes differ, or cannot be compared
     * @throws IOException if the object cannot be read
     */
    public Optional<Manifest.Entry> renewIfUnchanged(Manifest.Entry consumed, FeedObject now) throws IOException {
        boolean isComparable = consumed.digest().isPresent() || ContentDigest.mayProve(consumed.etag());
        if (consumed.size() != now.size() || !isComparable) {
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
