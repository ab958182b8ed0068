package org.zenotisync.feed;

import software.amazon.awssdk.core.exception.SdkException;

/** A source, or a folder in it, cannot be listed; the message names it, S3's error and the remedy. */
public final class ListingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ListingException(String message) {
        super(message);
    }

    ListingException(Source source, String path, SdkException cause) {
        super(
                (path.isEmpty() ? "the source s3://" + source.id() : "the folder " + source.uri(source.prefix() + path))
                        + " cannot be listed: " + S3Errors.text(cause),
                cause);
    }
}
