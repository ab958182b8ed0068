package org.zenotisync.s3;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zenotisync.feed.ListingException;
import org.zenotisync.feed.Source;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Answers that no S3 gives, but what stands before it may: none of them is taken for a bucket without objects. */
class ListingAnswersTest {

    private static WireMockServer server;
    private static S3Client client;

    @BeforeAll
    static void startServer() {
        server =
                new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
        server.start();
        client = S3Client.builder()
                .endpointOverride(URI.create(server.baseUrl()))
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build();
    }

    @AfterAll
    static void stopServer() {
        client.close();
        server.stop();
    }

    @ParameterizedTest
    @Timeout(20)
    @CsvSource({
        "'', is not a listing of s3://bucket/",
        "<html><body>Welcome</body></html>, is not a listing of s3://bucket/",
        "<ListBucketResult><Name>bucket</Name></ListBucketResult>, is not a listing of s3://bucket/",
        "<ListBucketResult><IsTruncated>false</IsTruncated><Contents></Contents></ListBucketResult>,"
                + " is not a listing of s3://bucket/",
        "<ListBucketResult><IsTruncated>false</IsTruncated><CommonPrefixes></CommonPrefixes></ListBucketResult>,"
                + " is not a listing of s3://bucket/",
        "<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>, sends no token for the next one",
        "<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken>"
                + "</ListBucketResult>, again and again"
    })
    void anAnswerThatIsNotAListingIsRefused(String answer, String words) {
        server.stubFor(WireMock.any(WireMock.anyUrl())
                .willReturn(WireMock.ok(answer).withHeader("Content-Type", "application/xml")));

        assertThatExceptionOfType(ListingException.class)
                .isThrownBy(() -> new FeedListing(client).level(Source.of("bucket", ""), ""))
                .withMessageContaining(words);
    }
}
