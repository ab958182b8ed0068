package org.zenotisync.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableGroupIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"POD1", "pod 1", "a|b", "a%7Cb", "|", "+", "é€𝄞", "a/b", ""})
    void itsKeyIsReadBackWithAnyNameOfThePod(String pod) {
        TableGroupId id = new TableGroupId("bucket/Customer|Folder", pod, "bi_factx", 999_999_999_999_999_999L);

        assertThat(TableGroupId.parse(id.key())).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void differentTableGroupsHaveDifferentKeys(long seed) {
        Random random = new Random(seed);
        Set<TableGroupId> ids = new HashSet<>();
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            TableGroupId id = new TableGroupId(
                    name(random), name(random), random.nextBoolean() ? "bi_x" : "bi_y", 1 + random.nextInt(3));
            ids.add(id);
            keys.add(id.key());
            assertThat(TableGroupId.parse(id.key())).as("seed %d", seed).isEqualTo(id);
        }
        assertThat(keys).as("seed %d", seed).hasSameSizeAs(ids);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a|b|bi_x", "a|b|bi_x|1|2", "a|b|bi_x|", "a|b|bi_x|0", "a|b|bi_x|x", "a|b|Bi_X|1"})
    void aTextThatIsNotAKeyIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> TableGroupId.parse(text));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void aGroupIsAPositiveNumber(long group) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TableGroupId("bucket", "POD1", "bi_factx", group))
                .withMessageEndingWith("not " + group);
    }

    @Test
    void theTableIsFolded() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TableGroupId("bucket", "POD1", "Bi_FactX", 1));
    }

    @Test
    void peopleReadItAsAPath() {
        assertThat(new TableGroupId("bucket", "POD1", "bi_factforms", 12)).hasToString("POD1/12/bi_factforms");
    }

    private static String name(Random random) {
        StringBuilder name = new StringBuilder();
        for (int length = random.nextInt(4); length > 0; length--) {
            name.append("a|%+/ é".charAt(random.nextInt(7)));
        }
        return name.toString();
    }
}
