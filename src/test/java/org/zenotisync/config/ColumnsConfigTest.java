package org.zenotisync.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zenotisync.privacy.ColumnRules;
import org.zenotisync.privacy.HashKey;

/** The settings that say which columns a target does not get as they are. */
class ColumnsConfigTest {

    private static final String KEY = "a secret of thirty-two bytes or so";

    private static final List<String> COLUMNS = List.of("userid", "email", "mobilephone", "city");

    private static SyncConfig read(String... keysAndValues) {
        Map<String, String> settings = new HashMap<>();
        settings.put("zenoti.bucket", "bucket");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return SyncConfig.read(SettingsSource.of(settings));
    }

    @Test
    void globsChooseColumnsInAnyCaseAndAnySpellingOfTheTable() {
        ColumnsConfig columns = read(
                        "zenoti.columns.exclude", "Bi_DimUser_s3.EMAIL, *.mobile*",
                        "zenoti.columns.hash", "bi_dim*.USERID, *.email",
                        "zenoti.columns.hash-key", KEY)
                .columns();
        assertThat(columns.rulesOf("bi_dimuser", COLUMNS))
                .isEqualTo(new ColumnRules(Set.of("email", "mobilephone"), Set.of("userid"), new HashKey(KEY).check()));
        assertThat(columns.rulesOf("bi_factx", COLUMNS))
                .isEqualTo(new ColumnRules(Set.of("mobilephone"), Set.of("email"), new HashKey(KEY).check()));
        assertThat(columns.rulesOf("bi_dimcity", List.of("cityid"))).isEqualTo(ColumnRules.NONE);
        assertThat(columns.excludedBy("bi_factx", "mobilephone")).contains("zenoti.columns.exclude: '*.mobile*'");
    }

    @Test
    void withoutSettingsNothingIsHidden() {
        assertThat(read().columns().isEmpty()).isTrue();
        assertThat(read().columns().rulesOf("bi_dimuser", COLUMNS)).isEqualTo(ColumnRules.NONE);
    }

    @Test
    void thePresetLeavesOutContactsUnlessTheyAreHashed() {
        SyncConfig config = read(
                "zenoti.columns.preset", "guest-contact",
                "zenoti.columns.hash", "bi_dimuser.email",
                "zenoti.columns.hash-key", KEY);
        assertThat(config.columns().rulesOf("bi_dimuser", COLUMNS))
                .isEqualTo(new ColumnRules(Set.of("city", "mobilephone"), Set.of("email"), new HashKey(KEY).check()));
        assertThat(config.columns().rulesOf("bi_factx", COLUMNS)).isEqualTo(ColumnRules.NONE);
        assertThat(config.columns().excludedBy("bi_dimuser", "city")).contains("zenoti.columns.preset=guest-contact");
    }

    @ParameterizedTest
    @CsvSource({
        "exclude, *.void",
        "exclude, bi_factforms.*",
        "exclude, *.v*",
        "exclude, *.OrganizationId",
        "hash, bi_dimuser.*id",
        "hash, *.v?id"
    })
    void columnsThatLoadsNeedStayAsTheyAre(String setting, String glob) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> read("zenoti.columns." + setting, "*.email, " + glob, "zenoti.columns.hash-key", KEY))
                .withMessageStartingWith("zenoti.columns." + setting + ": '" + glob + "' fits the column ")
                .withMessageContaining("can be neither left out nor hashed");
    }

    @Test
    void aConfiguredKeyIsNotLeftOutAndMayBeHashed() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> read("zenoti.columns.exclude", "*.userid", "zenoti.tables.bi_dimuser.key", "UserId"))
                .withMessage("zenoti.columns.exclude: '*.userid' leaves out the column userid of bi_dimuser, which"
                        + " zenoti.tables.bi_dimuser.key names as its key: rows are found by it; zenoti.columns.hash"
                        + " may hash it");
        assertThat(read(
                                "zenoti.columns.hash", "*.userid",
                                "zenoti.columns.hash-key", KEY,
                                "zenoti.tables.bi_dimuser.key", "UserId")
                        .columns()
                        .rulesOf("bi_dimuser", COLUMNS)
                        .hashed())
                .containsExactly("userid");
    }

    @Test
    void hashingNeedsALongKey() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> read("zenoti.columns.hash", "*.userid"))
                .withMessageStartingWith("zenoti.columns.hash-key: not set, but zenoti.columns.hash is")
                .withMessageContaining("ZENOTI_COLUMNS_HASH_KEY");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> read("zenoti.columns.hash", "*.userid", "zenoti.columns.hash-key", "short-secret"))
                .withMessageStartingWith("zenoti.columns.hash-key: has 12 bytes")
                .withMessageNotContaining("short-secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"email", "bi_dimuser.e-mail", "bi_dimuser.", ".email"})
    void aGlobNamesTableAndColumn(String glob) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> read("zenoti.columns.exclude", glob))
                .withMessageStartingWith("zenoti.columns.exclude: '" + glob + "' is not a glob of columns");
    }

    @Test
    void theKeyIsNotInTheText() {
        SyncConfig config = read("zenoti.columns.hash", "*.userid", "zenoti.columns.hash-key", KEY);
        assertThat(config.toString()).doesNotContain(KEY);
    }
}
