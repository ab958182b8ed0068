package org.zenotisync.consume;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.zenotisync.checkpoint.Manifest;
import org.zenotisync.feed.ContentDigest;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.Source;

/** Whether an object that was put again has the bytes that were consumed. */
class ContentCheckTest {

    private static final String KEY = "POD1/1/bi_factx/1/a.csv";

    private byte[] stored = bytes("1,a\n");
    private int reads;
    private final ContentCheck check = new ContentCheck(object -> {
        reads++;
        return new ByteArrayInputStream(stored);
    });

    @Test
    void theSameBytesByTheirDigestRenewTheEntry() throws IOException {
        ContentDigest digest = digest("1,a\n");

        assertThat(check.renewIfUnchanged(entry("any-2", Optional.of(digest.kept())), object("new", 4)))
                .hasValue(new Manifest.Entry(1, KEY, "new", 4, 1, Optional.of(digest.kept())));
    }

    /** The manifest of an earlier version has no digest, but the ETag of an object put in one part is one. */
    @Test
    void theSameBytesByTheirEtagRenewTheEntry() throws IOException {
        ContentDigest digest = digest("1,a\n");

        assertThat(check.renewIfUnchanged(entry(digest.md5(), Optional.empty()), object("new", 4)))
                .hasValue(new Manifest.Entry(1, KEY, "new", 4, 1, Optional.of(digest.kept())));
    }

    @Test
    void otherBytesOfTheSameSizeAreAChange() throws IOException {
        ContentDigest other = digest("2,a\n");

        assertThat(check.renewIfUnchanged(entry(other.md5(), Optional.empty()), object("new", 4)))
                .isEmpty();
        assertThat(check.renewIfUnchanged(entry("any-2", Optional.of(other.kept())), object("new", 4)))
                .isEmpty();
    }

    /** The digest counts, even if an ETag that looks like one would say otherwise. */
    @Test
    void theDigestOfTheManifestCountsMoreThanItsEtag() throws IOException {
        ContentDigest other = digest("2,a\n");

        assertThat(check.renewIfUnchanged(entry(digest("1,a\n").md5(), Optional.of(other.kept())), object("new", 4)))
                .isEmpty();
    }

    @Test
    void anObjectOfAnotherSizeOrThatCannotBeComparedIsNotRead() throws IOException {
        assertThat(check.renewIfUnchanged(entry(digest("1,a\n").md5(), Optional.empty()), object("new", 5)))
                .isEmpty();
        assertThat(check.renewIfUnchanged(entry("any-2", Optional.empty()), object("new", 4)))
                .isEmpty();
        assertThat(reads).isZero();
    }

    @Test
    void anObjectIsReadOnceForEachEtag() throws IOException {
        check.digest(object("new", 4));
        check.digest(object("new", 4));
        assertThat(reads).isEqualTo(1);

        stored = bytes("2,a\n");
        assertThat(check.digest(object("newer", 4))).isEqualTo(digest("2,a\n"));
        assertThat(reads).isEqualTo(2);
    }

    private static Manifest.Entry entry(String etag, Optional<String> digest) {
        return new Manifest.Entry(1, KEY, etag, 4, 1, digest);
    }

    private static FeedObject object(String etag, long size) {
        return new FeedObject(Source.of("bucket", ""), KEY, etag, size, Instant.EPOCH);
    }

    private static ContentDigest digest(String text) throws IOException {
        try (InputStream content = new ByteArrayInputStream(bytes(text))) {
            return ContentDigest.of(content);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
