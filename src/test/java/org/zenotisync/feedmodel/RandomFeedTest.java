package org.zenotisync.feedmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.zenotisync.feedmodel.FeedOptions.LateObjects;
import org.zenotisync.model.TableKind;

class RandomFeedTest {

    private static final int SEEDS = 200;

    @Test
    void theSameSeedGivesTheSameBytes() {
        for (long seed = 0; seed < 20; seed++) {
            assertThat(digest(RandomFeed.of(seed))).isEqualTo(digest(RandomFeed.of(seed)));
        }
        assertThat(digest(RandomFeed.of(1))).isNotEqualTo(digest(RandomFeed.of(2)));
    }

    @Test
    void everyFeatureOccursOverTwoHundredSeeds() {
        Map<Feature, Integer> counts = new EnumMap<>(Feature.class);
        for (Feature feature : Feature.values()) {
            counts.put(feature, 0);
        }
        for (long seed = 0; seed < SEEDS; seed++) {
            FeatureScan.of(RandomFeed.of(seed)).forEach(feature -> counts.merge(feature, 1, Integer::sum));
        }
        assertThat(counts).as("feeds out of %s that have it", SEEDS).doesNotContainValue(0);
    }

    @Test
    void theModelAcceptsEveryFeed() {
        for (long seed = 0; seed < SEEDS; seed++) {
            RandomFeed feed = withAnyLateObjects(seed);
            FeedModel model = feed.model();
            feed.publications().forEach(model::publish);
            assertThat(model.tables()).as(feed.describe()).hasSizeBetween(6, 10);
            assertThat(model.tables().values()).as(feed.describe()).anyMatch(content -> !content.rows()
                    .isEmpty());
        }
    }

    @Test
    void publishingAtOnceOrStepByStepGivesTheSameTables() {
        int compared = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            RandomFeed feed = RandomFeed.of(seed);
            Map<String, byte[]> everything = everything(feed);
            // Several PODs may share keys; then the order of the cycles matters, as it does for the product.
            if (objects(feed, everything.keySet()).stream()
                            .map(FeedObject::pod)
                            .distinct()
                            .count()
                    == 1) {
                FeedModel atOnce = feed.model();
                atOnce.publish(everything);
                FeedModel stepByStep = feed.model();
                feed.publications().forEach(stepByStep::publish);
                atOnce.tables().forEach((name, content) -> assertThat(
                                content.difference(stepByStep.tables().get(name).rows()))
                        .as("%s of %s", name, feed.describe())
                        .isEmpty());
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(20);
    }

    @Test
    void theFirstRowsOfATableInAPodProveItsKey() {
        for (long seed = 0; seed < SEEDS; seed++) {
            KeyProof.requireProvenKeys(withAnyLateObjects(seed));
        }
    }

    @Test
    void noTwoFilesOfALogidHaveTheSamePlaceInTheNaturalOrder() {
        for (long seed = 0; seed < SEEDS; seed++) {
            RandomFeed feed = withAnyLateObjects(seed);
            Set<String> places = new HashSet<>();
            for (String key : everything(feed).keySet()) {
                String place = key.toLowerCase(Locale.ROOT).replaceAll("(?<![0-9])0+(?=[0-9])", "");
                assertThat(places.add(place)).as(key).isTrue();
            }
        }
    }

    @Test
    void lateObjectsOccurOnlyWhereTheyAreAllowed() {
        for (LateObjects late : LateObjects.values()) {
            Set<TableKind> kinds = new HashSet<>();
            Set<String> places = new HashSet<>();
            int besideNewer = 0;
            int inOlder = 0;
            for (long seed = 0; seed < SEEDS; seed++) {
                LateScan scan = LateScan.of(RandomFeed.of(seed, new FeedOptions(1, late)));
                kinds.addAll(scan.kinds());
                places.addAll(scan.places());
                besideNewer += scan.besideNewerGroups();
                inOlder += scan.inOlderGroups();
            }
            assertThat(kinds).hasSize(late == LateObjects.NONE ? 0 : TableKind.values().length);
            assertThat(places).hasSize(late == LateObjects.NONE ? 0 : 2);
            assertThat(besideNewer > 0)
                    .isEqualTo(late == LateObjects.BESIDE_NEWER_GROUPS || late == LateObjects.IN_ANY_GROUP);
            assertThat(inOlder > 0).isEqualTo(late == LateObjects.IN_ANY_GROUP);
        }
    }

    @Test
    void theSizeScalesTheRows() {
        assertThat(rows(RandomFeed.of(5, new FeedOptions(10, LateObjects.NONE))))
                .isGreaterThan(3 * rows(RandomFeed.of(5)));
    }

    @Test
    void aDescriptionNamesSeedTablesAndKeys() {
        RandomFeed feed = RandomFeed.of(7);
        assertThat(feed.describe())
                .startsWith("RandomFeed.of(7, ")
                .contains("table ", "publication 1", "publication 2")
                .contains(everything(feed).keySet());
    }

    /** With none, some or all sorts of late objects, in turns. */
    private static RandomFeed withAnyLateObjects(long seed) {
        LateObjects[] sorts = LateObjects.values();
        return RandomFeed.of(seed, new FeedOptions(1, sorts[(int) seed % sorts.length]));
    }

    private static int rows(RandomFeed feed) {
        FeedModel model = feed.model();
        feed.publications().forEach(model::publish);
        return model.tables().values().stream()
                .mapToInt(content -> content.rows().size())
                .sum();
    }

    private static Map<String, byte[]> everything(RandomFeed feed) {
        Map<String, byte[]> bucket = new TreeMap<>();
        feed.publications().forEach(bucket::putAll);
        return bucket;
    }

    private static List<FeedObject> objects(RandomFeed feed, Collection<String> keys) {
        List<FeedObject> objects = new ArrayList<>();
        keys.forEach(
                key -> FeedObject.of(FeedObject.root(feed.rootPrefix()), key).ifPresent(objects::add));
        return objects;
    }

    private static String digest(RandomFeed feed) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(feed.describe().getBytes(StandardCharsets.UTF_8));
            feed.publications().forEach(publication -> publication.values().forEach(digest::update));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
