package org.zenotisync.s3;

import org.zenotisync.feed.Source;
import software.amazon.awssdk.services.s3.S3Client;

/** The S3 clients of the sources. A source is never read with the client of another one. */
@FunctionalInterface
public interface SourceClients {

    /**
     * The client that reads a source.
     *
     * @throws IllegalArgumentException if the source is not one of them
     */
    S3Client of(Source source);
}
