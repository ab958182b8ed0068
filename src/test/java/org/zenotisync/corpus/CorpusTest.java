package org.zenotisync.corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.TargetDatabase;

/** The corpus of feed cases, run against every warehouse. */
@Tag("s3")
class CorpusTest {

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @TempDir
    private static Path folder;

    @TestFactory
    Stream<DynamicNode> everyWarehouseTakesEveryCaseOfTheCorpusInTheSameWay() throws IOException {
        int every = Integer.getInteger("corpus.every", 1);
        return Corpus.tests(
                TargetDatabase.wanted(),
                every,
                S3.client(),
                folder,
                settings -> new HarnessSync(S3.client(), settings));
    }
}
