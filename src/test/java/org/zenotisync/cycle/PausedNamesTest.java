package org.zenotisync.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PausedNamesTest {

    @ParameterizedTest
    @CsvSource({
        "bi_dimuser, bi_dimuser, true",
        "Bi_DimUser, bi_dimuser, true",
        "' bi_dimuser ', bi_dimuser, true",
        "bi_dim*, bi_dimuser, true",
        "BI_DIM*, bi_dimuser, true",
        "bi_dim*, bi_factx, false",
        "bi_dimuse?, bi_dimuser, true",
        "bi_dimuse?, bi_dimuse, false",
        "*, bi_dimuser, true",
        "bi_dimuser, bi_dimuser2, false"
    })
    void aRowIsANameOrAGlobInAnyCase(String row, String table, boolean isPaused) {
        assertThat(PausedNames.of(List.of(row)).isPaused(table)).isEqualTo(isPaused);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "bi dim", "bi_dim;drop", "\\E.*\\Q", "bi_dim%", "a,b", "bi-dim"})
    void anyOtherRowDoesNotPauseAndIsKept(String row) {
        PausedNames names = PausedNames.of(List.of(row, "bi_factx"));

        assertThat(names.unreadable()).containsExactly(row);
        assertThat(names.tables()).containsExactly("bi_factx");
        assertThat(names.isPaused("bi_dim")).isFalse();
        assertThat(names.isPaused("bi_factx")).isTrue();
    }

    @Test
    void aGlobResumesTheRowsThatItMatchesAndTheRowThatEqualsIt() {
        PausedNames names = PausedNames.of(List.of("bi_dim*", "Bi_DimUser", "bi_factx", "odd row"));

        assertThat(names.rowsOf(List.of("bi_dimuser"), "bi_dimuser")).containsExactly("Bi_DimUser");
        assertThat(names.rowsOf(List.of("bi_dimuser"), "BI_DIM*")).containsExactly("bi_dim*", "Bi_DimUser");
        assertThat(names.rowsOf(List.of(), "*")).hasSize(4);
        assertThat(names.pausing("bi_dimuser")).containsExactly("bi_dim*", "bi_dimuser");
    }
}
