package org.zenotisync.feed.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExcludedTablesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bi_factemployeemembershipcommissions",
                "Bi_FactItemCommissionDeductions_s3",
                "dbo.Bi_FactMultipleEmployeeCommission",
                "[dbo].[Bi_FactAdoptionSummary_s3]",
                "BI_FACTOPPORTUNITYCUSTOMFIELDVALUES",
                "Bi_DimUtcToCenterTime",
                "Bi_FactCampaignSummary",
                "Bi_FactEmployeeItemLevelCommissions"
            })
    void theEightTablesAreExcludedInAnySpelling(String table) {
        assertThat(ExcludedTables.isExcluded(table)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bi_FactInvoiceItem", "Bi_DimCenter", "Bi_FactCampaign", "", "no table"})
    void noOtherTableIsExcluded(String table) {
        assertThat(ExcludedTables.isExcluded(table)).isFalse();
    }
}
