package org.zenotisync.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebConfigTest {

    private static final String DIGEST = "0123456789abcdef".repeat(8);

    @TempDir
    private Path folder;

    private final Map<String, String> settings = new HashMap<>();

    @Test
    void withoutSettingsThePageIsOnTheLocalMachineWithoutButtonsAndValues() {
        assertThat(read()).isEqualTo(new WebConfig(true, "localhost", 8080, false, false, WebUsers.NONE));
        assertThat(read().needsSignIn()).isFalse();
    }

    @Test
    void buttonsWithoutUsersAreRefusedWithTheRemedy() {
        settings.put("zenoti.web.actions", "true");

        assertThat(problem())
                .isEqualTo("zenoti.web.actions: the buttons of the status page need users who sign in; set"
                        + " zenoti.web.users to a file with them (docs/page.md), or zenoti.web.actions=false");
    }

    @Test
    void valuesForOthersThanTheLocalMachineNeedUsers() throws IOException {
        settings.put("zenoti.web.show-rows", "true");
        for (String local : new String[] {"localhost", "127.0.0.1", "127.1.2.3", "::1", "[::1]"}) {
            settings.put("zenoti.web.host", local);
            assertThat(read().showsRows()).as(local).isTrue();
        }
        for (String open : new String[] {"0.0.0.0", "::", "10.0.0.7", "sync.example", "localhost.example"}) {
            settings.put("zenoti.web.host", open);
            assertThat(problem())
                    .isEqualTo("zenoti.web.show-rows: everybody who reaches " + open + " would see rows of the feed,"
                            + " which may be personal data; set zenoti.web.users to a file with users who sign in"
                            + " (docs/page.md), zenoti.web.host=localhost, or zenoti.web.show-rows=false");
        }
        users("alice=" + DIGEST + "\n");
        assertThat(read().showsRows()).isTrue();
    }

    @Test
    void usersAreReadFromAFileAndTheirDigestsAreNotShown() throws IOException {
        settings.put("zenoti.web.actions", "true");
        users("# operators\nalice=" + DIGEST + "\nbob@salon.example = " + DIGEST + "\n");

        WebConfig config = read();

        assertThat(config.users().digests()).containsOnlyKeys("alice", "bob@salon.example");
        assertThat(config.needsSignIn()).isTrue();
        assertThat(config.toString()).contains("2 users").doesNotContain(DIGEST);
    }

    @Test
    void aLineThatIsNoDigestIsRefusedWithoutShowingIt() throws IOException {
        users("alice=secret-password\n");

        assertThat(problem())
                .startsWith("zenoti.web.users: in ")
                .contains("'alice'")
                .doesNotContain("secret-password");
    }

    @Test
    void aFileWithoutUsersOrNoFileIsRefused() throws IOException {
        users("# nobody\n");
        assertThat(problem()).endsWith("users.properties has no user");

        settings.put("zenoti.web.users", folder.resolve("none").toString());
        assertThat(problem()).startsWith("zenoti.web.users: the file ").contains("cannot be read");
    }

    @Test
    void aPortThatKubernetesHasSetIsExplained() {
        settings.put("zenoti.web.port", "tcp://10.0.0.7:80");

        assertThat(problem())
                .startsWith("zenoti.web.port: 'tcp://10.0.0.7:80' is not a port; Kubernetes sets ZENOTI_WEB_PORT");
    }

    @Test
    void aPortIsANumberOfAPort() {
        settings.put("zenoti.web.port", "65536");
        assertThat(problem()).isEqualTo("zenoti.web.port: '65536' is not a number from 0 to 65535");
    }

    private void users(String content) throws IOException {
        Path file = folder.resolve("users.properties");
        Files.writeString(file, content);
        settings.put("zenoti.web.users", file.toString());
    }

    private WebConfig read() {
        return WebConfig.read(SettingsSource.of(settings));
    }

    private String problem() {
        try {
            return "read: " + read();
        } catch (ConfigException e) {
            return e.getMessage();
        }
    }
}
