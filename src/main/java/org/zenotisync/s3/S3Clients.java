package org.zenotisync.s3;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.zenotisync.config.ConfigException;
import org.zenotisync.config.S3Access;
import org.zenotisync.config.SettingsSource;
import org.zenotisync.config.SourceConfig;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileProperty;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Makes the S3 client from the settings that AWS users know ({@link AwsSettings}). */
public final class S3Clients {

    private static final String TRUST_STORE = "javax.net.ssl.trustStore";

    /** The JDK's name for the absence of a trust store. */
    private static final String NO_TRUST_STORE = "NONE";

    private static final Duration SILENCE = Duration.ofSeconds(60);

    private S3Clients() {}

    /**
     * Makes a client that reads the feed.
     *
     * @param connections the most that are used at once
     * @throws ConfigException if the region or one of the two keys is missing, the endpoint is not a URL, or a
     *     trust store that is set cannot be read
     */
    public static S3Client of(SettingsSource settings, int connections) {
        return of(settings, connections, SILENCE);
    }

    /**
     * Makes a client that reads the feed.
     *
     * @param connections the most that are used at once
     * @param silence after which a connection counts as lost; the time for a complete answer is not limited, since
     *     objects are read as fast as their rows are staged
     * @throws ConfigException if the region or one of the two keys is missing, the endpoint is not a URL, or a
     *     trust store that is set cannot be read
     */
    public static S3Client of(SettingsSource settings, int connections, Duration silence) {
        return of(settings, connections, silence, List.of());
    }

    private static S3Client of(
            SettingsSource settings, int connections, Duration silence, List<ExecutionInterceptor> observers) {
        AwsSettings aws = new AwsSettings(settings);
        S3ClientBuilder builder = builder(aws, connections, silence, observers);
        builder.region(aws.region());
        aws.keys().ifPresent(keys -> builder.credentialsProvider(StaticCredentialsProvider.create(keys)));
        return builder.build();
    }

    /**
     * Makes a client that reads one source. What the source has no settings for is as for the program.
     *
     * @param connections the most that are used at once
     * @throws ConfigException as {@link #of(SettingsSource, int)}
     */
    public static S3Client of(SettingsSource settings, SourceConfig source, int connections) {
        return of(settings, source, connections, List.of());
    }

    /**
     * Makes a client that reads one source.
     *
     * @param connections the most that are used at once
     * @param observers see every request
     * @throws ConfigException as {@link #of(SettingsSource, int)}
     */
    static S3Client of(
            SettingsSource settings, SourceConfig source, int connections, List<ExecutionInterceptor> observers) {
        S3Access access = source.access();
        if (access.isOfProgram()) {
            return of(settings, connections, SILENCE, observers);
        }
        AwsSettings aws = new AwsSettings(settings);
        S3ClientBuilder builder = builder(aws, connections, SILENCE, observers);
        access.endpoint().ifPresent(uri -> builder.endpointOverride(uri).forcePathStyle(true));
        Region region = access.region()
                .map(Region::of)
                .or(() -> access.profile().flatMap(S3Clients::regionOf))
                .or(aws::findRegion)
                .or(() -> access.endpoint().map(uri -> Region.US_EAST_1))
                .orElseGet(aws::region);
        builder.region(region);
        Optional<AwsCredentialsProvider> credentials = credentials(access, aws);
        if (access.roleArn().isPresent()) {
            AwsCredentialsProvider identity = credentials.orElseGet(
                    () -> DefaultCredentialsProvider.builder().build());
            builder.credentialsProvider(AssumedRole.of(access.roleArn().get(), identity, region));
        } else {
            credentials.ifPresent(builder::credentialsProvider);
        }
        return builder.build();
    }

    /** The keys or the profile of the source, or else the keys of the program; empty if the SDK looks for some. */
    private static Optional<AwsCredentialsProvider> credentials(S3Access access, AwsSettings aws) {
        return access.keys()
                .<AwsCredentialsProvider>map(keys -> StaticCredentialsProvider.create(credentials(keys)))
                .or(() -> access.profile().map(ProfileCredentialsProvider::create))
                .or(() -> aws.keys().map(StaticCredentialsProvider::create));
    }

    private static AwsCredentials credentials(S3Access.Keys keys) {
        return keys.sessionToken()
                .<AwsCredentials>map(
                        token -> AwsSessionCredentials.create(keys.accessKeyId(), keys.secretAccessKey(), token))
                .orElseGet(() -> AwsBasicCredentials.create(keys.accessKeyId(), keys.secretAccessKey()));
    }

    private static Optional<Region> regionOf(String profile) {
        return ProfileFile.defaultProfileFile()
                .profile(profile)
                .flatMap(found -> found.property(ProfileProperty.REGION))
                .map(Region::of);
    }

    /**
     * Makes a client that sends no requests, for commands that look only into the target: it needs neither a region nor
     * keys.
     *
     * @throws ConfigException if the endpoint is not a URL, or a trust store that is set cannot be read
     */
    public static S3Client unused(SettingsSource settings) {
        AwsSettings aws = new AwsSettings(settings);
        return builder(aws, 1, SILENCE, List.of())
                .region(aws.findRegion().orElse(Region.US_EAST_1))
                .build();
    }

    private static S3ClientBuilder builder(
            AwsSettings aws, int connections, Duration silence, List<ExecutionInterceptor> observers) {
        // the SDK reads the setting too, and would report a wrong one in its own words
        int attempts = aws.attempts();
        requireReadableTrustStore();
        S3ClientBuilder builder = S3Client.builder()
                .defaultsMode(DefaultsMode.STANDARD)
                .overrideConfiguration(o -> o.retryStrategy(retries -> retries.maxAttempts(attempts))
                        .executionInterceptors(observers))
                .httpClientBuilder(ApacheHttpClient.builder()
                        .maxConnections(connections)
                        .connectionTimeout(Duration.ofSeconds(10))
                        .socketTimeout(silence));
        aws.endpoint().ifPresent(uri -> builder.endpointOverride(uri).forcePathStyle(true));
        return builder;
    }

    /** With an unreadable one, a JVM would trust no server and give no reason, and the native binary would end. */
    private static void requireReadableTrustStore() {
        String file = System.getProperty(TRUST_STORE, NO_TRUST_STORE);
        if (!file.equals(NO_TRUST_STORE) && !Files.isReadable(Path.of(file))) {
            throw new ConfigException(TRUST_STORE + ": '" + file
                    + "' cannot be read; it names a file of certificates, such as keytool makes");
        }
    }
}
