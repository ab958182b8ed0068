package org.zenotisync.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableFilterTest {

    @ParameterizedTest
    @CsvSource({
        "bi_factforms, true",
        "BI_FactForms, true",
        "bi_fact*, true",
        "*forms, true",
        "*, true",
        "bi_*orm*, true",
        "bi_fact?orms, true",
        "bi_factforms*, true",
        "Bi_FactForms_s3, true",
        "bi_fact*_S3, true",
        "bi_fact*s3, true",
        "*_s3, true",
        "bi_fact?orms_s3, true",
        "dbo.bi_factforms, true",
        "[dbo].[Bi_Fact*_s3], true",
        "public.*, true",
        "bi_facts_s3, false",
        "bi_dim*_s3, false",
        "bi_fact????????, false",
        "' bi_factforms ', true",
        "bi_fact, false",
        "factforms, false",
        "bi_factforms?, false",
        "bi_dim*, false",
        "bi.factforms, false",
        "bi_factform?s, false"
    })
    void aGlobMatchesTheWholeNameInAnyCase(String glob, boolean matches) {
        assertThat(new TableFilter(List.of(glob), List.of()).accepts("bi_factforms"))
                .isEqualTo(matches);
        assertThat(new TableFilter(List.of(), List.of(glob)).accepts("bi_factforms"))
                .isEqualTo(!matches);
    }

    @Test
    void withoutGlobsAllTablesAreTaken() {
        assertThat(new TableFilter(List.of(), List.of()).accepts("bi_factforms"))
                .isTrue();
    }

    @Test
    void exclusionWinsOverInclusion() {
        TableFilter filter = new TableFilter(List.of("bi_fact*", "bi_dimuser"), List.of("*forms", "bi_dim*"));

        assertThat(List.of("bi_factforms", "bi_factsale", "bi_dimuser", "bi_other").stream()
                        .filter(filter::accepts))
                .containsExactly("bi_factsale");
    }

    @Test
    void theSameChoiceHasTheSameTextAndAnotherChoiceAnother() {
        TableFilter filter = new TableFilter(List.of("bi_fact*", "Bi_Dim*"), List.of("x"));

        assertThat(filter).hasToString(new TableFilter(List.of("bi_dim*", " BI_FACT*"), List.of("X ")).toString());
        assertThat(filter.toString())
                .isNotEqualTo(new TableFilter(List.of("bi_fact*"), List.of("bi_dim*", "x")).toString())
                .isNotEqualTo(new TableFilter(List.of("bi_fact*", "bi_dim*"), List.of()).toString());
    }
}
