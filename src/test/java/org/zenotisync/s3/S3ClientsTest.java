package org.zenotisync.s3;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.zenotisync.config.ConfigException;
import org.zenotisync.config.SettingsSource;

class S3ClientsTest {

    private static final String REGION = "AWS_REGION";
    private static final String ACCESS_KEY = "AWS_ACCESS_KEY_ID";
    private static final String SECRET_KEY = "AWS_SECRET_ACCESS_KEY";

    @Test
    void oneKeyWithoutTheOtherIsAnErrorThatNamesTheMissingOne() {
        refused(Map.of(REGION, "eu-west-1", ACCESS_KEY, "key"), SECRET_KEY + ": not set, but " + ACCESS_KEY + " is; ");
        refused(
                Map.of(REGION, "eu-west-1", SECRET_KEY, "secret"),
                ACCESS_KEY + ": not set, but " + SECRET_KEY + " is; ");
    }

    @Test
    void bothKeysOrNeitherWillDo() {
        accepted(Map.of(REGION, "eu-west-1", ACCESS_KEY, "key", SECRET_KEY, "secret"));
        accepted(Map.of(REGION, "eu-west-1"));
    }

    @Test
    void aClientThatSendsNoRequestsNeedsNoKeys() {
        assertThatCode(() -> S3Clients.unused(SettingsSource.of(Map.of(ACCESS_KEY, "key")))
                        .close())
                .doesNotThrowAnyException();
    }

    @Test
    void aTrustStoreThatIsNotThereIsNotTakenForAnEmptyOne() {
        System.setProperty("javax.net.ssl.trustStore", "/no/such/file");
        try {
            refused(Map.of(REGION, "eu-west-1"), "javax.net.ssl.trustStore: '/no/such/file' cannot be read; ");
        } finally {
            System.clearProperty("javax.net.ssl.trustStore");
        }
    }

    @Test
    void anEndpointThatIsNoUrlIsNamedWithoutItsSecrets() {
        refused(
                Map.of(REGION, "eu-west-1", "AWS_ENDPOINT_URL", "http://me:verysecret@:9000"),
                "AWS_ENDPOINT_URL: 'http://***@:9000' is not a URL (example: http://localhost:9000)");
    }

    private static void refused(Map<String, String> settings, String message) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> S3Clients.of(SettingsSource.of(settings), 1))
                .withMessageStartingWith(message);
    }

    private static void accepted(Map<String, String> settings) {
        assertThatCode(() -> S3Clients.of(SettingsSource.of(settings), 1).close())
                .doesNotThrowAnyException();
    }
}
