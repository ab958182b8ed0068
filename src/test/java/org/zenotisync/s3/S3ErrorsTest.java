package org.zenotisync.s3;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3ErrorsTest {

    @Test
    void ofAnAccessDeniedThatSaysNoMoreAllUsualCausesAreNamed() {
        assertThat(S3Errors.text(refusal("AccessDenied", "Access Denied")))
                .startsWith(
                        "AccessDenied, Access Denied; the credentials need s3:ListBucket on the bucket and s3:GetObject")
                .contains("kms:Decrypt", "requester pays");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "User: arn:aws:iam::1:user/x is not authorized to perform: kms:Decrypt on the resource associated with this"
                        + " ciphertext because no identity-based policy allows the kms:Decrypt action"
                        + " | need kms:Decrypt on the KMS key that the object is encrypted with",
                "User: arn:aws:iam::1:user/x is not authorized to perform: s3:GetObject on resource:"
                        + " \"arn:aws:s3:::b/k\" with an explicit deny in a resource-based policy | need s3:GetObject",
                "The ciphertext refers to a customer master key (KMS) that you may not use | need kms:Decrypt on the KMS key that the object is encrypted with"
            })
    void whatS3SaysOfTheMissingRightIsPassedOnWithThatRight(String said, String remedy) {
        assertThat(S3Errors.text(refusal("AccessDenied", said)))
                .startsWith("AccessDenied, " + said)
                .endsWith(remedy)
                .doesNotContain("requester pays");
    }

    @Test
    void aKeyThatIsSwitchedOffIsNamed() {
        assertThat(S3Errors.text(refusal("KMS.DisabledException", "arn:aws:kms:eu-west-1:1:key/2 is disabled.")))
                .isEqualTo(
                        "KMS.DisabledException, arn:aws:kms:eu-west-1:1:key/2 is disabled; the KMS key that the object is"
                                + " encrypted with must be enabled, and the credentials need kms:Decrypt on it");
    }

    private static SdkException refusal(String code, String said) {
        return S3Exception.builder()
                .statusCode(403)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(said)
                        .serviceName("S3")
                        .build())
                .build();
    }
}
