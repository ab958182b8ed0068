package org.zenotisync.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.config.SettingsSource;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.consume.ProvenKeys;
import org.zenotisync.merge.TableKey.Origin;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.model.TableKind;
import org.zenotisync.model.Track;

class TableKeyTest {

    private static final String FORMS = "bi_factforms";

    @Test
    void aSettingIsTrustedMost() throws LoadException {
        List<TableKey> keys = TableKey.candidates(
                table(List.of("rowid"), "factformid", "rowid", "other"),
                config("zenoti.tables.Bi_FactForms_s3.key", "other"),
                proven("rowid", "rowid"));

        assertThat(keys).containsExactly(new TableKey(List.of("other"), Origin.SETTING, false));
        assertThat(keys.get(0).needsProof()).isFalse();
    }

    @Test
    void aPrimaryKeyComesBeforeTheDocumentation() throws LoadException {
        FeedTable table = table(List.of("rowid"), "factformid", "rowid");

        assertThat(TableKey.candidates(table, config(), proven(null, null)))
                .containsExactly(new TableKey(List.of("rowid"), Origin.PRIMARY_KEY, false));
    }

    @Test
    void theDocumentationComesBeforeTheSortkeyAndBothMustBeProven() throws LoadException {
        List<TableKey> keys =
                TableKey.candidates(table(List.of(), "rowid", "factformid"), config(), proven(null, null));

        assertThat(keys)
                .containsExactly(
                        new TableKey(List.of("factformid"), Origin.DOCUMENTATION, false),
                        new TableKey(List.of("rowid"), Origin.SORTKEY, false))
                .allMatch(TableKey::needsProof);
    }

    @Test
    void aDocumentedKeyThatIsTheSortkeyIsTriedOnce() throws LoadException {
        assertThat(TableKey.candidates(table(List.of(), "factformid", "rowid"), config(), proven(null, null)))
                .containsExactly(new TableKey(List.of("factformid"), Origin.DOCUMENTATION, false));
    }

    @Test
    void aDocumentedKeyThatTheFeedDoesNotHaveIsPassedOver() throws LoadException {
        FeedTable without = table(List.of(), "rowid", "formid");
        FeedTable dropped = new FeedTable(
                table(List.of(), "rowid", "factformid").definition(), Map.of(), Set.of(), Set.of("factformid"));

        for (FeedTable table : List.of(without, dropped)) {
            assertThat(TableKey.candidates(table, config(), proven(null, null)))
                    .containsExactly(new TableKey(List.of("rowid"), Origin.SORTKEY, false));
        }
    }

    @Test
    void aRenamedColumnIsFollowed() throws LoadException {
        FeedTable renamed =
                table(List.of(), "rowpk", "formpk").withFormerNames(Map.of("factformid", "formpk", "rowid", "rowpk"));

        assertThat(TableKey.candidates(renamed, config(), proven(null, null)).get(0))
                .isEqualTo(new TableKey(List.of("formpk"), Origin.DOCUMENTATION, false));
        assertThat(TableKey.candidates(renamed, config(), proven("rowid", null)))
                .containsExactly(new TableKey(List.of("rowpk"), Origin.SORTKEY, true));
    }

    @Test
    void aKeyThatThePodIsLoadedByStays() throws LoadException {
        assertThat(TableKey.candidates(
                        table(List.of(), "rowid", "factformid"), config(), proven("rowid", "factformid")))
                .containsExactly(new TableKey(List.of("rowid"), Origin.SORTKEY, true));
    }

    @Test
    void theKeyOfAnotherPodIsTheOnlyOneAndMustBeProvenHereToo() throws LoadException {
        List<TableKey> keys =
                TableKey.candidates(table(List.of(), "rowid", "factformid"), config(), proven(null, "rowid"));

        assertThat(keys).containsExactly(new TableKey(List.of("rowid"), Origin.SORTKEY, false));
        assertThat(keys.get(0).needsProof()).isTrue();
    }

