package org.zenotisync.committing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zenotisync.proof.Proof;
import org.zenotisync.proof.Proves;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SourcesSync;
import org.zenotisync.testing.SyncHarness;
import org.zenotisync.testing.TargetDatabase;

/** A database whose DDL commits what the transaction has done before, as that of MariaDB does. */
class CommittingTest {

    private static final String URL = "zenoti.target.url";
    private static final String BUCKET = "committing";
    private static final String FEEDBACK = "SchemaFull/bi_factfeedbackv2.txt";
    private static final String FEEDBACK_DDL =
            "CREATE TABLE bi_factfeedbackv2 (feedbackid BIGINT, note VARCHAR(20), void INTEGER);";

    @RegisterExtension
    final S3Extension s3 = new S3Extension();

    @TempDir
    private Path folder;

    /** The connection is lost after each of the statements once; the schema file is tried again. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    @Proves(value = Proof.KILLS, on = TargetDatabase.COMMITTING)
    void aSchemaFileThatBreaksOffIsAppliedFromItsBeginning(int statements) {
        Map<String, String> settings = TargetDatabase.COMMITTING.settings(folder);
        try (SyncHarness harness = new SyncHarness(s3.client(), BUCKET, folder.resolve("unused"), settings)) {
            put("SchemaFull/bi_dimx.txt", "CREATE TABLE bi_dimx (id INT, old VARCHAR(9), gone INT) SORTKEY(id);");
            put("POD1/1/bi_dimx/1/a.csv", "1,one,7\n");
            harness.cleanCycle();
            put(
                    "SchemaUpgrade/1/bi_dimx.txt",
                    "ALTER TABLE bi_dimx ADD COLUMN one INT DEFAULT 5; ALTER TABLE bi_dimx ADD COLUMN two VARCHAR(9);"
                            + " ALTER TABLE bi_dimx DROP COLUMN gone; ALTER TABLE bi_dimx RENAME COLUMN old TO name;");
            put("POD1/2/bi_dimx/1/a.csv", "id,name,one,two\n2,b,6,c\n");
            CommittingDriver.breakAfter(settings.get(URL), statements);

            harness.cleanCycle();

            assertThat(harness.rows("bi_dimx", "id", "name", "one", "two")).containsExactly("1|one|5|null", "2|b|6|c");
            assertThat(harness.rows("zenoti_sync_schema_file", "object_key", "outcome"))
                    .containsExactly(
                            "SchemaFull/bi_dimx.txt|applied",
                            "SchemaUpgrade/1/bi_dimx.txt|" + (statements == 3 ? "contained" : "applied"));
        }
    }

    @Test
    void theIndexIsMadeAfterTheCommitOfTheLoad() {
        Map<String, String> settings = TargetDatabase.COMMITTING.settings(folder);
        try (SyncHarness harness = new SyncHarness(s3.client(), BUCKET, folder.resolve("unused"), settings)) {
            put("SchemaFull/bi_dimx.txt", "CREATE TABLE bi_dimx (id INT) SORTKEY(id);");
            put("POD1/1/bi_dimx/1/a.csv", "1\n");

            harness.cleanCycle();

            assertThat(harness.query("SELECT count(*) FROM pg_indexes WHERE tablename = 'bi_dimx'"))
                    .containsExactly(List.of(1L));
        }
    }

    /** The fact moves to a source that compares its rows with those of the first one, in tables that must be made. */
    @Test
    void tablesForRowsOfOtherSourcesAreMadeBeforeTheLoad() {
        try (SourcesSync sources = new SourcesSync(s3, folder)) {
            sources.on(TargetDatabase.COMMITTING).source("north").source("south");
            for (String source : List.of("north", "south")) {
                sources.put(source, FEEDBACK, FEEDBACK_DDL, "POD1/1/bi_factfeedbackv2/1/a.csv", "1,a,0\n1,a,0\n");
            }
            sources.sync().cleanCycle();
            sources.settings().put("zenoti.sources.south.primary", "true");
            sources.put("south", "POD1/2/bi_factfeedbackv2/1/a.csv", "1,a,0\n2,b,0\n");
            sources.restart();

            sources.sync().cleanCycle();

            assertThat(sources.sync().rows("bi_factfeedbackv2", "feedbackid", "note"))
                    .containsExactly("1|a", "1|a", "1|a", "2|b");
            assertThat(sources.sync()
                            .query("SELECT count(*) FROM pg_tables WHERE tablename LIKE 'zenoti_sync_unclaimed%'"))
                    .containsExactly(List.of(2L));
        }
    }

    private void put(String key, String text) {
        s3.publish(BUCKET, Map.of(key, text.getBytes(UTF_8)));
    }
}
