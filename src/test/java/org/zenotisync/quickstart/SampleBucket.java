package org.zenotisync.quickstart;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.zenotisync.testing.S3Server;
import software.amazon.awssdk.services.s3.S3Client;

/** The sample feed in a bucket of an S3 server on loopback, delivered step by step as the real one is. */
final class SampleBucket implements AutoCloseable {

    static final String NAME = "salon-data";
    static final String ROOT_FOLDER = "CustomerFolder";

    private final Path deliveries;
    private final S3Server server = new S3Server();

    /** @param deliveries folder that holds one folder per delivery */
    SampleBucket(Path deliveries) {
        this.deliveries = deliveries;
    }

    URI endpoint() {
        return server.endpoint();
    }

    /**
     * Publishes the files of a delivery below the root directory folder.
     *
     * @return number of files
     */
    int deliver(String delivery) throws IOException {
        Path folder = deliveries.resolve(delivery);
        Map<String, byte[]> objects = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String path = folder.relativize(file).toString().replace('\\', '/');
                if (path.startsWith("MonthlySnapshot/")) {
                    objects.put(ROOT_FOLDER + "/" + path.replaceFirst("csv$", "zip"), zip(file));
                } else {
                    objects.put(ROOT_FOLDER + "/" + path, Files.readAllBytes(file));
                }
            }
        }
        try (S3Client client = server.client()) {
            S3Server.publish(client, NAME, objects);
        }
        return objects.size();
    }

    /** A file of a snapshot is zipped. */
    private static byte[] zip(Path file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(file.getFileName().toString()));
            Files.copy(file, zip);
            zip.closeEntry();
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        server.close();
    }
}
