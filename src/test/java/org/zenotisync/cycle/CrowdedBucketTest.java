package org.zenotisync.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.config.TableFilter;
import org.zenotisync.feed.Source;
import org.zenotisync.feed.UnknownKeys;
import org.zenotisync.model.Track;
import org.zenotisync.s3.FeedListing;
import org.zenotisync.testing.GeneratedBucket;
import software.amazon.awssdk.services.s3.S3Client;

/** A bucket with a million empty objects: the sync keeps only a limited number of them in memory. */
class CrowdedBucketTest {

    private static final int MILLION = 1_000_000;
    private static final int FILES_PER_GROUP = 250_000;
    private static final int PAGES_PER_MEASUREMENT = 120;

    private final GeneratedBucket bucket = new GeneratedBucket(this::measure);
    private long heapBefore = Long.MAX_VALUE;
    private long mostHeap;
    private int page;

    @AfterEach
    void close() {
        bucket.close();
    }

    @Test
    void aMillionUnknownObjectsAreCountedAndTheFilesBesideThemFound() {
        bucket.level("", "POD1")
                .level("POD1/", "1")
                .objects(
                        "POD1/1/",
                        MILLION + 2,
                        i -> i < MILLION ? "backup/of/it/part_" + i + ".bak" : "bi_factx/1/part_" + i + ".csv");

        FeedScan scan = scan();

        assertThat(scan.failures()).isEmpty();
        assertThat(scan.unknown()).hasSize(UnknownKeys.NAMED).startsWith("POD1/1/backup/of/it/part_0.bak");
        assertThat(scan.pods()).singleElement().satisfies(pod -> assertThat(
                        pod.listed().get(1L))
                .singleElement()
                .satisfies(group -> assertThat(group.files()).hasSize(2)));
        assertThat(mostMegabytes()).isLessThan(50);
    }

    @Test
    void aGroupOfAMillionFilesFailsItsPodAndNoOther() {
        bucket.level("", "POD1", "POD2")
                .level("POD1/", "1", "2", "3")
                .level("POD2/", "1")
                .objects("POD1/1/", 1, i -> "bi_factx/1/part_0.csv")
                .objects("POD1/2/", MILLION, i -> "bi_factx/1/part_" + i + ".csv")
                .objects("POD1/3/", 1, i -> "bi_factx/1/part_0.csv")
                .objects("POD2/1/", 1, i -> "bi_factx/1/part_0.csv");

        FeedScan scan = scan();

        assertThat(scan.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.subject()).isEqualTo("POD POD1");
            assertThat(failure.reason())
                    .startsWith("group 2 has more than 250,000 files (s3://crowd/POD1/2/); ")
                    .contains("later ones of the POD wait");
        });
        assertThat(scan.pods()).extracting(pod -> pod.id().pod()).containsExactly("POD1", "POD2");
        assertThat(scan.pods().get(0).listed()).containsOnlyKeys(1L);
        assertThat(scan.pods().get(0).truncated()).isFalse();
        assertThat(scan.pods().get(1).listed()).containsOnlyKeys(1L);
        assertThat(bucket.pages()).as("pages").isLessThan(FILES_PER_GROUP / 1000 + 10);
        assertThat(mostMegabytes()).isLessThan(200);
    }

    @Test
    void consumedGroupsThatAreListedAgainAreHandledInSeveralPasses() {
        bucket.level("", "POD1").level("POD1/", "1", "2", "3", "4");
        for (int group = 1; group <= 4; group++) {
            bucket.objects("POD1/" + group + "/", 60_000, i -> "bi_factx/1/part_" + i + ".csv");
        }

        FeedScan scan = scan(new Checkpoint(new Track("crowd", "POD1", "bi_factx"), 4, 0, Optional.empty()));

        assertThat(scan.pods().get(0).listed()).containsOnlyKeys(1L, 2L);
        assertThat(scan.pods().get(0).truncated()).isTrue();
    }

    @Test
    void twoSpellingsOfATableThatAnEarlierVersionHasConsumedAreOneTrack() {
        bucket.level("", "POD1").level("POD1/", "1", "2");
        bucket.objects("POD1/1/", 1, i -> "bi_factx/1/a.csv").objects("POD1/2/", 1, i -> "bi_factx/1/a.csv");
        Track track = new Track("crowd", "POD1", "bi_factx");

        FeedScan scan =
                scan(new Checkpoint(track, 1, 0, Optional.empty()), new Checkpoint(track, 2, 0, Optional.empty()));

        assertThat(scan.pods().get(0).listed()).containsOnlyKeys(1L, 2L);
    }

    private FeedScan scan(Checkpoint... checkpoints) {
        try (S3Client client = bucket.client()) {
            FeedListing listing = new FeedListing(client);
            Source source = Source.of("crowd", "");
            FeedListing.Level root = listing.level(source, "");
            heapBefore = usedHeap();
            return new FeedScanner(
                            listing,
                            source,
                            "",
                            root,
                            new TableFilter(List.of(), List.of()),
                            table -> true,
                            12,
                            100_000,
                            FILES_PER_GROUP)
                    .scan(List.of(), List.of(checkpoints), Map.of());
        }
    }

    private void measure() {
        if (++page % PAGES_PER_MEASUREMENT == 0) {
            mostHeap = Math.max(mostHeap, usedHeap());
        }
    }

    private long mostMegabytes() {
        assertThat(mostHeap).as("measured").isPositive();
        return (mostHeap - heapBefore) / 1024 / 1024;
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