    @Test
    void aProvenKeyThatTheTableDoesNotHaveAnyMoreIsForgotten() throws LoadException {
        List<TableKey> keys =
                TableKey.candidates(table(List.of(), "rowid", "formid"), config(), proven("gone", "gone"));

        assertThat(keys).containsExactly(new TableKey(List.of("rowid"), Origin.SORTKEY, false));
    }

    @Test
    void theKeyOfThisPodAndThoseOfOtherPodsAreKeptApart() {
        List<Checkpoint> checkpoints =
                List.of(checkpoint("POD1", null), checkpoint("POD2", "rowid"), checkpoint("POD3", "factformid"));

        assertThat(ProvenKeys.of(checkpoints, checkpoint -> checkpoint.pod().equals("POD1")))
                .isEqualTo(proven(null, "rowid"));
        assertThat(ProvenKeys.of(checkpoints, checkpoint -> checkpoint.pod().equals("POD3")))
                .isEqualTo(proven("factformid", "rowid"));
    }

    @Test
    void aConfiguredKeyMustHaveColumnsOfTheTable() {
        SyncConfig config = config("zenoti.tables.bi_factforms.key", "rowid,nosuch");

        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> TableKey.candidates(table(List.of(), "rowid"), config, proven(null, null)))
                .withMessage(
                        "zenoti.tables.bi_factforms.key names the column \"nosuch\", which the table does not have");
    }

    @Test
    void aKeyIsDescribedWithItsOrigin() {
        assertThat(new TableKey(List.of("a", "b"), Origin.PRIMARY_KEY, false).described(FORMS))
                .isEqualTo("the key (a, b) of bi_factforms");
        assertThat(new TableKey(List.of("a"), Origin.SORTKEY, false).described(FORMS))
                .isEqualTo("the sortkey (a) of bi_factforms");
        assertThat(new TableKey(List.of("factformid"), Origin.DOCUMENTATION, false).described(FORMS))
                .startsWith("the key (factformid) of bi_factforms that Zenoti's page \"")
                .contains(DocumentedKeys.all().get(FORMS).page());
        assertThat(Origin.PRIMARY_KEY.id()).isEqualTo("primary-key");
    }

    @Test
    void aTableThatCannotBeLoadedIsNamedWithTheRemedy() {
        assertThat(TableKey.unknownKind("bi_x")).contains("bi_x").contains("set zenoti.tables.bi_x.kind to");
        assertThat(TableKey.noSchema("bi_x")).contains("look for SchemaFull/bi_x.txt");
    }

    @Test
    void withoutAnyKeyTheSettingIsNamed() {
        FeedTable table = new FeedTable(new TableDefinition(
                "bi_dimx", List.of(new ColumnDefinition("id", ColumnType.varchar(9))), List.of(), List.of()));

        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> TableKey.candidates(table, config(), proven(null, null)))
                .withMessageContaining("set zenoti.tables.bi_dimx.key");
    }

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

    /** The first of the columns is the sortkey. */
    private static FeedTable table(List<String> primaryKey, String... columns) {
        return new FeedTable(new TableDefinition(
                FORMS,
                List.of(columns).stream()
                        .map(name -> new ColumnDefinition(name, ColumnType.varchar(9)))
                        .toList(),
                primaryKey,
                List.of(columns[0])));
    }

    private static ProvenKeys proven(String ofThisPod, String ofOtherPods) {
        return new ProvenKeys(
                Optional.ofNullable(ofThisPod).map(List::of),
                Optional.ofNullable(ofOtherPods).map(List::of));
    }

    private static Checkpoint checkpoint(String pod, String provenKey) {
        return new Checkpoint(
                new Track("bucket", pod, FORMS),
                1,
                0,
                Optional.ofNullable(provenKey).map(List::of));
    }

    private static SyncConfig config(String... keyAndValue) {
        return SyncConfig.read(
                SettingsSource.of(keyAndValue.length == 0 ? Map.of() : Map.of(keyAndValue[0], keyAndValue[1])));
    }
}
