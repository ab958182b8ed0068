package org.zenotisync.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zenotisync.feed.Source;

/** The settings {@code zenoti.sources.<name>.…}. */
class SourceSettingsTest {

    @Test
    void everySourceHasItsOwnValues() {
        SyncConfig config = read("zenoti.sources.north.bucket=north-bucket;zenoti.sources.north.prefix=/Customer/"
                + ";zenoti.sources.north.region=eu-west-1;zenoti.sources.north.endpoint=http://localhost:9000"
                + ";zenoti.sources.north.access-key-id=id;zenoti.sources.north.secret-access-key= s3cret "
                + ";zenoti.sources.north.session-token=token;zenoti.sources.north.organization=Salons"
                + ";zenoti.sources.north.primary=TRUE"
                + ";zenoti.sources.east-2.bucket=east-bucket;zenoti.sources.east-2.profile=east"
                + ";zenoti.sources.east-2.role-arn=arn:aws:iam::123456789012:role/reader"
                + ";zenoti.sources.east-10.bucket=other-bucket");

        assertThat(config.hasSeveralSources()).isTrue();
        assertThat(config.sources())
                .containsExactly(
                        new Source("east-2", "east-bucket", ""),
                        new Source("east-10", "other-bucket", ""),
                        new Source("north", "north-bucket", "Customer/"));
        SourceConfig north = config.sourceConfigs().get(2);
        assertThat(north.organization()).isEqualTo("Salons");
        assertThat(north.isPrimary()).isTrue();
        assertThat(north.access())
                .isEqualTo(new S3Access(
                        Optional.of("eu-west-1"),
                        Optional.of(URI.create("http://localhost:9000")),
                        Optional.of(new S3Access.Keys("id", " s3cret ", Optional.of("token"))),
                        Optional.empty(),
                        Optional.empty()));
        assertThat(config.toString()).doesNotContain("s3cret").doesNotContain("token]");
        SourceConfig east = config.sourceConfigs().get(0);
        assertThat(east.organization()).isEmpty();
        assertThat(east.isPrimary()).isFalse();
        assertThat(east.access().profile()).contains("east");
        assertThat(east.access().roleArn()).contains("arn:aws:iam::123456789012:role/reader");
        assertThat(config.sourceConfigs().get(1).access().isOfProgram()).isTrue();
    }

    /** Of an environment variable, the longest known member at its end counts. */
    @Test
    void environmentVariablesNameSources() {
        SyncConfig config = read("ZENOTI_SOURCES_NORTH_WEST_BUCKET=north-bucket"
                + ";ZENOTI_SOURCES_NORTH_WEST_ACCESS_KEY_ID=id;ZENOTI_SOURCES_NORTH_WEST_SECRET_ACCESS_KEY=s3cret"
                + ";zenoti.sources.north-west.prefix=Customer");

        assertThat(config.sources()).containsExactly(new Source("north-west", "north-bucket", "Customer/"));
        assertThat(config.sourceConfigs().get(0).access().keys())
                .contains(new S3Access.Keys("id", "s3cret", Optional.empty()));
    }

