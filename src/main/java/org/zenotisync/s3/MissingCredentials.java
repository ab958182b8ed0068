package org.zenotisync.s3;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Why no credentials were found. The AWS SDK looks in one place after the other and reports all of them at length.
 * People need the reason only for the place that they have set up.
 */
final class MissingCredentials {

    private static final String BEGINNING = "Unable to load credentials from any of the providers";

    /** The SDK's report about each place, which is between the names of its provider and of the next one. */
    private static final Map<String, Pattern> PLACES = Map.of(
            "web identity",
            compile("WebIdentityTokenCredentialsProvider\\(\\): (.*), ProfileCredentialsProvider\\("),
            "profile",
            compile("ProfileCredentialsProvider\\(.*\\)\\): (.*), ContainerCredentialsProvider\\(\\): "),
            "container",
            compile(" ContainerCredentialsProvider\\(\\): (.*), InstanceProfileCredentialsProvider\\("));

    /** Parts of the report about a place that is not set up. */
    private static final List<String> NOT_SET_UP = List.of(
            "AWS_WEB_IDENTITY_TOKEN_FILE or the java",
            "no credentials for profile 'default'",
            "neither AWS_CONTAINER_CREDENTIALS_FULL_URI");

    private MissingCredentials() {}

    /** Messages of STS, or of a program that returns credentials, may have several lines. */
    private static Pattern compile(String place) {
        return Pattern.compile(place, Pattern.DOTALL);
    }

    /** Whether a message of the SDK reports that it has found no credentials. */
    static boolean isReportedBy(String message) {
        return message.startsWith(BEGINNING);
    }

    /** The SDK's message in one line: the places that are set up, why each returned nothing, and the remedy. */
    static String text(String message) {
        String reasons = PLACES.entrySet().stream()
                .map(place -> Map.entry(place.getKey(), reason(place.getValue(), message)))
                .filter(place ->
                        !place.getValue().isEmpty() && NOT_SET_UP.stream().noneMatch(place.getValue()::contains))
                .map(place -> place.getKey() + ": " + place.getValue())
                .sorted()
                .collect(Collectors.joining("; "));
        return reasons.isEmpty()
                ? "no AWS credentials were found; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or"
                        + " AWS_PROFILE, or give the machine a role"
                : "no AWS credentials were found (" + reasons
                        + "); check the names in that set-up, and that AWS lets it in";
    }

    private static String reason(Pattern place, String message) {
        Matcher matcher = place.matcher(message);
        return matcher.find()
                ? matcher.group(1)
                        .replaceAll("\\s*\\R\\s*", " ")
                        .replaceFirst(": ProfileFile\\(.*$", "")
                        .replaceFirst("^Unable to execute HTTP request: ", "")
                        .replaceFirst("^java\\.nio\\.file\\.NoSuchFileException: ", "no such file: ")
                        .replaceFirst("\\s*\\((Service: .*, )?Status Code: .*\\)", "")
                        .replaceFirst("\\s*\\(SDK Attempt Count: \\d+\\)", "")
                        .strip()
                        .replaceFirst("\\.$", "")
                : "";
    }
}
