package org.zenotisync.feedmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;

class TableContentTest {

    private final TableContent content =
            new TableContent(List.of(column("k"), column("v")), List.of(row("1", "a"), row("1", "a"), row("2", null)));

    @Test
    void theOrderOfRowsDoesNotMatter() {
        assertThat(content.difference(List.of(row("2", null), row("1", "a"), row("1", "a"))))
                .isEmpty();
    }

    @Test
    void theNumberOfEqualRowsMatters() {
        assertThat(content.difference(List.of(row("2", null), row("1", "a"))))
                .contains("expected 3 rows, found 2", "missing: 1\n  k='1', v='a'\n", "unexpected: 0");
        assertThat(content.difference(List.of(row("2", null), row("2", null), row("1", "a"), row("1", "a"))))
                .contains("missing: 0", "unexpected: 1\n  k='2'\n");
    }

    @Test
    void nullAndTheEmptyStringDiffer() {
        assertThat(content.difference(List.of(row("2", ""), row("1", "a"), row("1", "a"))))
                .contains("missing: 1\n  k='2'\n", "unexpected: 1\n  k='2', v=''\n");
    }

    @Test
    void manyRowsAndLongValuesAreShortened() {
        String difference = content.difference(Collections.nCopies(9, row("x".repeat(50), "two\nlines")));
        assertThat(difference).contains("unexpected: 9", "'" + "x".repeat(40) + "…(50 characters)', v='two\\nlines'");
        assertThat(difference.lines().filter(line -> line.contains("xxx"))).hasSize(5);
    }

    private static ColumnDefinition column(String name) {
        return new ColumnDefinition(name, ColumnType.varchar(99));
    }

    private static List<Object> row(Object... values) {
        return Arrays.asList(values);
    }
}
