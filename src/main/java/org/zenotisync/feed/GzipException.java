package org.zenotisync.feed;

import java.io.IOException;

/** A content that begins as gzip and is incomplete, wrong, or unpacks to more than any file of the feed has. */
public final class GzipException extends IOException {

    private static final long serialVersionUID = 1L;

    GzipException(String message) {
        super(message);
    }
}
