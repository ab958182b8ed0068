package org.zenotisync.feedmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {

    @Test
    void digitsCountAsNumbers() {
        assertThat(sorted("part_10.csv", "part_2.csv", "part_1.csv"))
                .containsExactly("part_1.csv", "part_2.csv", "part_10.csv");
    }

    @Test
    void releaseFoldersAndPodsFollowTheirNumbers() {
        assertThat(sorted("2025.1", "2024.10", "2024.9")).containsExactly("2024.9", "2024.10", "2025.1");
        assertThat(sorted("POD10", "POD2", "POD1")).containsExactly("POD1", "POD2", "POD10");
    }

    @Test
    void aNameComesBeforeItsContinuation() {
        assertThat(sorted("part_2b", "part_2", "part")).containsExactly("part", "part_2", "part_2b");
    }

    @Test
    void numbersBeyondALongStillCount() {
        assertThat(sorted("99999999999999999999", "100000000000000000000", "9"))
                .containsExactly("9", "99999999999999999999", "100000000000000000000");
    }

    private static List<String> sorted(String... names) {
        return List.of(names).stream().sorted(NaturalOrder.INSTANCE).toList();
    }
}
