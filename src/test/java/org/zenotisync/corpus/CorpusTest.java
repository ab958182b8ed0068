package org.zenotisync.corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.proof.Proof;
import org.zenotisync.proof.Proves;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.TargetDatabase;

/** The corpus of feed cases, run against every warehouse. */
@Tag("s3")
@Proves(Proof.CORPUS)
class CorpusTest {

    private static final int SAMPLE = 20;

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @TempDir
    private static Path folder;

    @TestFactory
    Stream<DynamicNode> everyWarehouseTakesEveryCaseOfTheCorpusInTheSameWay() throws IOException {
        return cases(TargetDatabase.wanted(), Integer.getInteger("corpus.every", 1));
    }

    /** All cases with {@code -Dtargets=H2,HSQLDB,ANSI}. */
    @TestFactory
    Stream<DynamicNode> databasesKnownByTheirDriverAloneTakeASampleOfTheCorpus() throws IOException {
        return System.getProperty("targets") == null
                ? cases(List.of(TargetDatabase.H2, TargetDatabase.HSQLDB, TargetDatabase.ANSI), SAMPLE)
                : Stream.of();
    }

    private static Stream<DynamicNode> cases(List<TargetDatabase> databases, int every) throws IOException {
        return Corpus.tests(databases, every, S3.client(), folder, settings -> new HarnessSync(S3.client(), settings));
    }
}
