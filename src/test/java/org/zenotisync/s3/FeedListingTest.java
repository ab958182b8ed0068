package org.zenotisync.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.Source;
import org.zenotisync.testing.S3Extension;

@Tag("s3")
class FeedListingTest {

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @Test
    void aLevelHoldsFoldersAndTheObjectsBesideThem() {
        publish("level", "Customer/POD1/7/bi_factx/1/a.csv", "Customer/readme.txt", "Customer2/POD9/1/x/1/a.csv");

        FeedListing.Level level = new FeedListing(S3.client()).level(Source.of("level", "/Customer/"), "");

        assertThat(level.folders()).containsExactly("POD1");
        assertThat(level.unknown().keys()).containsExactly("Customer/readme.txt");
    }

    @Test
    void zeroByteFolderMarkersAreNoObjects() {
        publish(
                "markers",
                "POD1/",
                "POD1/7/",
                "POD1/7/bi_factx/1/",
                "POD1/7/bi_factx/1/a.csv",
                "POD1/7/bi_factx/1/empty.csv");
        FeedListing listing = new FeedListing(S3.client());
        Source source = Source.of("markers", "");

        assertThat(objects(listing, source, "POD1/"))
                .extracting(FeedObject::key)
                .containsExactly("POD1/7/bi_factx/1/a.csv", "POD1/7/bi_factx/1/empty.csv");
        assertThat(listing.level(source, "POD1/").folders()).containsExactly("7");
        assertThat(listing.level(source, "POD1/").unknown().isEmpty()).isTrue();
    }

    @Test
    void moreThanAThousandFoldersAreListed() {
        publish(
                "many",
                IntStream.rangeClosed(1, 1100)
                        .mapToObj(i -> "POD1/" + i + "/x/1/a.csv")
                        .toArray(String[]::new));
        FeedListing listing = new FeedListing(S3.client());
        Source source = Source.of("many", "");

        assertThat(listing.level(source, "POD1/").folders()).hasSize(1100).doesNotHaveDuplicates();
        assertThat(objects(listing, source, "POD1/")).hasSize(1100).doesNotHaveDuplicates();
    }

    private static List<FeedObject> objects(FeedListing listing, Source source, String path) {
        List<FeedObject> objects = new ArrayList<>();
        listing.objects(source, path, objects::add);
        return objects;
    }

    /** Objects of no bytes where the name ends with a slash or begins with {@code empty}, otherwise of one. */
    private static void publish(String bucket, String... keys) {
        Map<String, byte[]> objects = new HashMap<>();
        for (String key : keys) {
            objects.put(key, new byte[key.endsWith("/") || key.contains("/empty") ? 0 : 1]);
        }
        S3.publish(bucket, objects);
    }
}
