package org.zenotisync.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableNamesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bi_factforms",
                "Bi_FactForms",
                "BI_FACTFORMS_S3",
                "bi_factforms_s3",
                "bi_factforms_s3_S3",
                "dbo.Bi_FactForms",
                "public.bi_factforms_s3",
                "any_schema.Bi_FactForms_s3",
                "db.dbo.Bi_FactForms",
                "server.db.dbo.Bi_FactForms",
                "[Bi_FactForms]",
                "[dbo].[Bi_FactForms_s3]",
                "[Zenoti DW].[dbo].Bi_FactForms",
                "[my.server].dbo.[Bi_FactForms]",
                "\"Bi_FactForms\"",
                "\"public\".\"bi_factforms_s3\"",
                "`dw`.`Bi_FactForms`",
                "[dbo.Bi_FactForms]",
                "dbo . [Bi_FactForms]",
                " Bi_FactForms "
            })
    void everySpellingIsOneTable(String text) {
        assertThat(TableNames.read(text)).hasValue("bi_factforms");
        assertThat(TableNames.ofFolder(text)).hasValue("bi_factforms");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "dbo.",
                ".bi_factforms",
                "dbo..bi_factforms",
                "[bi_factforms",
                "bi_factforms]",
                "bi_fact\"forms",
                "[dbo]bi_factforms",
                "[dbo] bi_factforms",
                "[].bi_factforms",
                "bi-factforms",
                "a.b.c.d.bi_factforms",
                "1bi_factforms",
                "bi factforms",
                "bi_factforms; DROP TABLE x"
            })
    void anythingElseIsNotAName(String text) {
        assertThat(TableNames.read(text)).isEmpty();
        assertThat(TableNames.ofFolder(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "_s3, _s3",
        "s3, s3",
        "x_s3, x",
        "bi_facts3, bi_facts3",
        "bi_fact_s3x, bi_fact_s3x",
        "bi_fact_s33, bi_fact_s33",
        "dbo.sales, sales"
    })
    void onlyTheEndingIsTakenAway(String text, String table) {
        assertThat(TableNames.read(text)).hasValue(table);
    }

    @Test
    void aFolderOfSeveralPartsIsATableOnlyIfItIsCalledLikeOneOfTheFeed() {
        assertThat(TableNames.ofFolder("bi_dimcity.old")).isEmpty();
        assertThat(TableNames.ofFolder("dbo.sales")).isEmpty();
        assertThat(TableNames.ofFolder("sales_s3")).hasValue("sales");
    }

    @Test
    void theNameOfANameIsItself() {
        String name = TableNames.canonical("bi_factx_s3_s3");

        assertThat(TableNames.canonical(name)).isEqualTo(name).isEqualTo("bi_factx");
        assertThat(TableNames.longForm(name)).isEqualTo("bi_factx_s3");
    }
}
