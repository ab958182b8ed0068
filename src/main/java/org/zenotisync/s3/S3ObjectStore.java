package org.zenotisync.s3;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.warehouse.ObjectStore;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.services.s3.S3Client;

/** The S3 of the source, for a database that reads objects itself. */
public final class S3ObjectStore implements ObjectStore {

    private static final Logger LOG = LoggerFactory.getLogger(S3ObjectStore.class);
    private static final String PREFIX = "s3://";

    private final S3Client client;

    public S3ObjectStore(S3Client client) {
        this.client = client;
    }

    @Override
    public String region() {
        return client.serviceClientConfiguration().region().id();
    }

    @Override
    public Keys keys() {
        AwsCredentialsIdentity identity = client.serviceClientConfiguration()
                .credentialsProvider()
                .resolveIdentity()
                .join();
        if (identity.accessKeyId() == null || identity.secretAccessKey() == null) {
            throw new IllegalStateException("the AWS credentials hold no keys that could be passed to the database;"
                    + " set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
        }
        return new Keys(
                identity.accessKeyId(),
                identity.secretAccessKey(),
                identity instanceof AwsSessionCredentialsIdentity session ? session.sessionToken() : null);
    }

    @Override
    public void put(String uri, String content) {
        client.putObject(b -> b.bucket(bucket(uri)).key(key(uri)), RequestBody.fromString(content));
    }

    @Override
    public void delete(String uri) {
        try {
            client.deleteObject(b -> b.bucket(bucket(uri)).key(key(uri)));
        } catch (SdkException e) {
            LOG.debug("{} is not removed: {}", uri, e.getMessage());
        }
    }

    private static String bucket(String uri) {
        return uri.substring(PREFIX.length(), uri.indexOf('/', PREFIX.length()));
    }

    private static String key(String uri) {
        return uri.substring(uri.indexOf('/', PREFIX.length()) + 1);
    }
}
