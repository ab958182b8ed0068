package org.zenotisync.corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.testing.S3Server;
import org.zenotisync.testing.TargetDatabase;
import software.amazon.awssdk.services.s3.S3Client;

/** The corpus of feed cases, run against every warehouse. */
@Tag("s3")
class CorpusTest {

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
        int every = Integer.getInteger("corpus.every", 1);
        return Corpus.tests(
                TargetDatabase.wanted(), every, client, folder, settings -> new HarnessSync(client, settings));
    }
}
