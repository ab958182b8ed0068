package org.zenotisync.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zenotisync.config.ConfigException;
import org.zenotisync.config.SyncConfig;

class MicroProfileSettingsTest {

    private static final String WORKING_DIRECTORY = "user.dir";
    private static final String PASSWORD = "zenoti.target.password";

    @TempDir
    private Path folder;

    private final String workingDirectory = System.getProperty(WORKING_DIRECTORY);

    @AfterEach
    void restore() {
        System.setProperty(WORKING_DIRECTORY, workingDirectory);
        System.clearProperty(PASSWORD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a$$b", "a${b", "a${b}", "${b}", "\\${b}", "a\\b", "$", "{{b}}", "${{b}}", "a${b:c}", "#a"})
    void userNamesAndPasswordsAreTakenAsTheyAreWritten(String secret) throws IOException {
        System.setProperty(PASSWORD, secret);
        MicroProfileSettings settings = settings(
                "AWS_SECRET_ACCESS_KEY='" + secret + "'\n",
                Map.of("zenoti.target.username", secret, "AWS_SESSION_TOKEN", secret));

        SyncConfig config = SyncConfig.read(settings);

        assertThat(config.target().username()).contains(secret);
        assertThat(config.target().password()).contains(secret);
        assertThat(settings.literal("AWS_SECRET_ACCESS_KEY")).contains(secret);
        assertThat(settings.literal("AWS_SESSION_TOKEN")).contains(secret);
    }

    @Test
    void bucketPrefixAndUrlAreExpanded() throws IOException {
        MicroProfileSettings settings = settings(
                "STAGE=test\nZENOTI_BUCKET=feed-${STAGE}\n",
                Map.of(
                        "zenoti.prefix",
                        "${STAGE}/$${1}",
                        "zenoti.target.url",
                        "jdbc:duckdb:${STAGE}.duckdb",
                        "zenoti.settle",
                        "${no.such.setting:}"));

        SyncConfig config = SyncConfig.read(settings);

        assertThat(config.sources().get(0).bucket()).isEqualTo("feed-test");
        assertThat(config.sources().get(0).prefix()).isEqualTo("test/${1}/");
        assertThat(config.target().url().text()).isEqualTo("jdbc:duckdb:test.duckdb");
    }

    @Test
    void anExpressionThatCannotBeExpandedIsNamedByItsKey() throws IOException {
        MicroProfileSettings settings = settings("", Map.of("zenoti.prefix", "${no.such.setting}"));

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> SyncConfig.read(settings))
                .withMessageStartingWith("zenoti.prefix: its value holds an expression ${...} that cannot be expanded");
    }

    @Test
    void theFileRanksAfterSystemPropertiesAndBeforePropertiesFiles() throws IOException {
        Files.createDirectories(folder.resolve("config"));
        Files.writeString(
                folder.resolve("config/application.properties"),
                "zenoti.settle=1s\nzenoti.look-back=1\nzenoti.prefix=p\n");
        System.setProperty(PASSWORD, "of the system property");
        MicroProfileSettings settings =
                settings("ZENOTI_TARGET_PASSWORD=of the file\nZENOTI_SETTLE=2s\nzenoti.look-back=2\n", Map.of());

        assertThat(settings.literal(PASSWORD)).contains("of the system property");
        assertThat(settings.get("zenoti.settle")).contains("2s");
        assertThat(settings.get("zenoti.look-back")).contains("2");
        assertThat(settings.get("zenoti.prefix")).contains("p");
    }

    @Test
    void theFileIsReadOnce() throws IOException {
        SmallRyeConfig config = config("A=1\n", Map.of());

        assertThat(config.getConfigSources())
                .filteredOn(source -> source.getName().contains(".env"))
                .hasSize(1)
                .allMatch(source -> source.getOrdinal() == 295);
    }

    @Test
    void aFileThatSmallRyeCannotReadIsRead() throws IOException {
        MicroProfileSettings settings = settings("\uFEFFexport ZENOTI_TARGET_PASSWORD=C:\\users\n", Map.of());

        assertThat(settings.literal(PASSWORD)).contains("C:\\users");
    }

    @Test
    void anUnknownSettingInTheFileIsAnError() throws IOException {
        MicroProfileSettings settings = settings("\uFEFFexport ZENOTI_BUKET=b\n", Map.of());

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> SyncConfig.read(settings))
                .withMessageStartingWith("ZENOTI_BUKET: unknown setting; did you mean ZENOTI_BUCKET?");
    }

    @Test
    void aLineThatCannotBeReadIsNamedWithItsFile() throws IOException {
        SmallRyeConfig config = config("A=1\nZENOTI_BUCKET='b\n", Map.of());

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> new MicroProfileSettings(config))
                .withMessageStartingWith(folder.resolve(".env") + ", line 2: cannot be read; ");
    }

    private MicroProfileSettings settings(String file, Map<String, String> properties) throws IOException {
        return new MicroProfileSettings(config(file, properties));
    }

    private SmallRyeConfig config(String file, Map<String, String> properties) throws IOException {
        if (!file.isEmpty()) {
            Files.write(folder.resolve(".env"), file.getBytes(StandardCharsets.UTF_8));
        }
        System.setProperty(WORKING_DIRECTORY, folder.toString());
        ConfigSource others = new PropertiesConfigSource(properties, "others", 200);
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDefaultSources()
                .withSources(others)
                .withCustomizers(new DotEnvCustomizer())
                .build();
    }
}
