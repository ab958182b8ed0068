package org.zenotisync.feed;

/** A source, or a folder in it, cannot be listed; the message names it, S3's error and the remedy. */
public final class ListingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ListingException(String message) {
        super(message);
    }

    /**
     * For a folder that S3 does not list.
     *
     * @param path of the folder below the root prefix; empty for the source itself
     * @param reason in words for people, with the remedy
     */
    public ListingException(Source source, String path, String reason, Throwable cause) {
        super(
                (path.isEmpty() ? "the source s3://" + source.id() : "the folder " + source.uri(source.prefix() + path))
                        + " cannot be listed: " + source.withItsSettings(reason),
                cause);
    }
}
