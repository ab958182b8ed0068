package com.example.estate;

import java.net.URI;
import org.gaul.s3proxy.AccessGrant;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** An S3 server on loopback with a small feed: one table of two rows. */
final class TestFeed implements AutoCloseable {

    static final String BUCKET = "salon-data";

    private final BlobStore objects = new TransientNio2BlobStore();
    private final S3Proxy server;
    private final S3Client client;

    TestFeed() throws Exception {
        server = S3Proxy.builder()
                .blobStore(objects)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, "key", "secret")
                .build();
        server.setBlobStoreLocator((identity, bucket, key) -> new AccessGrant("secret", objects));
        server.start();
        client = S3Client.builder()
                .endpointOverride(URI.create(endpoint()))
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .build();
        client.createBucket(b -> b.bucket(BUCKET));
        put(
                "SchemaFull/bi_dimcenter.txt",
                "create table bi_dimcenter (centerid varchar(36) primary key, name varchar(50));");
        put("POD1/1/bi_dimcenter/1/centers.csv", "c1,Berlin\nc2,Leeds\n");
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getPort();
    }

    S3Client client() {
        return client;
    }

    private void put(String key, String content) {
        client.putObject(b -> b.bucket(BUCKET).key("CustomerFolder/" + key), RequestBody.fromString(content));
    }

    @Override
    public void close() throws Exception {
        client.close();
        server.stop();
    }
}
