package org.zenotisync.redshift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The text of a manifest. */
class CopyManifestTest {

    private static List<CopyManifest.Entry> read(String json) throws SQLException {
        return CopyManifest.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void anEntryIsMandatoryOnlyIfItSaysSo() throws SQLException {
        assertThat(
                        read(
                                "{\"entries\": [{\"url\": \"s3://bucket/a b\", \"mandatory\": true}, {\"url\": \"s3://bucket/c\"}]}"))
                .containsExactly(
                        new CopyManifest.Entry(new S3Address("bucket", "a b"), true),
                        new CopyManifest.Entry(new S3Address("bucket", "c"), false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"entries\": []}",
                "{\"entries\": {}}",
                "{\"entries\": [\"s3://bucket/a\"]}",
                "{\"entries\": [{}]}",
                "{\"entries\": [{\"url\": 1}]}",
                "{\"entries\": [{\"url\": \"https://bucket/a\"}]}",
                "{\"entries\": [{\"url\": \"s3://bucket/a\", \"mandatory\": \"true\"}]}",
                "{\"entries\": [{\"url\": \"s3://bucket/a\", \"Mandatory\": true}]}",
                "{\"entries\": [{\"url\": \"s3://bucket/a\"}], \"more\": 1}",
                "{\"entries\": [{\"url\": \"s3://bucket/a\"}]} {}",
                "{\"entries\": [{\"url\": \"s3://bucket/a\"},]}",
                "{\"entries\": [{\"url\": \"s3://bucket/a\", \"url\": \"s3://bucket/b\"}]}",
                "{\"entries\": [{\"url\": \"s3://bucket/a\n\"}]}",
                "{'entries': [{'url': 's3://bucket/a'}]}"
            })
    void whatThePageDoesNotShowIsRefused(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(SQLException.class);
    }
}
