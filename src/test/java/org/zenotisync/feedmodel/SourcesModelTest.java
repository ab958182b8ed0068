package org.zenotisync.feedmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tiny sources whose expected rows were worked out by hand from docs/sources.md. */
class SourcesModelTest {

    private static final String FACT =
            "CREATE TABLE Bi_FactA (k INT, organizationid VARCHAR(9), v VARCHAR(9), void BOOLEAN) sortkey(k);";
    private static final String OTHER_ORDER =
            "CREATE TABLE Bi_FactA (v VARCHAR(20), void BOOLEAN, organizationid VARCHAR(9), k INT, w INT) sortkey(k);";
    private static final String APPEND =
            "CREATE TABLE Bi_FactFeedbackV2 (k INT, v VARCHAR(9), void BOOLEAN) sortkey(k);";

    private final SourcesModel model = new SourcesModel(Map.of(), SourcesModel.DOCUMENTED_AS_SHARED::contains);

    SourcesModelTest() {
        model.add("n", "");
        model.add("s", "Root");
    }

    @Test
    void factsOfOneOrganisationAreReplacedByKey() {
        configure("", "", "");
        put("n", "SchemaFull/a.txt", FACT, "POD1/1/Bi_FactA/1/a.csv", "1,o,one,0\n2,o,two,0");
        put("s", "Root/SchemaFull/a.txt", FACT, "Root/POD1/1/Bi_FactA/1/a.csv", "1,o,uno,0");
        model.cycle(Set.of());
        assertThat(rows("bi_facta", "k", "v")).containsExactlyInAnyOrder("1|uno", "2|two");
    }

    @Test
    void factsOfTwoOrganisationsAreNot() {
        configure("A", "B", "");
        put("n", "SchemaFull/a.txt", FACT, "POD1/1/Bi_FactA/1/a.csv", "1,o,one,0");
        put("s", "Root/SchemaFull/a.txt", FACT, "Root/POD1/1/Bi_FactA/1/a.csv", "1,o,uno,0");
        model.cycle(Set.of());
        assertThat(rows("bi_facta", "k", "v")).containsExactlyInAnyOrder("1|one", "1|uno");
    }

    @Test
    void eachSourceHasItsOwnOrderOfColumnsAndTheTargetHasAllWithTheWidestType() {
        configure("", "", "");
        put("n", "SchemaFull/a.txt", FACT, "POD1/1/Bi_FactA/1/a.csv", "1,o,one,0");
        put("s", "Root/SchemaFull/a.txt", OTHER_ORDER, "Root/POD1/1/Bi_FactA/1/a.csv", "two,0,o,2,9");
        model.cycle(Set.of());
        assertThat(rows("bi_facta", "k", "v", "w")).containsExactlyInAnyOrder("1|one|null", "2|two|9");
        assertThat(model.tables().get("bi_facta").columns())
                .filteredOn(column -> column.name().equals("v"))
                .allMatch(column -> column.type().precision() == 20);
    }

    @Test
    void aSharedAppendOnlyFactHasEachRowAsOftenAsTheSourceThatHasBroughtItMostOften() {
        configure("", "", "");
        put("n", "SchemaFull/a.txt", APPEND, "POD1/1/Bi_FactFeedbackV2/1/a.csv", "1,a,0\n1,a,0\n2,b,0\n9,x,1");
        put("s", "Root/SchemaFull/a.txt", APPEND, "Root/POD1/1/Bi_FactFeedbackV2/1/a.csv", "1,a,0\n3,c,0\n3,c,0");
        model.cycle(Set.of());
        assertThat(rows("bi_factfeedbackv2", "k")).containsExactlyInAnyOrder("1", "1", "2");
        configure("", "", "s");
        model.cycle(Set.of());
        assertThat(rows("bi_factfeedbackv2", "k")).containsExactlyInAnyOrder("1", "1", "2", "3", "3");
        configure("", "", "n");
        put("n", "POD1/2/Bi_FactFeedbackV2/1/a.csv", "1,a,0\n3,c,0");
        model.cycle(Set.of());
        assertThat(rows("bi_factfeedbackv2", "k")).containsExactlyInAnyOrder("1", "1", "1", "2", "3", "3");
    }

    @Test
    void theSharedTablesOfAPrimaryThatIsNotReadWait() {
        configure("", "", "");
        put("n", "SchemaFull/a.txt", APPEND, "POD1/1/Bi_FactFeedbackV2/1/a.csv", "1,a,0");
        put("s", "Root/SchemaFull/a.txt", APPEND, "Root/POD1/1/Bi_FactFeedbackV2/1/a.csv", "2,b,0");
        model.cycle(Set.of("n"));
        assertThat(rows("bi_factfeedbackv2", "k")).isEmpty();
        model.cycle(Set.of());
        assertThat(rows("bi_factfeedbackv2", "k")).containsExactly("1");
    }

    @Test
    void aSourceThatComesAgainAfterItWasForgottenStartsFromItsFirstGroup() {
        configure("", "", "");
        put("n", "SchemaFull/a.txt", FACT, "POD1/1/Bi_FactA/1/a.csv", "1,o,one,0\n2,o,two,0");
        put("s", "Root/SchemaFull/a.txt", FACT);
        model.cycle(Set.of());
        model.configure(List.of(new SourcesModel.Source("s", "south", "", false)));
        model.forget("n");
        put("s", "Root/POD1/1/Bi_FactA/1/a.csv", "1,o,uno,0");
        model.cycle(Set.of());
        assertThat(rows("bi_facta", "k", "v")).containsExactlyInAnyOrder("1|uno", "2|two");
        configure("", "", "");
        model.cycle(Set.of());
        assertThat(rows("bi_facta", "k", "v")).containsExactlyInAnyOrder("1|one", "2|two");
    }

    private void configure(String organizationOfNorth, String organizationOfSouth, String primary) {
        model.configure(List.of(
                new SourcesModel.Source("s", "south", organizationOfSouth, primary.equals("s")),
                new SourcesModel.Source("n", "north", organizationOfNorth, primary.equals("n"))));
    }

    /** @param files keys and contents by turns */
    private void put(String id, String... files) {
        for (int i = 0; i < files.length; i += 2) {
            model.put(id, Map.of(files[i], files[i + 1].getBytes(StandardCharsets.UTF_8)));
        }
    }

    private List<String> rows(String table, String... columns) {
        TableContent content = model.tables().get(table);
        return content.rows().stream()
                .map(row -> String.join(
                        "|",
                        Arrays.stream(columns)
                                .map(column -> String.valueOf(
                                        row.get(content.columnNames().indexOf(column))))
                                .toList()))
                .toList();
    }
}
