package org.zenotisync.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.TableDefinition;

class AscendingKeyTest {

    private static final TableDefinition TABLE = new TableDefinition(
            "bi_factx",
            List.of(
                    new ColumnDefinition("item", ColumnType.varchar(10)),
                    new ColumnDefinition("id", ColumnType.of(ColumnType.Kind.BIGINT))),
            List.of(),
            List.of());

    private final AscendingKey key = new AscendingKey(TABLE, List.of("id", "item"));

    @Test
    void strictlyAscendingNumbersAreUnique() {
        numbers(-5, 0, 1, Long.MAX_VALUE);

        assertThat(key.isUnique()).isTrue();
    }

    @Test
    void theSameNumberTwiceIsNot() {
        numbers(1, 2, 2);

        assertThat(key.isUnique()).isFalse();
    }

    @Test
    void nothingIsShownOnceANumberFalls() {
        numbers(1, 3, 2, 4, 5);

        assertThat(key.isUnique()).isFalse();
    }

    @Test
    void decimalsBeyondALongCompareByAllTheirBits() {
        key.next(1, 0, -1);
        key.next(1, 1, 0);
        assertThat(key.isUnique()).isTrue();

        key.next(1, 0, -2);
        assertThat(key.isUnique()).isFalse();
    }

    @Test
    void otherColumnsDoNotMatter() {
        key.nextOther(0);
        key.next(0, 0, 1);
        key.next(0, 0, 1);

        assertThat(key.isUnique()).isTrue();
    }

    @Test
    void aKeyThatIsNoNumberShowsNothing() {
        key.nextOther(1);

        assertThat(key.isUnique()).isFalse();
    }

    @Test
    void noKeyShowsNothing() {
        assertThat(new AscendingKey(TABLE, List.of()).isUnique()).isFalse();
    }

    private void numbers(long... values) {
        for (long value : values) {
            key.next(1, value >> 63, value);
        }
    }
}
