package org.zenotisync.s3;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.zenotisync.config.ConfigException;
import org.zenotisync.config.Setting;
import org.zenotisync.config.Setting.Default;
import org.zenotisync.config.Setting.Expressions;
import org.zenotisync.config.SettingsSource;
import org.zenotisync.config.ValueType;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** The AWS settings that this program reads and checks; the SDK finds all other ones. */
public final class AwsSettings {

    private static final String FOUND_BY_SDK = "where the AWS SDK looks";

    private static final Setting<String> REGION = new Setting<>(
            "AWS_REGION",
            ValueType.text("name of a region"),
            "Region of the bucket. It is not needed with an endpoint.",
            Default.none("that of the AWS profile"));

    private static final Setting<String> ACCESS_KEY = new Setting<>(
            "AWS_ACCESS_KEY_ID",
            ValueType.text("text, taken as it is written"),
            "Access key. Set it and its secret, or neither.",
            Default.none(FOUND_BY_SDK),
            Expressions.LITERAL);

    private static final Setting<String> SECRET_KEY = new Setting<>(
            "AWS_SECRET_ACCESS_KEY",
            ValueType.text("text, taken as it is written"),
            "Secret of the access key.",
            Default.none(FOUND_BY_SDK),
            Expressions.LITERAL);

    private static final Setting<String> SESSION_TOKEN = new Setting<>(
            "AWS_SESSION_TOKEN",
            ValueType.text("text, taken as it is written"),
            "Session token of a temporary access key.",
            Default.none("none"),
            Expressions.LITERAL);

    private static final Setting<URI> ENDPOINT_S3 = new Setting<>(
            "AWS_ENDPOINT_URL_S3",
            ValueType.url("URL (`http://localhost:9000`)"),
            "Address of another S3 server than Amazon's. It also switches to path-style access.",
            Default.none("Amazon S3"));

    private static final Setting<URI> ENDPOINT = new Setting<>(
            "AWS_ENDPOINT_URL",
            ValueType.url("URL"),
            "The same, if `AWS_ENDPOINT_URL_S3` is not set.",
            Default.none("Amazon S3"));

    /** Five attempts last some seconds, or half a minute when S3 asks to slow down. The SDK's default is three. */
    private static final Setting<Integer> MAX_ATTEMPTS = new Setting<>(
            "AWS_MAX_ATTEMPTS",
            ValueType.number(1, Integer.MAX_VALUE),
            "How often a request is sent at most.",
            Default.of("5"));

    private final SettingsSource settings;

    AwsSettings(SettingsSource settings) {
        this.settings = settings;
    }

    /** The declarations. */
    public static List<Setting<?>> all() {
        return List.of(REGION, ACCESS_KEY, SECRET_KEY, SESSION_TOKEN, ENDPOINT_S3, ENDPOINT, MAX_ATTEMPTS);
    }

    /**
     * How often a request is sent at most.
     *
     * @throws ConfigException if the setting is not a positive number
     */
    int attempts() {
        return MAX_ATTEMPTS.read(settings);
    }

    /**
     * The address of an S3 server other than Amazon's.
     *
     * @throws ConfigException if the setting is not a URL
     */
    Optional<URI> endpoint() {
        return ENDPOINT_S3.find(settings).or(() -> ENDPOINT.find(settings));
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
                        REGION.key() + ": not set, and no AWS profile names it; set it to the region of the bucket"));
    }

    /** The region by the setting, or where all AWS programs look for it. */
    Optional<Region> findRegion() {
        return REGION.find(settings).map(region -> Region.of(region.strip())).or(AwsSettings::regionOfProfile);
    }

    /**
     * The keys, exactly as they are written. Without them the client looks where all AWS programs look.
     *
     * @throws ConfigException if only one of the two is set
     */
    Optional<AwsCredentials> keys() {
        Optional<String> key = ACCESS_KEY.find(settings);
        Optional<String> secret = SECRET_KEY.find(settings);
        if (key.isPresent() != secret.isPresent()) {
            throw new ConfigException((key.isPresent() ? SECRET_KEY : ACCESS_KEY).key() + ": not set, but "
                    + (key.isPresent() ? ACCESS_KEY : SECRET_KEY).key()
                    + " is; set both, or neither to use a profile or role");
        }
        if (key.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(SESSION_TOKEN
                .find(settings)
                .<AwsCredentials>map(token -> AwsSessionCredentials.create(key.get(), secret.get(), token))
                .orElseGet(() -> AwsBasicCredentials.create(key.get(), secret.get())));
    }

    private static Optional<Region> regionOfProfile() {
        try {
            return Optional.of(new DefaultAwsRegionProviderChain().getRegion());
        } catch (SdkClientException e) {
            return Optional.empty();
        }
    }
}
