package org.zenotisync.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SqlTemplateTest {

    private static final SqlTemplate DELETE = SqlTemplate.of(
            """
            DELETE FROM {target}
            WHERE {target}.id = {stage_id}
            """);

    @Test
    void placeholdersAreFilledWhereverTheyStand() {
        assertThat(DELETE.fill(Map.of("target", "\"t\"", "stage_id", "s.id")))
                .isEqualTo("DELETE FROM \"t\"\nWHERE \"t\".id = s.id");
    }

    @Test
    void aValueIsNotReadAsATemplate() {
        assertThat(SqlTemplate.of("SELECT {columns}").fill("columns", "{stage} $1 \\"))
                .isEqualTo("SELECT {stage} $1 \\");
    }

    @Test
    void aPlaceholderWithoutAValueIsAnError() {
        assertThatThrownBy(() -> DELETE.fill("target", "t"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("{stage_id} has no value in: DELETE");
        assertThatThrownBy(() -> DELETE.fill(name -> null)).hasMessageStartingWith("{target} has no value");
    }

    @Test
    void aValueWithoutAPlaceholderIsAnError() {
        assertThatThrownBy(() -> DELETE.fill(Map.of("target", "t", "stage_id", "s.id", "key", "k")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("{key} is not a placeholder of: DELETE");
    }

    @Test
    void aBraceThatDoesNotBelongToAPlaceholderIsAnError() {
        for (String text : new String[] {"SELECT {", "SELECT }", "SELECT {Key}", "SELECT {}"}) {
            assertThatThrownBy(() -> SqlTemplate.of(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("a brace does not belong to a placeholder");
        }
    }
}
