package org.zenotisync.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.config.SettingsSource;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.merge.LoadException;
import org.zenotisync.merge.TableKey;
import org.zenotisync.merge.TableKey.Origin;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.model.Track;

class KeyChoiceTest {

    private static final String FORMS = "bi_factforms";

    @Test
    void aSettingIsTrustedMost() throws LoadException {
        List<TableKey> keys = KeyChoice.candidates(
                table(List.of("rowid"), "factformid", "rowid", "other"),
                config("zenoti.tables.Bi_FactForms_s3.key", "other"),
                proven("rowid", "rowid"));

        assertThat(keys).containsExactly(new TableKey(List.of("other"), Origin.SETTING, false));
        assertThat(keys.get(0).needsProof()).isFalse();
    }

    @Test
    void aPrimaryKeyComesBeforeTheDocumentation() throws LoadException {
        FeedTable table = table(List.of("rowid"), "factformid", "rowid");

        assertThat(KeyChoice.candidates(table, config(), proven(null, null)))
                .containsExactly(new TableKey(List.of("rowid"), Origin.PRIMARY_KEY, false));
    }

    @Test
    void theDocumentationComesBeforeTheSortkeyAndBothMustBeProven() throws LoadException {
        List<TableKey> keys =
                KeyChoice.candidates(table(List.of(), "rowid", "factformid"), config(), proven(null, null));

        assertThat(keys)
                .containsExactly(
                        new TableKey(List.of("factformid"), Origin.DOCUMENTATION, false),
                        new TableKey(List.of("rowid"), Origin.SORTKEY, false))
                .allMatch(TableKey::needsProof);
    }

    @Test
    void aDocumentedKeyThatIsTheSortkeyIsTriedOnce() throws LoadException {
        assertThat(KeyChoice.candidates(table(List.of(), "factformid", "rowid"), config(), proven(null, null)))
                .containsExactly(new TableKey(List.of("factformid"), Origin.DOCUMENTATION, false));
    }

    @Test
    void aDocumentedKeyThatTheFeedDoesNotHaveIsPassedOver() throws LoadException {
        FeedTable without = table(List.of(), "rowid", "formid");
        FeedTable dropped = new FeedTable(
                table(List.of(), "rowid", "factformid").definition(), Map.of(), Set.of(), Set.of("factformid"));

        for (FeedTable table : List.of(without, dropped)) {
            assertThat(KeyChoice.candidates(table, config(), proven(null, null)))
                    .containsExactly(new TableKey(List.of("rowid"), Origin.SORTKEY, false));
        }
    }

    @Test
    void aRenamedColumnIsFollowed() throws LoadException {
        FeedTable renamed =
                table(List.of(), "rowpk", "formpk").withFormerNames(Map.of("factformid", "formpk", "rowid", "rowpk"));

        assertThat(KeyChoice.candidates(renamed, config(), proven(null, null)).get(0))
                .isEqualTo(new TableKey(List.of("formpk"), Origin.DOCUMENTATION, false));
        assertThat(KeyChoice.candidates(renamed, config(), proven("rowid", null)))
                .containsExactly(new TableKey(List.of("rowpk"), Origin.SORTKEY, true));
    }

    @Test
    void aKeyThatThePodIsLoadedByStays() throws LoadException {
        assertThat(KeyChoice.candidates(
                        table(List.of(), "rowid", "factformid"), config(), proven("rowid", "factformid")))
                .containsExactly(new TableKey(List.of("rowid"), Origin.SORTKEY, true));
    }

    @Test
    void theKeyOfAnotherPodIsTheOnlyOneAndMustBeProvenHereToo() throws LoadException {
        List<TableKey> keys =
                KeyChoice.candidates(table(List.of(), "rowid", "factformid"), config(), proven(null, "rowid"));

        assertThat(keys).containsExactly(new TableKey(List.of("rowid"), Origin.SORTKEY, false));
        assertThat(keys.get(0).needsProof()).isTrue();
    }

    @Test
    void aProvenKeyThatTheTableDoesNotHaveAnyMoreIsForgotten() throws LoadException {
        List<TableKey> keys =
                KeyChoice.candidates(table(List.of(), "rowid", "formid"), config(), proven("gone", "gone"));

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
                .isThrownBy(() -> KeyChoice.candidates(table(List.of(), "rowid"), config, proven(null, null)))
                .withMessage(
                        "zenoti.tables.bi_factforms.key names the column \"nosuch\", which the table does not have");
    }

    @Test
    void aTableThatCannotBeLoadedIsNamedWithTheRemedy() {
        assertThat(KeyChoice.unknownKind("bi_x")).contains("bi_x").contains("set zenoti.tables.bi_x.kind to");
        assertThat(KeyChoice.noSchema("bi_x")).contains("look for SchemaFull/bi_x.txt");
    }

    @Test
    void withoutAnyKeyTheSettingIsNamed() {
        FeedTable table = new FeedTable(new TableDefinition(
                "bi_dimx", List.of(new ColumnDefinition("id", ColumnType.varchar(9))), List.of(), List.of()));

        assertThatExceptionOfType(LoadException.class)
                .isThrownBy(() -> KeyChoice.candidates(table, config(), proven(null, null)))
                .withMessageContaining("set zenoti.tables.bi_dimx.key");
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
