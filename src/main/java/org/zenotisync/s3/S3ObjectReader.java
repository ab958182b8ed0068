package org.zenotisync.s3;

import java.io.IOException;
import java.io.InputStream;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.ObjectReader;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/** Opens objects with the S3 client of their source alone, for commands that run no routes. */
public final class S3ObjectReader implements ObjectReader {

    private final SourceClients clients;

    public S3ObjectReader(SourceClients clients) {
        this.clients = clients;
    }

    /** Opens the objects of all sources with one client. */
    public S3ObjectReader(S3Client client) {
        this(source -> client);
    }

    /**
     * The request for an object as it was listed: S3 refuses it if another object has taken its place, and the client
     * compares checksums of the content.
     */
    public static GetObjectRequest request(FeedObject object) {
        return GetObjectRequest.builder()
                .bucket(object.source().bucket())
                .key(object.key())
                .ifMatch(object.etag())
                .checksumMode(ChecksumMode.ENABLED)
                .build();
    }

    @Override
    public InputStream open(FeedObject object) throws IOException {
        try {
            return new WholeObjectStream(clients.of(object.source()).getObject(request(object)), object);
        } catch (SdkException e) {
            throw new IOException(S3Errors.text(e), e);
        }
    }
}
