package org.zenotisync.merge;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MergeCountsTest {

    @Test
    void equalCountsPass() {
        assertThatCode(() -> MergeCounts.requireEqual("rows to insert", 5, 5)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 6})
    void fewerAndMoreRowsAreAnError(long actual) {
        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> MergeCounts.requireEqual("rows to insert", 5, actual))
                .withMessage("the counts do not match: 5 rows to insert, but the database reports " + actual
                        + "; nothing of this table group is kept");
    }
}
