package org.zenotisync.corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.proof.Proof;
import org.zenotisync.proof.Proves;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SqlServerServer;
import org.zenotisync.testing.TargetDatabase;

/** The corpus of cases on a server of SQL Server, see {@link SqlServerServer}; left out where there is none. */
@Tag("s3")
@Proves(Proof.CORPUS)
class SqlServerCorpusTest {

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @TempDir
    private static Path folder;

    @TestFactory
    @EnabledIfSystemProperty(named = SqlServerServer.URL, matches = ".+")
    Stream<DynamicNode> sqlServerTakesEveryCaseOfTheCorpus() throws IOException {
        return Corpus.tests(
                List.of(TargetDatabase.SQLSERVER),
                Integer.getInteger("corpus.every", 1),
                S3.client(),
                folder,
                settings -> new HarnessSync(S3.client(), settings));
    }
}
