package org.zenotisync.redshift;

import java.io.InputStream;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** S3 as one COPY reads it: by the keys of the statement, or as the role may, which is what the test's client may. */
public final class StandInS3 implements AutoCloseable {

    private static final Map<String, S3Client> CLIENTS = new ConcurrentHashMap<>();

    private final S3Client client;
    private final boolean isOwn;

    private StandInS3(S3Client client, boolean isOwn) {
        this.client = client;
        this.isOwn = isOwn;
    }

    /** Whether a URL is that of a stand-in, which needs a client. */
    public static boolean isFor(String jdbcUrl) {
        return StandInUrl.isStandIn(jdbcUrl);
    }

    /** Lets COPY in a database read what a client reads. */
    public static void use(String jdbcUrl, S3Client client) {
        CLIENTS.put(StandInUrl.of(jdbcUrl).database(), client);
    }

    static StandInS3 open(String database, CopyStatement copy) throws SQLException {
        S3Client known = CLIENTS.get(database);
        if (known == null) {
            throw new SQLException("stand-in: no S3 client was given for " + database);
        }
        String region = known.serviceClientConfiguration().region().id();
        if (copy.region() != null && !copy.region().equals(region)) {
            throw failed("the bucket is in region " + region + " and not in " + copy.region());
        }
        CopyAuthorization authorization = copy.authorization();
        return authorization.isByKeys()
                ? new StandInS3(withKeys(known, authorization), true)
                : new StandInS3(known, false);
    }

    private static S3Client withKeys(S3Client known, CopyAuthorization keys) {
        AwsCredentials credentials = keys.sessionToken() == null
                ? AwsBasicCredentials.create(keys.accessKeyId(), keys.secretAccessKey())
                : AwsSessionCredentials.create(keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken());
        URI endpoint = known.serviceClientConfiguration().endpointOverride().orElseThrow();
        return S3Client.builder()
                .endpointOverride(endpoint)
                .forcePathStyle(true)
                .region(known.serviceClientConfiguration().region())
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build();
    }

    /** The objects of a load, in the order in which they are read. */
    List<S3Address> objects(CopyStatement copy) throws SQLException {
        S3Address address = S3Address.of(copy.uri());
        try {
            return copy.isManifest() ? listed(CopyManifest.read(open(address))) : beginningWith(address);
        } catch (SdkException e) {
            throw failed(e.getMessage());
        }
    }

    /** The address is the beginning of keys ("COPY from Amazon S3", key prefix). */
    private List<S3Address> beginningWith(S3Address prefix) throws SQLException {
        List<S3Address> objects = client
                .listObjectsV2Paginator(
                        b -> b.bucket(prefix.bucket()).prefix(prefix.key()).encodingType(EncodingType.URL))
                .contents()
                .stream()
                .map(S3Object::key)
                .map(key -> new S3Address(prefix.bucket(), key))
                .toList();
        if (objects.isEmpty()) {
            throw failed("The specified S3 prefix '" + prefix.key() + "' does not exist");
        }
        return objects;
    }

    /** Whatever is mandatory, no object at all is an error ("Using a manifest to specify data files"). */
    private List<S3Address> listed(List<CopyManifest.Entry> entries) throws SQLException {
        for (CopyManifest.Entry entry : entries) {
            if (entry.isMandatory() && !exists(entry.address())) {
                throw failed("The specified key does not exist, and is mandatory: "
                        + entry.address().uri());
            }
        }
        List<S3Address> objects = entries.stream()
                .map(CopyManifest.Entry::address)
                .flatMap(address -> exists(address) ? Stream.of(address) : Stream.empty())
                .toList();
        if (objects.isEmpty()) {
            throw failed("no object of the manifest exists");
        }
        return objects;
    }

    private boolean exists(S3Address address) {
        try {
            client.headObject(b -> b.bucket(address.bucket()).key(address.key()));
            return true;
        } catch (NoSuchKeyException e) {
            return false;
        }
    }

    InputStream open(S3Address address) throws SQLException {
        try {
            return client.getObject(b -> b.bucket(address.bucket()).key(address.key()));
        } catch (SdkException e) {
            throw failed(e.getMessage());
        }
    }

    /** The state of most of COPY's errors. */
    static SQLException failed(String reason) {
        return new SQLException("ERROR: S3ServiceException: " + reason, CopyRunner.INTERNAL_ERROR);
    }

    @Override
    public void close() {
        if (isOwn) {
            client.close();
        }
    }
}
