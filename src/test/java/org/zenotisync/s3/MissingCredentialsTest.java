package org.zenotisync.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.ProfileFile;

/** With the messages of the AWS SDK itself, whose form may change. */
class MissingCredentialsTest {

    private static final String NOBODY = "http://127.0.0.1:9";
    private static final String ROLE = "arn:aws:iam::123456789012:role/x";

    @TempDir
    private Path folder;

    private final Map<String, String> before = new HashMap<>();

    @BeforeEach
    void nothingIsSetUp() {
        set("aws.disableEc2Metadata", "true");
    }

    @AfterEach
    void reset() {
        before.forEach((name, value) -> {
            if (value == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
    }

    @Test
    void whereNothingIsSetUpTheRemedyIsTold() {
        assertThat(text("default", ""))
                .isEqualTo(
                        "no AWS credentials were found; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE,"
                                + " or give the machine a role");
    }

    @Test
    void aMisspeltProfileIsNamed() {
        assertThat(text("prodution", "[profile production]\naws_access_key_id=key\naws_secret_access_key=verysecret\n"))
                .startsWith(
                        "no AWS credentials were found (profile: Profile file contained no credentials for profile 'prodution'); ")
                .doesNotContain("verysecret");
    }

    @Test
    void aProfileWhoseRoleCannotBeTakenSaysWhy() {
        set("aws.endpointUrlSts", NOBODY);
        set("aws.maxAttempts", "1");
        assertThat(text(
                        "x",
                        "[profile x]\nrole_arn=" + ROLE + "\nregion=eu-west-1\nsource_profile=y\n[profile y]\n"
                                + "aws_access_key_id=key\naws_secret_access_key=verysecret\n"))
                .startsWith("no AWS credentials were found (profile: Connect to 127.0.0.1:9 ")
                .contains("Connection refused); ")
                .doesNotContain("verysecret", "SDK");
    }

    @Test
    void aTokenThatIsNotThereIsNamed() throws Exception {
        Path token = folder.resolve("token");
        set("aws.webIdentityTokenFile", token.toString());
        set("aws.roleArn", ROLE);
        set("aws.region", "eu-west-1");
        assertThat(text("default", ""))
                .startsWith("no AWS credentials were found (web identity: no such file: " + token + "); ");

        Files.writeString(token, "verysecret", StandardCharsets.US_ASCII);
        set("aws.endpointUrlSts", NOBODY);
        set("aws.maxAttempts", "1");
        assertThat(text("default", ""))
                .startsWith("no AWS credentials were found (web identity: Connect to 127.0.0.1:9 ")
                .doesNotContain("verysecret");
    }

    @Test
    void whatHasSeveralLinesIsToldInOne() {
        assertThat(MissingCredentials.text("Unable to load credentials from any of the providers in the chain X :"
                        + " [ProfileCredentialsProvider(profileName=x, profileFile=ProfileFile(sections=[])): first\n  second.,"
                        + " ContainerCredentialsProvider(): neither AWS_CONTAINER_CREDENTIALS_FULL_URI is set,"
                        + " InstanceProfileCredentialsProvider(): none]"))
                .startsWith("no AWS credentials were found (profile: first second); ");
    }

    private void set(String name, String value) {
        before.putIfAbsent(name, System.getProperty(name));
        System.setProperty(name, value);
    }

    private static String text(String profile, String profiles) {
        ProfileFile file = ProfileFile.builder()
                .type(ProfileFile.Type.CONFIGURATION)
                .content(profiles)
                .build();
        try (DefaultCredentialsProvider credentials = DefaultCredentialsProvider.builder()
                .profileName(profile)
                .profileFile(() -> file)
                .build()) {
            return S3Errors.text(catchThrowableOfType(SdkClientException.class, credentials::resolveCredentials));
        }
    }
}
