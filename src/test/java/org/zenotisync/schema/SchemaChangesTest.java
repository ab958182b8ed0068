package org.zenotisync.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zenotisync.feed.Source;
import org.zenotisync.s3.FeedListing;
import org.zenotisync.testing.S3Extension;

class SchemaChangesTest {

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @Test
    void upgradesFollowTheNumbersOfTheirReleasesThenTheirNames() throws Exception {
        SchemaChanges.Found found = find(
                "releases",
                "SchemaUpgrade/2024.10/1.txt",
                "SchemaUpgrade/2024.9/10.txt",
                "SchemaUpgrade/2024.9/2.txt",
                "SchemaUpgrade/2025.1/1.txt");

        assertThat(paths(found))
                .containsExactly(
                        "SchemaUpgrade/2024.9/2.txt",
                        "SchemaUpgrade/2024.9/10.txt",
                        "SchemaUpgrade/2024.10/1.txt",
                        "SchemaUpgrade/2025.1/1.txt");
    }

    @Test
    void aReleaseComesBeforeThoseWhoseNamesContinueIts() throws Exception {
        SchemaChanges.Found found = find(
                "patches",
                "SchemaUpgrade/2024.9.1/1.txt",
                "SchemaUpgrade/2024.9/2.txt",
                "SchemaUpgrade/2024.9-hotfix/1.txt",
                "SchemaUpgrade/2024.9 b/1.txt",
                "SchemaUpgrade/2024.10/1.txt");

        assertThat(paths(found)).first().isEqualTo("SchemaUpgrade/2024.9/2.txt");
        assertThat(paths(found)).last().isEqualTo("SchemaUpgrade/2024.10/1.txt");
    }

    @Test
    void schemaFullComesBeforeUpgradesAndFoldersMatchInAnyCase() throws Exception {
        SchemaChanges.Found found =
                find("cases", "SCHEMAUPGRADE/2024.1/a.TXT", "schemafull/bi_dimx.txt", "POD1/1/bi_dimx/1/a.csv");

        assertThat(paths(found)).containsExactly("schemafull/bi_dimx.txt", "SCHEMAUPGRADE/2024.1/a.TXT");
        assertThat(found.files())
                .extracting(SchemaFile::role)
                .containsExactly(SchemaFile.Role.FULL, SchemaFile.Role.UPGRADE);
        assertThat(found.files()).allMatch(SchemaFile::firstSetUp);
    }

    @Test
    void anObjectThatIsNotASchemaFileIsUnknown() throws Exception {
        SchemaChanges.Found found = find(
                "unknown-objects",
                "SchemaFull/readme.md",
                "SchemaFull/Bi Dim Straße.txt",
                "SchemaFull/.txt",
                "SchemaFull/old/bi_dimx.txt",
                "SchemaUpgrade/2024.1/a.sql",
                "SchemaUpgrade/a.txt",
                "SchemaFull/");

        assertThat(paths(found)).containsExactly("SchemaFull/Bi Dim Straße.txt", "SchemaUpgrade/a.txt");
        assertThat(found.unknown().keys())
                .containsExactlyInAnyOrder(
                        "SchemaFull/readme.md",
                        "SchemaFull/.txt",
                        "SchemaFull/old/bi_dimx.txt",
                        "SchemaUpgrade/2024.1/a.sql");
    }

    private static List<String> paths(SchemaChanges.Found found) {
        return found.files().stream().map(file -> file.object().path()).toList();
    }

    /** Publishes files in a bucket of their own and finds them as a first cycle does. */
    private static SchemaChanges.Found find(String bucket, String... keys) throws Exception {
        Map<String, byte[]> objects = new HashMap<>();
        for (String key : keys) {
            String script = key.endsWith("/") ? "" : "ALTER TABLE bi_dimx ADD COLUMN c INT;";
            objects.put(key, script.getBytes(StandardCharsets.UTF_8));
        }
        S3.publish(bucket, objects);
        FeedListing listing = new FeedListing(S3.client());
        Source source = Source.of(bucket, "");
        SchemaScripts scripts = new SchemaScripts(
                object -> S3.client().getObject(b -> b.bucket(bucket).key(object.key())));
        return new SchemaChanges(listing, null, null, null, scripts)
                .preview(source, listing.level(source, "").folders(), true);
    }
}
