package org.zenotisync.s3;

import java.net.URI;
import java.util.Optional;
import org.zenotisync.config.ConfigException;
import org.zenotisync.config.SettingsSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** The AWS settings that this program reads and checks; the SDK finds all other ones. */
final class AwsSettings {

    private static final String ENDPOINT_S3 = "AWS_ENDPOINT_URL_S3";
    private static final String ENDPOINT = "AWS_ENDPOINT_URL";
    private static final String REGION = "AWS_REGION";
    private static final String ACCESS_KEY = "AWS_ACCESS_KEY_ID";
    private static final String SECRET_KEY = "AWS_SECRET_ACCESS_KEY";
    private static final String SESSION_TOKEN = "AWS_SESSION_TOKEN";
    private static final String MAX_ATTEMPTS = "AWS_MAX_ATTEMPTS";

    /** Of one request: some seconds of trouble, or half a minute when S3 asks to slow down. The SDK's default is three. */
    private static final int ATTEMPTS = 5;

    private static final int HIGHEST_PORT = 65_535;

    private final SettingsSource settings;

    AwsSettings(SettingsSource settings) {
        this.settings = settings;
    }

    /**
     * How often a request is sent at most.
     *
     * @throws ConfigException if the setting is not a positive number
     */
    int attempts() {
        return settings.get(MAX_ATTEMPTS).map(AwsSettings::positive).orElse(ATTEMPTS);
    }

    /**
     * The address of an S3 server other than Amazon's.
     *
     * @throws ConfigException if the setting is not a URL
     */
    Optional<URI> endpoint() {
        return endpoint(ENDPOINT_S3).or(() -> endpoint(ENDPOINT));
    }

    /**
     * The region of the bucket; any region if there is an endpoint.
     *
     * @throws ConfigException if neither the setting nor an AWS profile names one
     */
    Region region() {
        return findRegion()
                .or(() -> endpoint().map(uri -> Region.US_EAST_1))
                .orElseThrow(() -> new ConfigException(
                        REGION + ": not set, and no AWS profile names it; set it to the region of the bucket"));
    }

    /** The region by the setting, or where all AWS programs look for it. */
    Optional<Region> findRegion() {
        return settings.get(REGION).map(region -> Region.of(region.strip())).or(AwsSettings::regionOfProfile);
    }

    /**
     * The keys, exactly as they are written. Without them the client looks where all AWS programs look.
     *
     * @throws ConfigException if only one of the two is set
     */
    Optional<AwsCredentials> keys() {
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

    private static int positive(String text) {
        try {
            int attempts = Integer.parseInt(text.strip());
            if (attempts > 0) {
                return attempts;
            }
        } catch (NumberFormatException e) {
            // reported below
        }
        throw new ConfigException(MAX_ATTEMPTS + ": '" + text + "' is not a number from 1 on");
    }

    private Optional<URI> endpoint(String name) {
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
            // reported below
        }
        throw new ConfigException(
                name + ": '" + url.replaceFirst("//.*@", "//***@") + "' is not a URL (example: http://localhost:9000)");
    }

    private static Optional<Region> regionOfProfile() {
        try {
            return Optional.of(new DefaultAwsRegionProviderChain().getRegion());
        } catch (SdkClientException e) {
            return Optional.empty();
        }
    }
}
