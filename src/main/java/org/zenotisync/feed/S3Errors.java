package org.zenotisync.feed;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What S3 answers, in words for people: its error code, what it says, and the remedy. Request ids and counts are left out. */
public final class S3Errors {

    private static final String OTHER_REGION = "set AWS_REGION to the region of the bucket";
    private static final String BUCKET_REGION = "x-amz-bucket-region";
    private static final String EXPIRED = "get new credentials; AWS_SESSION_TOKEN belongs to them";
    private static final String BUSY = "the next cycle tries again";
    private static final String MOVED = "it was replaced or deleted after it was listed; the next cycle reads it again";

    /** What a person can do, by error code. */
    private static final Map<String, String> REMEDIES = Map.ofEntries(
            Map.entry("NoSuchBucket", "check zenoti.bucket"),
            Map.entry("InvalidAccessKeyId", "check AWS_ACCESS_KEY_ID"),
            Map.entry("SignatureDoesNotMatch", "check AWS_SECRET_ACCESS_KEY: it is not the secret of the key"),
            Map.entry("ExpiredToken", EXPIRED),
            Map.entry("InvalidToken", EXPIRED),
            Map.entry("TokenRefreshRequired", EXPIRED),
            Map.entry("InvalidObjectState", "it is in an archive: restore it in S3"),
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
                    + " if they have both, the objects may be encrypted with a KMS key (then the credentials need kms:Decrypt on it),"
                    + " a policy may deny the access, or the bucket may be one where the requester pays, which is not supported";

    /** What the key of encrypted objects wants. */
    private static final String KMS = "kms:Decrypt on the KMS key that the object is encrypted with";

    /** Codes of the key service that S3 passes on, such as {@code KMS.DisabledException}. */
    private static final String KMS_CODE = "KMS.";

    /** How AWS names the right that is missing. */
    private static final Pattern MISSING_RIGHT =
            Pattern.compile("not authorized to perform: ?([a-z0-9-]+:[A-Za-z]+)", Pattern.CASE_INSENSITIVE);

    private S3Errors() {}

    /**
     * Whether a failure may be over in a moment: S3 is busy or has trouble of its own, or its answer was lost on the way.
     * A refusal lasts: the same request gets the same answer.
     */
    public static boolean isTransient(SdkException failure) {
        if (failure instanceof AwsServiceException answer) {
            return answer.statusCode() >= 500 || answer.isThrottlingException() || TIMED_OUT.equals(code(answer));
        }
        return failure.retryable()
                || Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                        .anyMatch(IOException.class::isInstance);
    }

    /** Whether a failure comes from an object that is not as it was listed any more: the next listing shows what is there. */
    public static boolean isMoved(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(AwsServiceException.class::isInstance)
                .map(answer -> code((AwsServiceException) answer))
                .anyMatch(code -> code != null && MOVED.equals(REMEDIES.get(code)));
    }

    /** The failure of a request, in one line. */
    public static String text(SdkException failure) {
        return failure instanceof AwsServiceException answer ? answered(answer) : notAsked(failure);
    }

    private static String answered(AwsServiceException answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        String code = code(answer);
        String said = details == null ? null : details.errorMessage();
        StringBuilder text = new StringBuilder(code == null ? "HTTP status " + answer.statusCode() : code);
        if (said != null && !said.isBlank()) {
            text.append(", ").append(said.strip().replaceFirst("\\.$", ""));
        }
        String remedy = remedy(answer, code, said == null ? "" : said);
        return remedy == null
                ? text.toString()
                : text.append("; ").append(remedy).toString();
    }

    /** What a person can do; null if nothing is known. */
    private static String remedy(AwsServiceException answer, String code, String said) {
        if (ACCESS_DENIED.equals(code) || code == null && answer.statusCode() == FORBIDDEN) {
            return missingRight(said);
        }
        if (code == null) {
            return null;
        }
        return code.startsWith(KMS_CODE)
                ? "the KMS key that the object is encrypted with must be enabled, and the credentials need kms:Decrypt on it"
                : remedy(code, answer.awsErrorDetails());
    }

    /** By what S3 says: it names the right, or leaves open which one it is. */
    private static String missingRight(String said) {
        Matcher named = MISSING_RIGHT.matcher(said);
        if (named.find()) {
            String right = named.group(1);
            return "the credentials need " + (right.equalsIgnoreCase("kms:Decrypt") ? KMS : right);
        }
        return said.toLowerCase(Locale.ROOT).contains("kms") ? "the credentials need " + KMS : RIGHTS;
    }

    private static String remedy(String code, AwsErrorDetails details) {
        String remedy = REMEDIES.get(code);
        if (!OTHER_REGION.equals(remedy) || details.sdkHttpResponse() == null) {
            return remedy;
        }
        return details.sdkHttpResponse()
                .firstMatchingHeader(BUCKET_REGION)
                .map(region -> "set AWS_REGION to " + region)
                .orElse(remedy);
    }

    private static String code(AwsServiceException answer) {
        return answer.awsErrorDetails() == null
                ? null
                : answer.awsErrorDetails().errorCode();
    }

    /** No answer of S3: the request was not sent, or it was lost on its way. */
    private static String notAsked(SdkException failure) {
        String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        if (MissingCredentials.isMeant(message)) {
            return MissingCredentials.text(message);
        }
        return message.replaceFirst("^Unable to execute HTTP request: ", "")
                        .replaceFirst("\\s*\\(SDK Attempt Count: \\d+\\)", "")
                + "; check the network and AWS_ENDPOINT_URL_S3";
    }
}
