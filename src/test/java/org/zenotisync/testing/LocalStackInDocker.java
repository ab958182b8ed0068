package org.zenotisync.testing;

import java.net.URI;
import org.testcontainers.containers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/** LocalStack as a container, one for all tests of a JVM; it ends with the JVM. */
final class LocalStackInDocker {

    /** The version that {@code .ci/localstack} runs without Docker. */
    private static final DockerImageName IMAGE = DockerImageName.parse("localstack/localstack:4.13.1");

    private static final LocalStackContainer CONTAINER =
            new LocalStackContainer(IMAGE).withServices(LocalStackContainer.Service.S3);

    private LocalStackInDocker() {}

    /**
     * Its address; the first call starts it.
     *
     * @throws IllegalStateException if there is no Docker
     */
    static synchronized URI endpoint() {
        CONTAINER.start();
        return CONTAINER.getEndpoint();
    }
}
