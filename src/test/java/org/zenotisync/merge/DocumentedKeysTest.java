package org.zenotisync.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.zenotisync.model.TableKind;

class DocumentedKeysTest {

    @Test
    void theListIsThatOfTheDocumentation() {
        Map<String, String> keys = new TreeMap<>();
        DocumentedKeys.all().forEach((table, entry) -> keys.put(table, String.join(",", entry.key())));

        assertThat(keys)
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("bi_factregistration", "factsegmentid"),
                        Map.entry("bi_facttipspayout", "facttipspoid"),
                        Map.entry("bi_factinvoiceitemtaxes", "invoiceitemtaxid"),
                        Map.entry("bi_factmembershipdunning", "factmembershipdunningid"),
                        Map.entry("bi_factemployeeinvoiceitemrevenue", "factemployeeinvoiceitemrevenueid"),
                        Map.entry("bi_dimusermembership", "dimusermembershipid"),
                        Map.entry("bi_factpackageuserredemptions", "factsegmentid"),
                        Map.entry("bi_factgiftcards", "factgiftcardid"),
                        Map.entry("bi_factemployeesalary", "factemployeesalaryid"),
                        Map.entry("bi_factemployeepay", "factemployeepayid"),
                        Map.entry("bi_factemployeetipsandssgdetails", "factsegmentid"),
                        Map.entry("bi_factitemcommissiondeductions", "deductionpk"),
                        Map.entry("bi_factemployeeitemlevelcommissions", "employeeitemid"),
                        Map.entry("bi_factmembershipuserredemptionsvalue", "factsegmentid"),
                        Map.entry("bi_factforms", "factformid"),
                        Map.entry("bi_dimuser", "userid")));
        assertThat(keys.values())
                .doesNotContain("invoiceitemtaxpk", "formid", "employeecommissionpk", "guestpointsid", "invoiceitemid");
    }

    @Test
    void theKindsOfTheListAreThoseOfTheNames() {
        DocumentedKeys.all()
                .forEach((table, entry) -> assertThat(TableKind.ofTable(table)).hasValue(entry.kind()));
        assertThat(DocumentedKeys.all().values())
                .noneMatch(entry -> entry.page().isBlank());
    }
}
