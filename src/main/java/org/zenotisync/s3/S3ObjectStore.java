package org.zenotisync.s3;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.config.SourceConfig;
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
    private final Optional<String> role;

    private S3ObjectStore(S3Client client, Optional<String> role) {
        this.client = client;
        this.role = role;
    }

    /**
     * The store of one of the sources: of an object in any of them, that of the source with the longest prefix. An
     * object that is in none of them has the store of the first source.
     *
     * @param sources at least one, unless no object is read
     */
    public static ObjectStore.OfObject of(List<SourceConfig> sources, SourceClients clients) {
        return uri -> sources.stream()
                .filter(config ->
                        uri.startsWith(config.source().uri(config.source().prefix())))
                .max(Comparator.comparingInt(config -> config.source().prefix().length()))
                .or(() -> sources.stream().findFirst())
                .map(config -> new S3ObjectStore(
                        clients.of(config.source()), config.access().roleArn()))
                .orElseThrow(() -> new IllegalStateException("no source has the object " + uri));
    }

    @Override
    public Optional<String> role() {
        return role;
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
