package org.zenotisync.testing;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The S3 server of this JVM for a test class. The server starts with the first class that needs it and serves all
 * classes after it. Buckets never reach another class: the extension deletes all of them.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final S3Extension S3 = new S3Extension();
 * }</pre>
 *
 * <p>Registered in a static field as above, buckets live as long as the class. Registered in an instance field, they live
 * as long as one test.
 *
 * <p>A test that needs a server of its own (another port, a stop in between) makes an {@link S3Server}. A test that needs
 * faults gives {@link #client(ExecutionInterceptor)} an interceptor.
 */
public final class S3Extension implements BeforeAllCallback, AfterAllCallback, AfterEachCallback {

    private boolean isForWholeClass;

    /** Started when the first test class asks for it. It ends with the JVM, as PostgreSQL does. */
    private static final class Started {
        static final S3Server SERVER = new S3Server();
        static final S3Client CLIENT = SERVER.client();
    }

    /** The server that all test classes of this JVM share. */
    public S3Server server() {
        return Started.SERVER;
    }

    /** A client whose requests are counted. All tests share it, so nobody closes it. */
    public S3Client client() {
        return Started.CLIENT;
    }

    /** A new client with an interceptor of its requests. The caller closes it. */
    public S3Client client(ExecutionInterceptor interceptor) {
        return server().client(interceptor);
    }

    public URI endpoint() {
        return server().endpoint();
    }

    /** Requests that {@link #client()} has sent, those of earlier tests included. */
    public long requests() {
        return server().requests();
    }

    /** Writes objects. Makes the bucket first if it is missing. */
    public void publish(String bucket, Map<String, byte[]> objects) {
        S3Server.publish(client(), bucket, objects);
    }

    /** Writes an object by a multipart upload of one part, so that its ETag is not the MD5 of its content. */
    public void putInParts(String bucket, String key, byte[] content) {
        S3Server.putInParts(client(), bucket, key, content);
    }

    /** JUnit calls this only for an extension in a static field. */
    @Override
    public void beforeAll(ExtensionContext context) {
        isForWholeClass = true;
    }

    @Override
    public void afterAll(ExtensionContext context) {
        server().clear();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (!isForWholeClass) {
            server().clear();
        }
    }
}
