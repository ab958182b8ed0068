package org.zenotisync.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTest {

    @ParameterizedTest
    @ValueSource(strings = {"Customer/Folder", "Customer/Folder/", "/Customer/Folder", "//Customer/Folder///"})
    void aPrefixWorksWithAndWithoutSlashesAtItsEnds(String prefix) {
        assertThat(Source.of("bucket", prefix)).isEqualTo(new Source("bucket", "Customer/Folder/"));
        assertThat(Source.of("bucket", prefix).id()).isEqualTo("bucket/Customer/Folder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "///"})
    void noPrefixMeansTheBucketItself(String prefix) {
        assertThat(Source.of("bucket", prefix).prefix()).isEmpty();
        assertThat(Source.of("bucket", prefix).id()).isEqualTo("bucket");
    }

    @Test
    void aPrefixWithoutSlashAtItsEndWouldNameOtherFoldersToo() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Source("bucket", "Customer"));
    }

    @Test
    void anObjectsPathBeginsAfterThePrefixAndItsAddressIsComplete() {
        FeedObject object = new FeedObject(
                Source.of("bucket", "Customer"), "Customer/POD1/7/bi_factx/1/a.csv", "e", 1, Instant.EPOCH);

        assertThat(object.path()).isEqualTo("POD1/7/bi_factx/1/a.csv");
        assertThat(object.uri()).isEqualTo("s3://bucket/Customer/POD1/7/bi_factx/1/a.csv");
    }
}
