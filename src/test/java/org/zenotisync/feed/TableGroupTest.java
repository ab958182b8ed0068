package org.zenotisync.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zenotisync.model.TableGroupId;

class TableGroupTest {

    private static final TableGroupId ID = new TableGroupId("bucket", "POD1", "bi_factx", 7);

    @Test
    void filesCountByLogidThenByNameInNaturalOrder() {
        TableGroup group = new TableGroup(
                ID,
                List.of(
                        file("POD1/7/bi_factx/10/part_1.csv", 10),
                        file("POD1/7/bi_factx/9/part_10.csv", 9),
                        file("pod1/7/bi_factx/9/part_2.csv", 9),
                        file("POD1/7/bi_factx/9/Part_1.csv", 9)));

        assertThat(group.files())
                .extracting(FeedFile::name)
                .containsExactly("Part_1.csv", "part_2.csv", "part_10.csv", "part_1.csv");
    }

    @Test
    void filesOfTheSameNameHaveAnOrderToo() {
        FeedFile upper = file("POD1/7/Bi_FactX/1/a.csv", 1);
        FeedFile lower = file("POD1/7/bi_factx/1/a.csv", 1);

        assertThat(new TableGroup(ID, List.of(lower, upper)).files()).containsExactly(upper, lower);
        assertThat(new TableGroup(ID, List.of(upper, lower)).files()).containsExactly(upper, lower);
    }

    @Test
    void itIsAsLargeAsItsFilesAndAsNewAsTheNewest() {
        TableGroup group = new TableGroup(ID, List.of(file("a/5.csv", 5), file("a/30.csv", 30), file("a/20.csv", 20)));

        assertThat(group.bytes()).isEqualTo(55);
        assertThat(group.lastModified()).isEqualTo(Instant.ofEpochSecond(30));
    }

    @Test
    void aTableGroupWithoutFilesIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TableGroup(ID, List.of()));
    }

    /** A file with as many bytes and seconds of age as its logid. */
    private static FeedFile file(String key, long logid) {
        return new FeedFile(
                logid, new FeedObject(new Source("bucket", ""), key, "etag", logid, Instant.ofEpochSecond(logid)));
    }
}
