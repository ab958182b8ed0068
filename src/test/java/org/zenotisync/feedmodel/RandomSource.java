package org.zenotisync.feedmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** One of the sources of {@link RandomSources}: what appears in its bucket, step by step. */
final class RandomSource {

    private final String id;
    private final String rootPrefix;
    private final String root;
    private final String organization;
    private final RandomUpgrades upgrades;
    private final List<RandomPod> pods = new ArrayList<>();
    private final Dice dice;
    private final Optional<RandomSource> centre;
    private final List<SortedMap<String, byte[]>> published = new ArrayList<>();

    private RandomSource(
            String id,
            String rootPrefix,
            String organization,
            RandomUpgrades upgrades,
            Dice dice,
            Optional<RandomSource> centre) {
        this.id = id;
        this.rootPrefix = rootPrefix;
        this.root = FeedObject.root(rootPrefix);
        this.organization = organization;
        this.upgrades = upgrades;
        this.dice = dice;
        this.centre = centre;
    }

    /**
     * The bucket of a centre.
     *
     * @param tables as this source declares them
     * @param keyPool number of its key pool; sources with the same one have the same keys
     * @param suffix of the names of columns that its upgrades add
     */
    static RandomSource centre(
            String id,
            String rootPrefix,
            String organization,
            List<RandomTable> tables,
            int keyPool,
            String suffix,
            Dice dice) {
        String root = FeedObject.root(rootPrefix);
        RandomSource source = new RandomSource(
                id,
                rootPrefix,
                organization,
                RandomUpgrades.ofSource(root, tables, suffix, dice),
                dice,
                Optional.empty());
        RandomValues values = RandomValues.ofOrganization(organization, dice);
        FeedOptions options = new FeedOptions(1, dice.pick(List.of(FeedOptions.LateObjects.values())));
        List<String> names = dice.shuffled(List.of("POD1", "POD2", "POD10"));
        int count = dice.pick(List.of(1, 1, 2));
        for (int i = 0; i < count; i++) {
            source.pods.add(new RandomPod(root + names.get(i) + "/", keyPool + 5 * i, tables, values, dice, options));
        }
        return source;
    }

    /** The bucket of a zone: it has all that a centre of it has had, and may lag. */
    static RandomSource zone(String id, String rootPrefix, RandomSource centre, Dice dice) {
        return new RandomSource(id, rootPrefix, centre.organization, centre.upgrades, dice, Optional.of(centre));
    }

    String id() {
        return id;
    }

    /** The prefix as a user may configure it. */
    String rootPrefix() {
        return rootPrefix;
    }

    /** The label of its organisation. */
    String organization() {
        return organization;
    }

    /** Whether it has the rows of another source. */
    boolean isZone() {
        return centre.isPresent();
    }

    /**
     * What appears in the bucket with a step.
     *
     * @param more whether another step follows
     */
    Map<String, byte[]> publish(boolean more) {
        SortedMap<String, byte[]> objects = new TreeMap<>();
        if (centre.isPresent()) {
            RandomSource copied = centre.get();
            for (Map<String, byte[]> step : copied.published) {
                step.forEach((key, content) -> objects.put(root + key.substring(copied.root.length()), content));
            }
            return objects;
        }
        if (published.isEmpty()) {
            upgrades.publishFirst(objects);
        } else if (dice.oneIn(2)) {
            upgrades.publishNext(objects);
        }
        pods.forEach(pod -> pod.publish(objects, more));
        published.add(objects);
        return objects;
    }

    /** One object that is replaced in this source alone; nothing for the bucket of a zone. */
    Map<String, byte[]> replaceOne() {
        SortedMap<String, byte[]> objects = new TreeMap<>();
        if (!pods.isEmpty()) {
            dice.pick(pods).replaceOne(objects);
        }
        return objects;
    }
}
