package org.zenotisync.feed;

import java.time.Instant;

/**
 * An object of the bucket as a listing shows it.
 *
 * @param source the source that it belongs to
 * @param key its complete key
 * @param etag changes with the content; quotes kept as S3 gives them
 * @param size in bytes
 * @param lastModified when it was written, by S3's clock
 */
public record FeedObject(Source source, String key, String etag, long size, Instant lastModified) {

    /** The part of the key after the source's prefix. */
    public String path() {
        return key.substring(source.prefix().length());
    }

    /** The address for messages, for example {@code s3://bucket/POD1/7/bi_factforms/1/part_0.csv}. */
    public String uri() {
        return source.uri(key);
    }
}
