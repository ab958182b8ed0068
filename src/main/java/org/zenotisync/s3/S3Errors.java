package org.zenotisync.s3;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Errors of S3 in words for people: the error code, S3's message and the remedy, without request ids and counts. */
public final class S3Errors {

    private static final String OTHER_REGION = "set AWS_REGION to the region of the bucket";
    private static final String BUCKET_REGION = "x-amz-bucket-region";
    private static final String EXPIRED = "get new credentials; AWS_SESSION_TOKEN belongs to them";
    private static final String BUSY = "the next cycle tries again";
    private static final String MOVED = "it was replaced or deleted after it was listed; the next cycle reads it again";

    /** Remedies by error code. */
    private static final Map<String, String> REMEDIES = Map.ofEntries(
            Map.entry("NoSuchBucket", "check zenoti.bucket"),
            Map.entry("InvalidAccessKeyId", "check AWS_ACCESS_KEY_ID"),
            Map.entry("SignatureDoesNotMatch", "check AWS_SECRET_ACCESS_KEY: it is not the secret of the key"),
            Map.entry("ExpiredToken", EXPIRED),
            Map.entry("InvalidToken", EXPIRED),
            Map.entry("TokenRefreshRequired", EXPIRED),
            Map.entry("InvalidObjectState", "it is stored in an archive: restore it in S3"),
            Map.entry("RequestTimeTooSkewed", "set the clock of this machine"),
            Map.entry("PermanentRedirect", OTHER_REGION),
            Map.entry("AuthorizationHeaderMalformed", OTHER_REGION),
            Map.entry("IllegalLocationConstraintException", OTHER_REGION),
            Map.entry("NoSuchKey", MOVED),
            Map.entry("PreconditionFailed", MOVED),
            Map.entry("RequestTimeout", BUSY),
            Map.entry("SlowDown", BUSY),
            Map.entry("ServiceUnavailable", BUSY),
            Map.entry("InternalError", BUSY));

    private static final String TIMED_OUT = "RequestTimeout";

    private static final String ACCESS_DENIED = "AccessDenied";
    private static final int FORBIDDEN = 403;

    private static final String RIGHTS =
            "the credentials need s3:ListBucket on the bucket and s3:GetObject on its objects;"
                    + " if they have both, the objects may be encrypted with a KMS key"
                    + " (then the credentials need kms:Decrypt on it),"
                    + " a policy may deny the access, or the bucket may be one where the requester pays,"
                    + " which is not supported";

    /** The right that encrypted objects need. */
    private static final String KMS = "kms:Decrypt on the KMS key that the object is encrypted with";

    /** Codes of the key service that S3 passes on, such as {@code KMS.DisabledException}. */
    private static final String KMS_CODE = "KMS.";

    /** How AWS names the right that is missing. */
    private static final Pattern MISSING_RIGHT =
            Pattern.compile("not authorized to perform: ?([a-z0-9-]+:[A-Za-z]+)", Pattern.CASE_INSENSITIVE);

    private S3Errors() {}

    /**
     * Whether a failure may be over in a moment: S3 is busy or has an internal error, or its answer was lost on the
     * way. A refusal lasts: the same request gets the same answer.
     */
    public static boolean isTransient(SdkException failure) {
        if (failure instanceof AwsServiceException answer) {
            return answer.statusCode() >= 500
                    || answer.isThrottlingException()
                    || code(answer).filter(TIMED_OUT::equals).isPresent();
        }
        return failure.retryable()
                || Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                        .anyMatch(IOException.class::isInstance);
    }

    /** Whether an object was replaced or deleted after it was listed; the next listing shows its new state. */
    public static boolean isMoved(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(AwsServiceException.class::isInstance)
                .flatMap(answer -> code((AwsServiceException) answer).stream())
                .anyMatch(code -> MOVED.equals(REMEDIES.get(code)));
    }

    /** Whether S3 has refused a request because the credentials lack a right. */
    public static boolean isDenied(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(AwsServiceException.class::isInstance)
                .anyMatch(answer -> isDenied((AwsServiceException) answer));
    }

    private static boolean isDenied(AwsServiceException answer) {
        return code(answer).map(ACCESS_DENIED::equals).orElse(answer.statusCode() == FORBIDDEN);
    }

    /** The failure of a request, in one line. */
    public static String text(SdkException failure) {
        return failure instanceof AwsServiceException answer ? textOf(answer) : textWithoutAnswer(failure);
    }

    private static String textOf(AwsServiceException answer) {
        String message = Optional.ofNullable(answer.awsErrorDetails())
                .map(AwsErrorDetails::errorMessage)
                .orElse("");
        StringBuilder text = new StringBuilder(code(answer).orElse("HTTP status " + answer.statusCode()));
        if (!message.isBlank()) {
            text.append(", ").append(message.strip().replaceFirst("\\.$", ""));
        }
        remedy(answer, message).ifPresent(remedy -> text.append("; ").append(remedy));
        return text.toString();
    }

    /** The remedy; empty if none is known. */
    private static Optional<String> remedy(AwsServiceException answer, String message) {
        Optional<String> code = code(answer);
        if (isDenied(answer)) {
            return Optional.of(missingRight(message));
        }
        if (code.filter(name -> name.startsWith(KMS_CODE)).isPresent()) {
            return Optional.of("the KMS key that the object is encrypted with must be enabled,"
                    + " and the credentials need kms:Decrypt on it");
        }
        return code.map(REMEDIES::get).map(remedy -> remedy.equals(OTHER_REGION) ? otherRegion(answer) : remedy);
    }

    /** S3's message may name the missing right; otherwise several ones are possible. */
    private static String missingRight(String message) {
        Matcher named = MISSING_RIGHT.matcher(message);
        if (named.find()) {
            String right = named.group(1);
            return "the credentials need " + (right.equalsIgnoreCase("kms:Decrypt") ? KMS : right);
        }
        return message.toLowerCase(Locale.ROOT).contains("kms") ? "the credentials need " + KMS : RIGHTS;
    }

    private static String otherRegion(AwsServiceException answer) {
        return Optional.ofNullable(answer.awsErrorDetails().sdkHttpResponse())
                .flatMap(response -> response.firstMatchingHeader(BUCKET_REGION))
                .map(region -> "set AWS_REGION to " + region)
                .orElse(OTHER_REGION);
    }

    /** S3's error code; empty if the answer has none. */
    private static Optional<String> code(AwsServiceException answer) {
        return Optional.ofNullable(answer.awsErrorDetails()).map(AwsErrorDetails::errorCode);
    }

    /** S3 has not answered: the request was not sent, or it or its answer was lost on the way. */
    private static String textWithoutAnswer(SdkException failure) {
        String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        if (MissingCredentials.isReportedBy(message)) {
            return MissingCredentials.text(message);
        }
        return message.replaceFirst("^Unable to execute HTTP request: ", "")
                        .replaceFirst("\\s*\\(SDK Attempt Count: \\d+\\)", "")
                + "; check the network and AWS_ENDPOINT_URL_S3";
    }
}
