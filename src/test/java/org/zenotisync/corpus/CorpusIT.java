package org.zenotisync.corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.proof.Proof;
import org.zenotisync.proof.Proves;
import org.zenotisync.testing.PackagedProgram;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.TargetDatabase;

/**
 * The corpus of feed cases through the packaged program, a process for each cycle: all cases through a native binary,
 * every twentieth through the jar, which takes seconds to start. {@code -Dcorpus.every=1} for all.
 */
@Proves(Proof.CORPUS)
class CorpusIT {

    private static final int EVERY = Integer.getInteger("corpus.every", PackagedProgram.isNative() ? 1 : 20);

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @TempDir
    private static Path folder;

    @TestFactory
    Stream<DynamicNode> thePackagedProgramTakesTheCasesAsTheSyncInTheJvmDoes() throws IOException {
        return Corpus.tests(
                TargetDatabase.ofProgram(),
                EVERY,
                S3.client(),
                folder,
                settings -> new ProgramSync(S3.server(), settings));
    }
}
