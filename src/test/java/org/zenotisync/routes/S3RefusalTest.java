package org.zenotisync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.event.CycleReport;
import org.zenotisync.feed.ListingException;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What a person reads when S3 refuses a part of the source. */
@Timeout(120)
class S3RefusalTest {

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @TempDir
    private Path folder;

    @BeforeAll
    static void publish() {
        S3.publish("refusing", SmallFeed.schema());
        S3.publish("refusing", SmallFeed.groups(1, 1));
    }

    @Test
    void anObjectThatMayNotBeReadIsReportedWithNameErrorCodeAndRemedy() {
        String key = SmallFeed.key("POD1", 1, SmallFeed.FACT);
        try (S3Client denying = denying(key, null);
                SyncHarness harness = new SyncHarness(denying, "refusing", folder.resolve("a.duckdb"), Map.of())) {
            CycleReport report = harness.cycle();

            assertThat(report.failures()).hasSize(1);
            assertThat(report.failures().get(0).reason().orElseThrow())
                    .startsWith("s3://refusing/" + key + " cannot be read: AccessDenied, Access Denied; the credentials"
                            + " need s3:ListBucket on the bucket and s3:GetObject on its objects; if they have both, ")
                    .contains("kms:Decrypt", "requester pays");
        }
    }

    @Test
    void aFolderThatMayNotBeListedEndsTheCycleAndIsNamed() {
        try (S3Client denying = denying(null, "POD2/1/");
                SyncHarness harness = new SyncHarness(denying, "refusing", folder.resolve("b.duckdb"), Map.of())) {
            assertThatThrownBy(harness::cycle)
                    .cause()
                    .isInstanceOf(ListingException.class)
                    .hasMessageStartingWith(
                            "the folder s3://refusing/POD2/1/ cannot be listed: AccessDenied, Access Denied; the"
                                    + " credentials need s3:ListBucket on the bucket and s3:GetObject on its objects");
        }
    }

    /** A client that may not read one object or list one prefix, as with a policy of S3. */
    private static S3Client denying(String key, String prefix) {
        return S3.client(new ExecutionInterceptor() {
            @Override
            public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
                boolean denied = context.request() instanceof GetObjectRequest get
                        ? get.key().equals(key)
                        : context.request() instanceof ListObjectsV2Request list
                                && list.prefix().equals(prefix);
                if (denied) {
                    throw S3Exception.builder()
                            .statusCode(403)
                            .requestId("4711")
                            .awsErrorDetails(AwsErrorDetails.builder()
                                    .errorCode("AccessDenied")
                                    .errorMessage("Access Denied")
                                    .serviceName("S3")
                                    .build())
                            .build();
                }
            }
        });
    }
}
