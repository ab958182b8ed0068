package org.zenotisync.quarkus;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.zenotisync.config.ConfigException;
import org.zenotisync.config.SettingsSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Makes the S3 client from the settings that AWS users know by name. */
public final class S3Clients {

    private static final String ENDPOINT_S3 = "AWS_ENDPOINT_URL_S3";
    private static final String ENDPOINT = "AWS_ENDPOINT_URL";
    private static final String REGION = "AWS_REGION";
    private static final String ACCESS_KEY = "AWS_ACCESS_KEY_ID";
    private static final String SECRET_KEY = "AWS_SECRET_ACCESS_KEY";
    private static final String MAX_ATTEMPTS = "AWS_MAX_ATTEMPTS";
    private static final String SESSION_TOKEN = "AWS_SESSION_TOKEN";
    private static final String TRUST_STORE = "javax.net.ssl.trustStore";

    /** As the JDK names it. */
    private static final String NO_TRUST_STORE = "NONE";

    private static final Duration SILENCE = Duration.ofSeconds(60);

    /** Of one request: some seconds of trouble, or half a minute when S3 asks to slow down. The SDK's own are three. */
    private static final int ATTEMPTS = 5;

    private static final int HIGHEST_PORT = 65_535;

    private S3Clients() {}

    /**
     * Makes a client.
     *
     * @param connections that are used at once at most
     * @param isUsed whether the client will send requests, so that the region matters
     * @throws ConfigException if the region or one of the two keys is missing, or the endpoint is no URL
     */
    static S3Client of(SettingsSource settings, int connections, boolean isUsed) {
        return of(settings, connections, isUsed, SILENCE);
    }

    /**
     * Makes a client.
     *
     * @param connections that are used at once at most
     * @param isUsed whether the client will send requests, so that the region matters
     * @param silence after which a connection counts as lost; how long a whole answer takes is not limited, since
     *     objects are read as fast as their rows are staged
     * @throws ConfigException if the region or one of the two keys is missing, the endpoint is no URL, or a trust store
     *     that is set cannot be read
     */
    public static S3Client of(SettingsSource settings, int connections, boolean isUsed, Duration silence) {
        // the SDK reads the setting too, and would complain in words of its own
        int attempts = attempts(settings);
        checkTrustStore();
        S3ClientBuilder builder = S3Client.builder()
                .defaultsMode(DefaultsMode.STANDARD)
                .overrideConfiguration(o -> o.retryStrategy(retries -> retries.maxAttempts(attempts)))
                .httpClientBuilder(ApacheHttpClient.builder()
                        .maxConnections(connections)
                        .connectionTimeout(Duration.ofSeconds(10))
                        .socketTimeout(silence));
        Optional<URI> endpoint = endpoint(settings, ENDPOINT_S3).or(() -> endpoint(settings, ENDPOINT));
        endpoint.ifPresent(uri -> builder.endpointOverride(uri).forcePathStyle(true));
        builder.region(region(settings, endpoint.isPresent() || !isUsed));
        if (isUsed) {
            credentials(settings)
                    .ifPresent(keys -> builder.credentialsProvider(StaticCredentialsProvider.create(keys)));
        }
        return builder.build();
    }

    /** A JVM would trust nobody instead, without a word why, and the native binary ends. */
    private static void checkTrustStore() {
        String file = System.getProperty(TRUST_STORE, NO_TRUST_STORE);
        if (!file.equals(NO_TRUST_STORE) && !Files.isReadable(Path.of(file))) {
            throw new ConfigException(TRUST_STORE + ": '" + file
                    + "' cannot be read; it names a file of certificates, such as keytool makes");
        }
    }

    private static int attempts(SettingsSource settings) {
        return settings.get(MAX_ATTEMPTS).map(text -> whole(text)).orElse(ATTEMPTS);
    }

    private static int whole(String text) {
        try {
            int attempts = Integer.parseInt(text.strip());
            if (attempts > 0) {
                return attempts;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new ConfigException(MAX_ATTEMPTS + ": '" + text + "' is not a number from 1 on");
    }

    private static Optional<URI> endpoint(SettingsSource settings, String name) {
        return settings.get(name).map(url -> uri(name, url));
    }

    private static URI uri(String name, String url) {
        try {
            URI uri = URI.create(url.strip());
            if (uri.getHost() != null
                    && uri.getScheme() != null
                    && uri.getScheme().startsWith("http")
                    && uri.getPort() <= HIGHEST_PORT) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new ConfigException(
                name + ": '" + url.replaceFirst("//.*@", "//***@") + "' is no URL such as http://localhost:9000");
    }

    private static Region region(SettingsSource settings, boolean anyWillDo) {
        Optional<String> region = settings.get(REGION);
        if (region.isPresent()) {
            return Region.of(region.get().strip());
        }
        try {
            return new DefaultAwsRegionProviderChain().getRegion();
        } catch (SdkClientException e) {
            if (anyWillDo) {
                return Region.US_EAST_1;
            }
            throw new ConfigException(REGION + ": not set, and no profile tells it; it names the region of the bucket");
        }
    }

    /** Keys from the settings, taken as they are written; without them the client looks where all AWS programs look. */
    private static Optional<AwsCredentials> credentials(SettingsSource settings) {
        Optional<String> key = settings.literal(ACCESS_KEY);
        Optional<String> secret = settings.literal(SECRET_KEY);
        if (key.isPresent() != secret.isPresent()) {
            throw new ConfigException((key.isPresent() ? SECRET_KEY : ACCESS_KEY) + ": not set, but "
                    + (key.isPresent() ? ACCESS_KEY : SECRET_KEY)
                    + " is; set both, or neither to use a profile or role");
        }
        if (key.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(settings.literal(SESSION_TOKEN)
                .<AwsCredentials>map(token -> AwsSessionCredentials.create(key.get(), secret.get(), token))
                .orElseGet(() -> AwsBasicCredentials.create(key.get(), secret.get())));
    }
}
