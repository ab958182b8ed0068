package org.zenotisync.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.model.TableKind;

class UniqueKeysTest {

    private static final int ID = 0;
    private static final int ITEM = 1;
    private static final int NOTE = 2;
    private static final int VOID = 3;
    private static final TableDefinition TABLE = new TableDefinition(
            "bi_factx",
            List.of(
                    new ColumnDefinition("id", ColumnType.of(ColumnType.Kind.BIGINT)),
                    new ColumnDefinition("item", ColumnType.varchar(100)),
                    new ColumnDefinition("note", ColumnType.varchar(100)),
                    new ColumnDefinition("void", ColumnType.of(ColumnType.Kind.BOOLEAN))),
            List.of(),
            List.of());

    private final UniqueKeys ids = new UniqueKeys(TABLE, TableKind.DIMENSION, List.of("id"), List.of("id"));
    private final UniqueKeys items = new UniqueKeys(TABLE, TableKind.DIMENSION, List.of("item"), List.of("item"));

    @Test
    void strictlyAscendingNumbersAreUniqueHoweverMany() {
        LongStream.range(-5, 1_000_000).forEach(id -> row(ids, "same", id));

        assertThat(ids.areUnique()).isTrue();
    }

    @Test
    void numbersInAnyOrderAreUniqueUntilOneComesAgain() {
        LongStream.of(5, -3, Long.MIN_VALUE, 4, 0, Long.MAX_VALUE).forEach(id -> row(ids, "same", id));
        assertThat(ids.areUnique()).isTrue();

        row(ids, "other", -3);
        assertThat(ids.areUnique()).isFalse();
        LongStream.range(0, 9).forEach(id -> row(ids, "same", id));
        assertThat(ids.areUnique()).isFalse();
    }

    @Test
    void anAscendingNumberThatComesTwiceInARowIsNotUnique() {
        row(ids, "same", 1);
        row(ids, "same", 2);
        row(ids, "same", 2);

        assertThat(ids.areUnique()).isFalse();
    }

    @Test
    void ofTooManyNumbersThatDoNotAscendItIsNotCertain() {
        LongStream.range(0, 260_000).forEach(id -> row(ids, "same", -id));
        assertThat(ids.areUnique()).isTrue();

        LongStream.range(260_000, 300_000).forEach(id -> row(ids, "same", -id));
        assertThat(ids.areUnique()).isFalse();
    }

    @Test
    void decimalsBeyondALongCompareByAllTheirBits() {
        for (long[] value : new long[][] {{0, -1}, {1, 0}, {0, -2}, {-1, -1}}) {
            ids.next(ID, value[0], value[1]);
            ids.endRow(0);
        }
        assertThat(ids.areUnique()).isTrue();

        ids.next(ID, 0, -2);
        ids.endRow(0);
        assertThat(ids.areUnique()).isFalse();
    }

    /** What a database may take for equal must not be said to be different. */
    @ParameterizedTest
    @CsvSource({
        "abc, abc, false",
        "ABC, abc, false",
        "'abc ', abc, false",
        "'', '  ', false",
        "0123456789abcdef-g, 0123456789ABCDEF-G, false",
        "'0123456789abcdef    ', 0123456789abcdef, false",
        "é, É, false",
        "'a\u0001', a, false",
        "'0123456789\u00010123456789', 01234567890123456789, false",
        "strasse, straße, false",
        "abc, abd, true",
        "abc, abcc, true",
        "a, ' a', true",
        "0123456789abcdef0, 0123456789abcdef1, true",
        "1123456789abcdef, 0123456789abcdef, true"
    })
    void textsAreUniqueIfEveryDatabaseTellsThemApart(String one, String other, boolean areUnique) {
        row(items, one, 1);
        row(items, other, 1);

        assertThat(items.areUnique()).isEqualTo(areUnique);
    }

    @Test
    void allColumnsOfAKeyCount() {
        UniqueKeys both = new UniqueKeys(TABLE, TableKind.DIMENSION, List.of("item", "id"), List.of("item", "id"));
        row(both, "a", 1);
        row(both, "a", 2);
        row(both, "b", 1);
        row(both, null, 1);
        row(both, null, 1);
        assertThat(both.areUnique()).isTrue();

        row(both, "b", 1);
        assertThat(both.areUnique()).isFalse();
    }

