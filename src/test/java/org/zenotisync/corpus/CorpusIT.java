package org.zenotisync.corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.testing.PackagedProgram;
import org.zenotisync.testing.S3Server;
import org.zenotisync.testing.TargetDatabase;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The corpus of feed cases through the packaged program, a process for each cycle: all cases through a native binary,
 * every twentieth through the jar, which takes seconds to start. {@code -Dcorpus.every=1} for all.
 */
class CorpusIT {

    private static final int EVERY = Integer.getInteger("corpus.every", PackagedProgram.isNative() ? 1 : 20);

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
    Stream<DynamicNode> thePackagedProgramTakesTheCasesAsTheSyncInTheJvmDoes() throws IOException {
        return Corpus.tests(
                TargetDatabase.OF_PROGRAM, EVERY, client, folder, settings -> new ProgramSync(server, settings));
    }
}
