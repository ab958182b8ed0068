package org.zenotisync.consume;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.zenotisync.feed.FeedFile;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.Source;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.model.TableGroupId;

class MisnamedFilesTest {

    @Test
    void filesThatAreNamedLikeCsvAreNoComplaint() {
        assertThat(MisnamedFiles.complaint(group("a.csv", "b.csv.gz"))).isEmpty();
    }

    @Test
    void oneFileIsNamed() {
        assertThat(MisnamedFiles.complaint(group("a.csv", "b.tmp")))
                .hasValueSatisfying(complaint -> assertThat(complaint)
                        .startsWith("s3://bucket/POD1/1/bi_dimx/1/b.tmp is not a CSV file by its name")
                        .contains("until it is renamed or removed"));
    }

    @Test
    void ofSeveralFilesTheFirstOneIsNamedAndTheOthersAreCounted() {
        assertThat(MisnamedFiles.inConsumedGroup(group("a.csv", "b.tmp", "c.tmp", "d.tmp")))
                .startsWith("s3://bucket/POD1/1/bi_dimx/1/b.tmp (and 2 more) is not a CSV file by its name");
    }

    private static TableGroup group(String... names) {
        List<FeedFile> files = Stream.of(names)
                .map(name ->
                        new FeedObject(Source.of("bucket", ""), "POD1/1/bi_dimx/1/" + name, "etag", 1, Instant.EPOCH))
                .map(object -> new FeedFile(1, object))
                .toList();
        return new TableGroup(new TableGroupId("bucket", "POD1", "bi_dimx", 1), files);
    }
}
