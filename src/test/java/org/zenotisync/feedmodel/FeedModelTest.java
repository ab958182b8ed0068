package org.zenotisync.feedmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tiny feeds whose expected rows were worked out by hand from the feed documentation and the rules of the feed. */
class FeedModelTest {

    private static final String FACT =
            "CREATE TABLE Bi_FactA (k INT, organizationid VARCHAR(9), v VARCHAR(9)," + " void BOOLEAN) sortkey(k);";
    private static final String DIMENSION = "CREATE TABLE Bi_DimB (k INT, v VARCHAR(9), void BOOLEAN) sortkey(k);";
    private static final String APPEND =
            "CREATE TABLE Bi_FactFeedbackV2 (k INT, v VARCHAR(9), void BOOLEAN) sortkey(k);";

    private final Map<String, byte[]> next = new HashMap<>();
    private final FeedModel model = new FeedModel("Root", Map.of());

    FeedModelTest() {
        put("SchemaFull/Bi_FactA.txt", FACT);
        put("SchemaFull/Bi_DimB.txt", DIMENSION);
        put("SchemaFull/Bi_FactFeedbackV2.txt", APPEND);
    }

    @Test
    void everyDeclaredTableIsThereEvenWithoutData() {
        publish();
        assertThat(model.tables().keySet()).containsExactly("bi_dimb", "bi_facta", "bi_factfeedbackv2");
        assertThat(rows("bi_facta")).isEmpty();
    }

    @Test
    void voidRowsDeleteAndLiveRowsAreInserted() {
        put("POD1/1/Bi_FactA/1/a.csv", "1,o,one,0", "2,o,two,0");
        put("POD1/2/Bi_FactA/2/a.csv", "1,o,one,1", "1,o,uno,0", "3,o,three,0", "4,o,unknown,1");
        publish();
        assertThat(rows("bi_facta")).containsExactlyInAnyOrder("1|o|uno|false", "2|o|two|false", "3|o|three|false");
    }

    @Test
    void aLogidIsOneBatchWhateverTheOrderOfLinesAndParts() {
        put("POD1/1/Bi_FactA/1/a.csv", "1,o,old,0");
        put("POD1/2/Bi_FactA/1/part_1.csv", "1,o,new,f");
        put("POD1/2/Bi_FactA/1/part_2.csv", "1,o,old,t");
        publish();
        assertThat(rows("bi_facta")).containsExactly("1|o|new|false");
    }

    @Test
    void logidsAndGroupsApplyInNumericOrder() {
        put("POD1/9/Bi_FactA/1/a.csv", "1,o,first,0");
        put("POD1/10/Bi_FactA/9/a.csv", "1,o,,1", "1,o,second,0");
        put("POD1/10/Bi_FactA/10/a.csv", "1,o,,1", "1,o,third,0");
        publish();
        assertThat(rows("bi_facta")).containsExactly("1|o|third|false");
    }

    @Test
    void aLaterLogidDeletesWhatAnEarlierOneOfTheSameGroupInserted() {
        put("POD1/1/Bi_FactA/1/a.csv", "1,o,a,0", "2,o,b,0");
        put("POD1/1/Bi_FactA/2/a.csv", "1,o,a,1");
        publish();
        assertThat(rows("bi_facta")).containsExactly("2|o|b|false");
    }

    @Test
    void aFactDeleteNeedsTheSameOrganization() {
        put("POD1/1/Bi_FactA/1/a.csv", "1,o,a,0", "1,p,b,0");
        put("POD1/2/Bi_FactA/1/a.csv", "1,p,b,1");
        publish();
        assertThat(rows("bi_facta")).containsExactly("1|o|a|false");
    }

    @Test
    void aFactWithoutOrganizationIsDeletedByItsKeyAlone() {
        put("SchemaFull/Bi_FactC.txt", "CREATE TABLE Bi_FactC (k INT, void BOOLEAN) sortkey(k);");
        put("POD1/1/Bi_FactC/1/a.csv", "1,0", "2,0");
        put("POD1/2/Bi_FactC/1/a.csv", "1,1");
        publish();
        assertThat(rows("bi_factc")).containsExactly("2|false");
    }

    @Test
    void aNullInKeyOrOrganizationEqualsNothing() {
        put("POD1/1/Bi_FactA/1/a.csv", ",o,a,0", "1,,b,0", "1,\"\",c,0");
        put("POD1/2/Bi_FactA/1/a.csv", ",o,a,1", "1,,b,1", "1,\"\",c,1");
        publish();
        assertThat(rows("bi_facta")).containsExactlyInAnyOrder("null|o|a|false", "1|null|b|false");
    }

    @Test
    void twoLiveRowsOfOneKeyAreBothInserted() {
        put("POD1/1/Bi_FactA/1/a.csv", "1,o,a,0");
        put("POD1/2/Bi_FactA/1/a.csv", "2,o,b,0", "2,o,b,0", "1,o,again,0");
        publish();
        assertThat(rows("bi_facta"))
                .containsExactlyInAnyOrder("1|o|a|false", "1|o|again|false", "2|o|b|false", "2|o|b|false");
    }