    @Test
    void aSourceThatIsAloneMayHaveAName() {
        SyncConfig config = read("zenoti.sources.north.bucket=north-bucket");

        assertThat(config.hasSeveralSources()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.bucket=abc;b.bucket=abc"
                        + "| zenoti.sources.a.bucket and zenoti.sources.b.bucket: both name s3://abc; remove one of them",
                "a.bucket=abc;a.prefix=x/y;b.bucket=abc;b.prefix=x"
                        + "| zenoti.sources.a.bucket and zenoti.sources.b.bucket: of s3://abc/x/y and s3://abc/x one is"
                        + " inside the other",
                "a.prefix=x| zenoti.sources.a.bucket: not set, but zenoti.sources.a.prefix is",
                "a.bucket=abc;a.secret-access-key=s3cret"
                        + "| zenoti.sources.a.access-key-id: not set, but zenoti.sources.a.secret-access-key is",
                "a.bucket=abc;a.access-key-id=id"
                        + "| zenoti.sources.a.secret-access-key: not set, but zenoti.sources.a.access-key-id is",
                "a.bucket=abc;a.session-token=s3cret"
                        + "| zenoti.sources.a.access-key-id: not set, but zenoti.sources.a.session-token is",
                "a.bucket=abc;a.access-key-id=id;a.secret-access-key=s3cret;a.profile=p"
                        + "| zenoti.sources.a.access-key-id and zenoti.sources.a.profile: both say who reads the bucket",
                "a.bucket=abc;a.primary=true;b.bucket=abd;b.primary=true"
                        + "| zenoti.sources.a.primary and zenoti.sources.b.primary: both are true",
                "a.bucket=abc;a.regoin=x| zenoti.sources.a.regoin: not a setting of a source; did you mean region?",
                "bucket=abc| zenoti.sources.bucket: the name of the source is missing; set"
                        + " zenoti.sources.<name>.bucket, with a name of your choice",
                "a.bucket=abc;a.organization=Salons;b.bucket=abd;b.organization=salons"
                        + "| zenoti.sources.a.organization and zenoti.sources.b.organization: 'Salons' and 'salons'"
                        + " differ only in case; write the organisation the same way in both",
                "a.bucket=abc;a.primary=yes| zenoti.sources.a.primary: 'yes' is neither true nor false",
                "A.bucket=abc| zenoti.sources.A.bucket: 'A' is not the name of a source (a-z, 0-9, -);"
                        + " use zenoti.sources.a.bucket",
                "a_b.bucket=abc| zenoti.sources.a_b.bucket: 'a_b' is not the name of a source (a-z, 0-9, -)",
                "a.bucket=abc;a.role-arn=reader| zenoti.sources.a.role-arn: 'reader' is not the ARN of a role",
                "a.bucket=abc;a.endpoint=http://me:s3cret@| zenoti.sources.a.endpoint: 'http://***@' is not a URL",
                "a.bucket=s3://abc/x| zenoti.sources.a.bucket: 's3://abc/x' is an address, not the name of a bucket;"
                        + " set zenoti.sources.a.bucket=abc and zenoti.sources.a.prefix=x"
            })
    void whatContradictsIsAnErrorThatNamesBothSettings(String settings, String message) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> read("zenoti.sources." + settings.replace(";", ";zenoti.sources.")))
                .withMessageStartingWith(message)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ZENOTI_SOURCES_BUCKET| the name of the source is missing; set ZENOTI_SOURCES_<NAME>_BUCKET, with",
                "ZENOTI_SOURCES_ACCESS_KEY_ID| the name of the source is missing; set"
                        + " ZENOTI_SOURCES_<NAME>_ACCESS_KEY_ID, with",
                "ZENOTI_SOURCES_NORTH_BUCKETT| not a setting of a source; did you mean ZENOTI_SOURCES_NORTH_BUCKET?",
                "ZENOTI_SOURCES_NORTH_WEST_ACESS_KEY_ID| not a setting of a source; did you mean"
                        + " ZENOTI_SOURCES_NORTH_WEST_ACCESS_KEY_ID?",
                "ZENOTI_SOURCES_NORTH_COLOUR| not a setting of a source; the settings are ZENOTI_SOURCES_<NAME>_ with"
                        + " BUCKET,"
            })
    void aWrongVariableIsAnErrorThatNamesTheRightOne(String variable, String message) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> read(variable + "=s3cret"))
                .withMessageStartingWith(variable + ": " + message)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret"));
    }

    @ParameterizedTest
    @CsvSource({"zenoti.bucket, zenoti.sources.a.bucket", "zenoti.prefix, ZENOTI_SOURCES_A_BUCKET"})
    void theTwoFormsAreNotMixed(String shortForm, String named) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> read(shortForm + "=abc;" + named + "=abd"))
                .withMessageStartingWith(shortForm + " and " + named + ": ");
    }

    @Test
    void primariesOfTwoOrganisationsDoNotContradict() {
        SyncConfig config = read("zenoti.sources.a.bucket=abc;zenoti.sources.a.primary=true"
                + ";zenoti.sources.b.bucket=abd;zenoti.sources.b.primary=true;zenoti.sources.b.organization=other");

        assertThat(config.sourceConfigs()).allMatch(SourceConfig::isPrimary);
    }

    @Test
    void theSharedTablesAreThoseOfTheDocumentationAndMore() {
        SharedTables shared = read("zenoti.shared-tables=default,bi_dimreasons").sharedTables();

        assertThat(shared.contains("bi_factfeedbackv2")).isTrue();
        assertThat(shared.contains("bi_dimloyaltypointprograms")).isTrue();
        assertThat(shared.contains("bi_dimreasons")).isTrue();
        assertThat(shared.contains("bi_dimuser")).isFalse();
        assertThat(read("").sharedTables().contains("bi_dimreasons")).isFalse();
        assertThat(read("zenoti.shared-tables=bi_dimuser").sharedTables().contains("bi_dimitems"))
                .isFalse();
    }

    /** @param settings {@code key=value;key=value} */
    private static SyncConfig read(String settings) {
        Map<String, String> all = new TreeMap<>();
        for (String setting : settings.split(";")) {
            if (!setting.isEmpty()) {
                all.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
            }
        }
        return SyncConfig.read(SettingsSource.of(all));
    }
}
