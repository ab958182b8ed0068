package org.zenotisync.routes;

import java.io.IOException;
import java.io.InputStream;
import org.zenotisync.cycle.Failures;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.ObjectReader;
import org.zenotisync.feed.WholeObjectStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/** Opens objects without routes, for commands that run none. */
final class S3ObjectReader implements ObjectReader {

    private final S3Client client;

    S3ObjectReader(S3Client client) {
        this.client = client;
    }

    @Override
    public InputStream open(FeedObject object) throws IOException {
        try {
            return new WholeObjectStream(client.getObject(ZenotiRoutes.request(object)), object);
        } catch (SdkException e) {
            throw new IOException(Failures.text(e), e);
        }
    }
}
