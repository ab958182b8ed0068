package org.zenotisync.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.testing.S3Server;
import org.zenotisync.testing.TargetDatabase;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * One corpus of feed cases, run against every warehouse: each file below {@code src/test/resources/corpus} is a case.
 * {@code -Dcorpus=csv/} runs only the cases whose path contains that text.
 */
@Tag("s3")
class CorpusTest {

    private static final Path CORPUS = Path.of("src", "test", "resources", "corpus");

    private static S3Server server;
    private static S3Client client;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void startServer() {
        server = new S3Server();
        client = server.client();
    }

    @AfterAll
    static void stopServer() {
        client.close();
        server.close();
    }

    @TestFactory
    Stream<DynamicNode> everyWarehouseTakesEveryCaseOfTheCorpusInTheSameWay() throws IOException {
        List<Path> files = files();
        if (files.isEmpty()) {
            throw new IllegalStateException("no case found below " + CORPUS.toAbsolutePath());
        }
        List<DynamicNode> databases = new ArrayList<>();
        for (TargetDatabase database : TargetDatabase.values()) {
            databases.add(DynamicContainer.dynamicContainer(
                    database.name(), files.stream().map(file -> test(database, file))));
        }
        return databases.stream();
    }

    private static List<Path> files() throws IOException {
        String wanted = System.getProperty("corpus", "");
        try (Stream<Path> files = Files.walk(CORPUS)) {
            return files.filter(file -> file.toString().endsWith(".txt"))
                    .filter(file -> name(file).contains(wanted))
                    .sorted()
                    .toList();
        }
    }

    private static DynamicTest test(TargetDatabase database, Path file) {
        // no URI of the file: Surefire drops the results of tests that have one, failures too
        return DynamicTest.dynamicTest(name(file), () -> {
            CorpusCase corpusCase = CorpusParser.parse(Files.readString(file));
            String bucket = database.name().toLowerCase(java.util.Locale.ROOT) + "-"
                    + Integer.toHexString(name(file).hashCode());
            Path caseFolder = Files.createDirectories(folder.resolve(bucket));
            try {
                new CorpusRunner(client, bucket, caseFolder, database).run(corpusCase);
            } catch (AssertionError e) {
                throw new AssertionError(name(file) + ": " + e.getMessage(), e);
            }
        });
    }

    /** For example {@code csv/byte-order-mark}. */
    private static String name(Path file) {
        String path = CORPUS.relativize(file).toString().replace('\\', '/');
        return path.substring(0, path.length() - ".txt".length());
    }
}
