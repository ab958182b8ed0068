package org.zenotisync.feed;

import java.util.Objects;

/**
 * One bucket and root prefix ("Root directory folder" of the feed documentation).
 *
 * @param name the name that the settings give it, such as {@code north}; empty if there is only one without a name
 * @param bucket name of the bucket
 * @param prefix root prefix: empty, or ending with a slash
 */
public record Source(String name, String bucket, String prefix) {

    public Source {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(bucket, "bucket");
        if (!prefix.isEmpty() && !prefix.endsWith("/")) {
            throw new IllegalArgumentException("the prefix must end with a slash");
        }
    }

    /** A source without a name. */
    public Source(String bucket, String prefix) {
        this("", bucket, prefix);
    }

    /** A source without a name as a user types it: the prefix with or without slashes at its ends. */
    public static Source of(String bucket, String prefix) {
        return named("", bucket, prefix);
    }

    /** A source with a name as a user types it: the prefix with or without slashes at its ends. */
    public static Source named(String name, String bucket, String prefix) {
        String trimmed = prefix.replaceAll("^/+|/+$", "");
        return new Source(name, bucket, trimmed.isEmpty() ? "" : trimmed + "/");
    }

    /**
     * Another folder of the same bucket, which is read as this source is.
     *
     * @param folder with or without slashes at its ends
     */
    public Source at(String folder) {
        return named(name, bucket, folder);
    }

    /** The id of the source in the control tables. It changes only if another bucket or prefix is configured. */
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

    /** Its name; that of a source without a name is its id. */
    public String label() {
        return name.isEmpty() ? id() : name;
    }

    /** A message that names settings of a single source, with those of this one if it has a name. */
    public String withItsSettings(String message) {
        if (name.isEmpty()) {
            return message;
        }
        String own = "zenoti.sources." + name + ".";
        return message.replace("zenoti.bucket", own + "bucket")
                .replace("zenoti.prefix", own + "prefix")
                .replace("AWS_REGION", own + "region")
                .replace("AWS_ACCESS_KEY_ID", own + "access-key-id or AWS_ACCESS_KEY_ID")
                .replace("AWS_SECRET_ACCESS_KEY", own + "secret-access-key or AWS_SECRET_ACCESS_KEY")
                .replace("AWS_SESSION_TOKEN", own + "session-token or AWS_SESSION_TOKEN");
    }

    /** For messages: {@code source north (s3://bucket/prefix)}, or {@code s3://bucket/prefix} without a name. */
    @Override
    public String toString() {
        String address = "s3://" + id();
        return name.isEmpty() ? address : "source " + name + " (" + address + ")";
    }

    /** The address of an object in messages, for example {@code s3://bucket/key}. */
    public String uri(String key) {
        return "s3://" + bucket + "/" + key;
    }
}
