package org.zenotisync.testing;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.gaul.s3proxy.AccessGrant;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * An S3 server on loopback, in this JVM; objects live in memory. With {@code -Dzenoti.test.s3=http://127.0.0.1:4566} it
 * is the one at that address instead, which must be empty and is left empty; with {@code -Dzenoti.test.s3=docker} it is
 * LocalStack in a container.
 */
public final class S3Server implements AutoCloseable {

    public static final String ACCESS_KEY = "test-access-key";
    public static final String SECRET_KEY = "test-secret-key";

    private static final String EXTERNAL = external(System.getProperty("zenoti.test.s3"));

    private final S3Proxy proxy;
    private volatile BlobStore objects = new TransientNio2BlobStore();
    private final Map<String, Keys> keysOfBucket = new ConcurrentHashMap<>();
    private final AtomicLong requests = new AtomicLong();

    public S3Server() {
        if (EXTERNAL != null) {
            proxy = null;
            requireEmpty();
            return;
        }
        try {
            proxy = S3Proxy.builder()
                    .blobStore(objects)
                    .endpoint(URI.create("http://127.0.0.1:0"))
                    .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY)
                    .build();
            // signatures are checked with the secret that this returns
            proxy.setBlobStoreLocator((identity, bucket, key) -> grant(identity, bucket));
            proxy.start();
        } catch (Exception e) {
            throw new IllegalStateException("the S3 server does not start", e);
        }
    }

    /** Keys that read one bucket only; those of the tests read all. */
    private record Keys(String accessKey, String secretKey) {}

    /** Makes keys that only read one bucket. */
    public void addKeys(String bucket, String accessKey, String secretKey) {
        keysOfBucket.put(bucket, new Keys(accessKey, secretKey));
    }

    private AccessGrant grant(String identity, String bucket) {
        if (ACCESS_KEY.equals(identity)) {
            return new AccessGrant(SECRET_KEY, objects);
        }
        Keys keys = bucket == null ? null : keysOfBucket.get(bucket);
        return keys != null && keys.accessKey().equals(identity) ? new AccessGrant(keys.secretKey(), objects) : null;
    }

    private static String external(String setting) {
        return "docker".equals(setting) ? LocalStackInDocker.endpoint().toString() : setting;
    }

    /** Whether the server refuses requests with a wrong secret, as S3 does; LocalStack answers them. */
    public static boolean checksSignatures() {
        return EXTERNAL == null;
    }

    public URI endpoint() {
        return URI.create(proxy == null ? EXTERNAL : "http://127.0.0.1:" + proxy.getPort());
    }

    /** A client whose requests are counted. */
    public S3Client client() {
        return client(new ExecutionInterceptor() {
            @Override
            public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
                requests.incrementAndGet();
            }
        });
    }

    /** A client with an interceptor of its requests. */
    public S3Client client(ExecutionInterceptor interceptor) {
        return S3Client.builder()
                .endpointOverride(endpoint())
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)))
                .overrideConfiguration(o -> o.addExecutionInterceptor(interceptor))
                .build();
    }

    /** Requests that clients of {@link #client()} have sent. */
    public long requests() {
        return requests.get();
    }

    /** Writes an object by a multipart upload of one part, as tools do with large files: its ETag is not the MD5 of its content. */
    public static void putInParts(S3Client client, String bucket, String key, byte[] content) {
        String upload =
                client.createMultipartUpload(b -> b.bucket(bucket).key(key)).uploadId();
        String etag = client.uploadPart(
                        b -> b.bucket(bucket).key(key).uploadId(upload).partNumber(1), RequestBody.fromBytes(content))
                .eTag();
        client.completeMultipartUpload(b -> b.bucket(bucket)
                .key(key)
                .uploadId(upload)
                .multipartUpload(m ->
                        m.parts(CompletedPart.builder().partNumber(1).eTag(etag).build())));
    }

    /** Writes objects, making the bucket first if it is missing. */
    public static void publish(S3Client client, String bucket, Map<String, byte[]> objects) {
        if (client.listBuckets().buckets().stream().noneMatch(b -> b.name().equals(bucket))) {
            client.createBucket(b -> b.bucket(bucket));
        }
        objects.forEach(
                (key, content) -> client.putObject(b -> b.bucket(bucket).key(key), RequestBody.fromBytes(content)));
    }

    /** Buckets of somebody else would be taken for those of the tests. */
    private void requireEmpty() {
        try (S3Client client = client()) {
            List<String> buckets =
                    client.listBuckets().buckets().stream().map(Bucket::name).toList();
            if (!buckets.isEmpty()) {
                throw new IllegalStateException(
                        "the tests need an empty S3 server, but " + EXTERNAL + " has the buckets " + buckets);
            }
        }
    }

    /** Deletes all buckets. */
    public void clear() {
        if (proxy == null) {
            empty();
        } else {
            BlobStore old = objects;
            objects = new TransientNio2BlobStore();
            old.close();
        }
    }

    private void empty() {
        try (S3Client client = client()) {
            for (Bucket bucket : client.listBuckets().buckets()) {
                client
                        .listObjectsV2Paginator(b -> b.bucket(bucket.name()).encodingType(EncodingType.URL))
                        .contents()
                        .stream()
                        .map(S3Object::key)
                        .toList()
                        .forEach(key ->
                                client.deleteObject(b -> b.bucket(bucket.name()).key(key)));
                client.deleteBucket(b -> b.bucket(bucket.name()));
            }
        }
    }

    @Override
    public void close() {
        if (proxy == null) {
            empty();
            return;
        }
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the S3 server does not stop", e);
        }
    }
}
