package org.zenotisync.feed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnknownKeysTest {

    @Test
    void theFirstOnesAreNamedAndAllOthersCounted() {
        UnknownKeys some = new UnknownKeys();
        UnknownKeys others = new UnknownKeys();
        for (int i = 0; i < 9_000; i++) {
            some.add("a" + i);
            others.add("b" + i);
        }
        some.addAll(others);
        some.addAll(others);

        assertThat(some.keys())
                .hasSize(UnknownKeys.NAMED)
                .startsWith("a0", "a1")
                .endsWith("b999");
        assertThat(some.others()).isEqualTo(17_000);
    }

    @Test
    void aKeyCannotForgeLinesOfALogNorGrowWithItsEscapes() {
        UnknownKeys some = new UnknownKeys();
        some.add("POD1/a\n2026-01-01 ERROR all is lost\r\0\u007F");
        some.add("\n".repeat(1024));

        assertThat(some.keys().get(0)).isEqualTo("POD1/a\\u000a2026-01-01 ERROR all is lost\\u000d\\u0000\\u007f");
        assertThat(some.keys().get(1)).hasSize(1024).startsWith("\\u000a\\u000a");
    }
}