    @Test
    void aFactRowWithoutVoidIsRefused() {
        put("POD1/1/Bi_FactA/1/a.csv", "1,o,a,");
        assertThatThrownBy(this::publish).hasMessageContaining("without void");
    }

    @Test
    void keysMatchByTheValueOfTheirType() {
        put("SchemaFull/Bi_FactD.txt", "CREATE TABLE Bi_FactD (k DECIMAL(19,0), void BOOLEAN) sortkey(k);");
        put("POD1/1/Bi_FactD/1/a.csv", "9999999999999999999,0", "9999999999999999998,0", "7,0");
        put("POD1/2/Bi_FactD/1/a.csv", "9999999999999999998,1", "007,1");
        publish();
        assertThat(rows("bi_factd")).containsExactly("9999999999999999999|false");
    }

    @Test
    void userMembershipIsAFact() {
        put("SchemaFull/m.txt", "CREATE TABLE Bi_DimUserMembership (k INT, void BOOLEAN) sortkey(k);");
        put("POD1/1/Bi_DimUserMembership/1/a.csv", "1,0", "2,0");
        put("POD1/2/Bi_DimUserMembership/1/a.csv", "1,1");
        publish();
        assertThat(rows("bi_dimusermembership")).containsExactly("2|false");
    }

    @Test
    void anAppendOnlyFactIgnoresVoidRowsAndDeletesNothing() {
        put("POD1/1/Bi_FactFeedbackV2/1/a.csv", "1,a,0", "2,b,1", "3,c,");
        put("POD1/2/Bi_FactFeedbackV2/1/a.csv", "1,a,1", "1,d,0");
        publish();
        assertThat(rows("bi_factfeedbackv2")).containsExactlyInAnyOrder("1|a|false", "3|c|null", "1|d|false");
    }

    @Test
    void aDimensionRowUpdatesOrInsertsAndItsVoidIsData() {
        put("POD1/1/Bi_DimB/1/a.csv", "1,one,0", "2,two,0");
        put("POD1/2/Bi_DimB/1/a.csv", "1,uno,1", "3,three,");
        publish();
        assertThat(rows("bi_dimb")).containsExactlyInAnyOrder("1|uno|true", "2|two|false", "3|three|null");
    }

    @Test
    void theLastRowOfADimensionWinsByLogidThenFileThenLine() {
        put("POD1/1/Bi_DimB/9/part_1.csv", "1,a,0", "2,a,0", "2,b,0", "3,a,0");
        put("POD1/1/Bi_DimB/9/part_10.csv", "3,c,0");
        put("POD1/1/Bi_DimB/9/part_2.csv", "3,b,0");
        put("POD1/1/Bi_DimB/10/part_1.csv", "1,b,0");
        publish();
        assertThat(rows("bi_dimb")).containsExactlyInAnyOrder("1|b|false", "2|b|false", "3|c|false");
    }

    @Test
    void aDimensionRowWithoutKeyIsAlwaysInserted() {
        put("POD1/1/Bi_DimB/1/a.csv", ",a,0", ",a,0");
        put("POD1/2/Bi_DimB/1/a.csv", ",b,0");
        publish();
        assertThat(rows("bi_dimb")).containsExactlyInAnyOrder("null|a|false", "null|a|false", "null|b|false");
    }

    @Test
    void aDimensionIsUpdatedByItsKeyAloneOverAllPods() {
        put("POD10/1/Bi_DimB/1/a.csv", "1,ten,0");
        put("POD2/1/Bi_DimB/1/a.csv", "1,two,0");
        publish();
        assertThat(rows("bi_dimb")).containsExactly("1|ten|false");
    }

    @Test
    void headersNameTheColumnsInAnyOrderAndCase() {
        put("POD1/1/BI_FACTA/1/a.csv", "VOID,K,OrganizationId", "0,1,o");
        put("POD1/1/BI_FACTA/1/b.csv", "2,o,without,0");
        publish();
        assertThat(rows("bi_facta")).containsExactlyInAnyOrder("1|o|null|false", "2|o|without|false");
    }

    @Test
    void aColumnTooManyAndAnUnknownHeaderAreErrors() {
        put("POD1/1/Bi_DimB/1/a.csv", "1,a,0,more");
        assertThatThrownBy(this::publish).hasMessageContaining("4 fields for the columns [k, v, void]");
        FeedModel other = new FeedModel("", Map.of());
        assertThatThrownBy(() -> other.publish(Map.of(
                        "SchemaFull/Bi_DimB.txt", bytes(DIMENSION),
                        "POD1/1/Bi_DimB/1/a.csv", bytes("k,w,void\n1,a,0\n"))))
                .hasMessageContaining("POD1/1/Bi_DimB/1/a.csv");
    }

    @Test
    void rowsFromBeforeAnUpgradeHaveNullInTheNewColumn() {
        put("POD1/1/Bi_DimB/1/a.csv", "1,a,0");
        publish();
        put("SchemaUpgrade/2024.9/b.txt", "ALTER TABLE Bi_DimB ADD COLUMN w VARCHAR(9);");
        put("POD1/2/Bi_DimB/1/a.csv", "2,b,0,new");
        put("POD1/2/Bi_DimB/2/a.csv", "3,older,0");
        publish();
        assertThat(rows("bi_dimb")).containsExactlyInAnyOrder("1|a|false|null", "2|b|false|new", "3|older|false|null");
    }

