package org.zenotisync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zenotisync.config.ConfigException;
import org.zenotisync.config.SyncConfig;

/** Settings as the properties of a Camel context give them. */
class CamelSettingsTest {

    private final CamelContext context = new DefaultCamelContext();

    @AfterEach
    void forget() {
        System.clearProperty("zenoti.settle");
        System.clearProperty("zenoti.setle");
    }

    @Test
    void aSystemPropertyOverridesAProperty() {
        set("zenoti.settle", "1h");
        System.setProperty("zenoti.settle", "7s");

        assertThat(read().settle()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void anUnknownSystemPropertyIsAnError() {
        System.setProperty("zenoti.setle", "7s");

        assertThatThrownBy(this::read).isInstanceOf(ConfigException.class).hasMessageContaining("zenoti.settle?");
    }

    @Test
    void placeholdersAreResolved() {
        set("estate.bucket", "feed");
        set("zenoti.bucket", "{{estate.bucket}}-of-{{sys:java.specification.version}}");

        assertThat(read().sources().get(0).bucket())
                .isEqualTo("feed-of-" + System.getProperty("java.specification.version"));
    }

    @Test
    void aPlaceholderThatCannotBeResolvedIsAnErrorWithoutTheValue() {
        set("zenoti.target.password", "very-{{estate.secret}}");

        assertThatThrownBy(this::read)
                .isInstanceOf(ConfigException.class)
                .hasMessage("zenoti.target.password: its value holds a placeholder that cannot be resolved");
    }

    @Test
    void thePatternOfTableNamesIsNotAPlaceholder() {
        set("zenoti.target.table-name", "{table}_s3");

        assertThat(read().target().nameOf("bi_x")).isEqualTo("bi_x_s3");
    }

    private void set(String key, String value) {
        context.getPropertiesComponent().addInitialProperty(key, value);
    }

    private SyncConfig read() {
        return SyncConfig.read(new CamelSettings(context, "zenoti"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ZENOTI_US_BUCKET", "ZENOTI_US_TARGET_SCHEMA", "ZENOTI_US_EAST_SETTLE"})
    void aVariableOfALongerPrefixIsNotOneOfTheShorter(String variable) {
        assertThat(CamelSettings.isOfLongerPrefix(variable)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ZENOTI_BUCKET", "ZENOTI_TARGET_SCHEMA", "ZENOTI_PARALELISM", "ZENOTI_TABLES_BI_DIMX_KEY"})
    void aSettingAndAMisspeltOneBelongToTheirPrefix(String variable) {
        assertThat(CamelSettings.isOfLongerPrefix(variable)).isFalse();
    }
}
