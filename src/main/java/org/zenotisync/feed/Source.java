package org.zenotisync.feed;

import java.util.Objects;

/**
 * One bucket and root prefix ("Root directory folder" of the feed documentation).
 *
 * @param bucket name of the bucket
 * @param prefix root prefix: empty, or ending with a slash
 */
public record Source(String bucket, String prefix) {

    public Source {
        Objects.requireNonNull(bucket, "bucket");
        if (!prefix.isEmpty() && !prefix.endsWith("/")) {
            throw new IllegalArgumentException("the prefix must end with a slash");
        }
    }

    /** A source as a user types it: the prefix with or without slashes at its ends. */
    public static Source of(String bucket, String prefix) {
        String trimmed = prefix.replaceAll("^/+|/+$", "");
        return new Source(bucket, trimmed.isEmpty() ? "" : trimmed + "/");
    }

    /** The name of the source in checkpoints. It changes if another bucket or prefix is configured. */
    public String id() {
        return prefix.isEmpty() ? bucket : bucket + "/" + prefix.substring(0, prefix.length() - 1);
    }

    /**
     * The address of an object of a source that is known by its id.
     *
     * @param id as {@link #id()} has it
     * @param key the key of the object, with the source's prefix
     */
    public static String uri(String id, String key) {
        int slash = id.indexOf('/');
        return new Source(slash < 0 ? id : id.substring(0, slash), "").uri(key);
    }

    /** The address of an object in messages, for example {@code s3://bucket/key}. */
    public String uri(String key) {
        return "s3://" + bucket + "/" + key;
    }
}
