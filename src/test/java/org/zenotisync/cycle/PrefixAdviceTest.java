package org.zenotisync.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zenotisync.feed.Source;
import org.zenotisync.s3.FeedListing;
import org.zenotisync.testing.S3Extension;

class PrefixAdviceTest {

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @BeforeAll
    static void publishFeed() {
        byte[] content = {'x'};
        S3.publish(
                "advice",
                Map.of(
                        "feeds/CustomerNorth/SchemaFull/a.txt", content,
                        "feeds/CustomerNorth/POD1/1/bi_x/1/a.csv", content,
                        "feeds/CustomerSouth/SchemaFull/a.txt", content,
                        "feeds/other/x.txt", content,
                        "logs/a.txt", content));
        S3.publish("no-folders", Map.of("a.txt", content));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "feeds/customernorth | the folders of s3://advice/feeds with the nearest names to 'customernorth' are"
                        + " 'CustomerNorth', 'CustomerSouth', 'other'",
                "feeds/CustomerSuoth | are 'CustomerSouth', 'CustomerNorth', 'other'",
                "feed/CustomerNorth | the folders of s3://advice with the nearest names to 'feed' are 'feeds', 'logs'",
                "no/such/folder/at/all | the folders of s3://advice with the nearest names to 'no' are 'logs', 'feeds'",
                "feeds | s3://advice/feeds has neither a folder SchemaFull nor a POD; its folders are 'CustomerNorth',"
                        + " 'CustomerSouth', 'other'; zenoti.prefix must name the folder that holds SchemaFull"
            })
    void aPrefixThatIsNotAFeedGetsAListOfTheNearestFolders(String prefix, String words) {
        assertThat(advice("advice", prefix))
                .hasValueSatisfying(text -> assertThat(text).contains(words));
    }

    @Test
    void aFeedNeedsNoAdvice() {
        assertThat(advice("advice", "feeds/CustomerNorth")).isEmpty();
    }

    @Test
    void aBucketWithoutFoldersIsNamed() {
        assertThat(advice("no-folders", ""))
                .contains("There is no folder below s3://no-folders: the bucket has no folders");
        assertThat(advice("no-folders", "x"))
                .contains("There is no folder below s3://no-folders/x: the bucket has no folders at all");
    }

    private static Optional<String> advice(String bucket, String prefix) {
        FeedListing listing = new FeedListing(S3.client());
        Source source = Source.of(bucket, prefix);
        return new PrefixAdvice(listing, source).of(listing.level(source, ""), 0);
    }
}