    @Test
    void eachPublicationConsumesOnlyWhatIsBeyondTheLastOne() {
        put("POD1/1/Bi_FactFeedbackV2/1/a.csv", "1,a,0");
        put("POD1/2/Bi_FactFeedbackV2/1/a.csv", "2,b,0");
        publish();
        publish();
        put("POD1/3/Bi_FactFeedbackV2/1/a.csv", "3,c,0");
        put("POD2/1/Bi_FactFeedbackV2/1/a.csv", "4,d,0");
        publish();
        assertThat(rows("bi_factfeedbackv2"))
                .containsExactlyInAnyOrder("1|a|false", "2|b|false", "3|c|false", "4|d|false");
    }

    @Test
    void aLateObjectOfAFactReplaysItsGroupAndTheConsumedOnesAfterIt() {
        put("POD1/1/Bi_FactA/1/a.csv", "1,o,a,0", "2,o,a,0", "3,o,a,0");
        put("POD1/2/Bi_FactA/1/a.csv", "1,o,a,1", "1,o,b,0", "4,o,b,0", "4,o,b,0");
        put("POD1/3/Bi_FactA/1/a.csv", "1,o,b,1", "1,o,c,0", "3,o,c,0");
        publish();
        put("POD1/2/Bi_FactA/1/late.csv", "2,o,a,1", "2,o,late,0");
        publish();
        // Key 3 had two rows; the replay-safe form of group 3 deletes what matches any staged row, void or not.
        assertThat(rows("bi_facta"))
                .containsExactlyInAnyOrder(
                        "1|o|c|false", "2|o|late|false", "3|o|c|false", "4|o|b|false", "4|o|b|false");
    }

    @Test
    void aReplayTakesALaterVoidOfItsOwnGroupIntoAccount() {
        put("POD1/1/Bi_FactA/1/a.csv", "1,o,a,0");
        put("POD1/1/Bi_FactA/3/a.csv", "1,o,a,1");
        publish();
        put("POD1/1/Bi_FactA/2/late.csv", "1,o,late,0");
        publish();
        assertThat(rows("bi_facta")).isEmpty();
    }

    @Test
    void aLateObjectOfADimensionTakesItsPlaceInTheOrder() {
        put("POD1/1/Bi_DimB/1/part_1.csv", "1,first,0", "2,first,0");
        put("POD1/1/Bi_DimB/1/part_10.csv", "1,last,0");
        publish();
        put("POD1/1/Bi_DimB/1/part_2.csv", "1,late,0", "2,late,0");
        publish();
        assertThat(rows("bi_dimb")).containsExactlyInAnyOrder("1|last|false", "2|late|false");
    }

    @Test
    void onlyTheLateObjectOfAnAppendOnlyFactIsInserted() {
        put("POD1/1/Bi_FactFeedbackV2/1/a.csv", "1,a,0");
        publish();
        put("POD1/1/Bi_FactFeedbackV2/1/late.csv", "2,b,0", "3,c,1");
        publish();
        assertThat(rows("bi_factfeedbackv2")).containsExactlyInAnyOrder("1|a|false", "2|b|false");
        put("POD1/1/Bi_FactFeedbackV2/1/a.csv", "1,changed,0");
        assertThatThrownBy(this::publish).hasMessageContaining("an append-only object changed");
    }

    @Test
    void aWholeGroupThatComesLateIsReplayedWithTheOnesAfterIt() {
        put("POD1/1/Bi_DimB/1/a.csv", "1,one,0");
        put("POD1/3/Bi_DimB/1/a.csv", "1,three,0");
        publish();
        put("POD1/2/Bi_DimB/1/a.csv", "1,two,0", "2,two,0");
        publish();
        assertThat(rows("bi_dimb")).containsExactlyInAnyOrder("1|three|false", "2|two|false");
    }

    @Test
    void whatIsNoTableGroupChangesNothing() {
        put("POD1/1/Bi_DimB/1/a.csv", "1,a,0");
        put("POD1/1/Bi_DimB/1/", "");
        put("MonthlySnapshot/2024-03-01/POD1/1000/Bi_DimB/1.1.zip", "9,z,0");
        put("MonthlySnapshot/1/Bi_DimB/1/a.csv", "9,z,0");
        next.put("Root2/POD1/1/Bi_DimB/1/a.csv", bytes("9,z,0\n"));
        publish();
        assertThat(rows("bi_dimb")).containsExactly("1|a|false");
    }

    private void publish() {
        model.publish(next);
        next.clear();
    }

    private void put(String key, String... lines) {
        next.put("Root/" + key, bytes(String.join("\n", lines) + "\n"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<String> rows(String table) {
        List<String> rows = new ArrayList<>();
        for (List<Object> row : model.tables().get(table).rows()) {
            rows.add(String.join("|", row.stream().map(String::valueOf).toList()));
        }
        return rows;
    }
}