    /** The texts of a file are read at many places of one buffer. */
    @Test
    void aTextEqualsItselfWhereverItIsInTheBuffer() {
        text(items, ITEM, "abc,abc", 0, 3);
        items.endRow(0);
        text(items, ITEM, "abc,abc", 4, 3);
        items.endRow(0);

        assertThat(items.areUnique()).isFalse();
    }

    @Test
    void twoTextsAreNotTheSameAsTheirLettersInOtherTexts() {
        List<String> key = List.of("item", "note");
        UniqueKeys both = new UniqueKeys(TABLE, TableKind.DIMENSION, key, key);
        text(both, ITEM, "ab", 0, 2);
        text(both, NOTE, "c", 0, 1);
        both.endRow(0);
        text(both, ITEM, "a", 0, 1);
        text(both, NOTE, "bc", 0, 2);
        both.endRow(0);

        assertThat(both.areUnique()).isTrue();
    }

    @Test
    void ofAFactTheLiveRowsOfEachLogidCount() {
        UniqueKeys fact = new UniqueKeys(TABLE, TableKind.FACT, List.of("item"), List.of("item"));
        row(fact, "a", 1, true, 0);
        row(fact, "a", 1, false, 0);
        row(fact, "a", 1, true, 1);
        row(fact, "a", 1, false, 1);
        assertThat(fact.areUnique()).isTrue();

        row(fact, "a", 2, false, 1);
        assertThat(fact.areUnique()).isFalse();
    }

    @Test
    void aRowWithANullInItsKeyEqualsNone() {
        row(items, null, 1);
        row(items, null, 2);

        assertThat(items.areUnique()).isTrue();
    }

    @Test
    void aNullInTheKeyIsNoticedUnlessTheRowIsVoid() {
        UniqueKeys fact = new UniqueKeys(TABLE, TableKind.FACT, List.of("id", "item"), List.of("item"));
        row(fact, "a", 1, false, 0);
        row(fact, null, 1, true, 0);
        row(fact, "b", 1, false, 0);
        fact.nextNull(ID);
        fact.endRow(0);
        assertThat(fact.hasNulls()).isFalse();

        row(fact, null, 1, false, 0);
        assertThat(fact.hasNulls()).isTrue();
        row(fact, "c", 1, false, 0);
        assertThat(fact.hasNulls()).isTrue();
    }

    @Test
    void aValueThatMayEqualOthersThanItselfShowsNothing() {
        ids.nextOther(ID);
        ids.endRow(0);

        assertThat(ids.areUnique()).isFalse();
    }

    @Test
    void noKeyShowsNothing() {
        UniqueKeys none = new UniqueKeys(TABLE, TableKind.DIMENSION, List.of(), List.of());
        row(none, "a", 1);

        assertThat(none.areUnique()).isFalse();
    }

    @Test
    void aSetKnowsNoMore() {
        Random random = new Random(3);
        for (int round = 0; round < 500; round++) {
            UniqueKeys keys = new UniqueKeys(TABLE, TableKind.DIMENSION, List.of("id", "item"), List.of("id", "item"));
            Set<String> set = new HashSet<>();
            boolean isUnique = true;
            int rows = random.nextInt(200);
            for (int i = 0; i < rows; i++) {
                String item = "i".repeat(random.nextInt(20));
                long id = random.nextInt(5000);
                row(keys, item, id);
                isUnique &= set.add(item + "|" + id);
            }
            assertThat(keys.areUnique()).isEqualTo(isUnique);
        }
    }

    private static void row(UniqueKeys keys, String item, long id) {
        row(keys, item, id, false, 0);
    }

    private static void row(UniqueKeys keys, String item, long id, boolean isVoid, int batch) {
        if (item == null) {
            keys.nextNull(ITEM);
        } else {
            text(keys, ITEM, item, 0, item.getBytes(StandardCharsets.UTF_8).length);
        }
        keys.next(ID, id >> 63, id);
        keys.next(VOID, 0, isVoid ? 1 : 0);
        keys.endRow(batch);
    }

    /** @param buffer where the text is, from an offset on */
    private static void text(UniqueKeys keys, int column, String buffer, int offset, int length) {
        keys.next(column, buffer.getBytes(StandardCharsets.UTF_8), offset, length);
    }
}
