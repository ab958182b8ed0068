package org.zenotisync.feedmodel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Several sources made up by chance: what appears in their buckets, and what happens to them on the way. The same seed
 * gives the same steps on every JDK.
 */
public final class RandomSources {

    private static final List<String> NAMES = List.of("north", "south", "a9", "a10");
    private static final List<String> ROOTS = List.of("", "CustomerFolder", "CustomerFolder/", "Customer Folder/x");
    private static final int STEPS = 4;

    /** Settings of the shared tables, with those that they add to the documented ones. */
    private static final List<Set<String>> MORE_SHARED =
            List.of(Set.of(), Set.of(), Set.of("bi_dimuser", "bi_factinvoices", "bi_factappointments", "bi_factforms"));

    /**
     * What is so from a step on, or in this step alone.
     *
     * @param configured the sources in the settings
     * @param objects that appear in the buckets, by id of the source
     * @param unreachable ids of sources whose bucket is gone in this step
     * @param paused ids of the sources that are paused in this step
     * @param forgotten names of sources that are forgotten before the cycle, by id
     */
    public record Step(
            List<SourcesModel.Source> configured,
            Map<String, Map<String, byte[]>> objects,
            Set<String> unreachable,
            Set<String> paused,
            Map<String, String> forgotten) {

        /** The ids of the sources that are not read. */
        public Set<String> unread() {
            Set<String> unread = new TreeSet<>(unreachable);
            unread.addAll(paused);
            return unread;
        }

        /** The same without sources that are not read. */
        public Step withAllRead() {
            return new Step(configured, objects, Set.of(), Set.of(), Map.of());
        }
    }

    /** What may happen, for the count of those that did. */
    public enum Event {
        ONE_ORGANISATION,
        TWO_ORGANISATIONS,
        ZONE,
        ONE_BUCKET,
        OTHER_ORDER_OF_COLUMNS,
        SAME_KEYS,
        UNREACHABLE,
        PAUSED,
        ADDED,
        REMOVED,
        FORGOTTEN,
        CAME_AGAIN,
        FORGOTTEN_CAME_AGAIN,
        PRIMARY_SET,
        PRIMARY_MOVED_TWICE,
        RENAMED,
        REPLACED_IN_ONE
    }

    private final long seed;
    private final Dice dice;
    private final boolean isOneBucket;
    private final List<RandomSource> sources = new ArrayList<>();
    private final Map<String, String> names = new TreeMap<>();
    private final Map<String, List<String>> configuredKeys = new TreeMap<>();
    private final Set<String> moreShared;
    private final List<Step> steps = new ArrayList<>();
    private final Set<Event> events = new TreeSet<>();

    private RandomSources(long seed) {
        this.seed = seed;
        dice = new Dice(seed + 1_000_000);
        isOneBucket = dice.oneIn(5);
        moreShared = dice.pick(MORE_SHARED);
        makeSources();
        publish();
    }

    /** Some sources by seed. */
    public static RandomSources of(long seed) {
        return new RandomSources(seed);
    }

    /** The steps, in order. */
    public List<Step> steps() {
        return Collections.unmodifiableList(steps);
    }

    /** What happens in the steps. */
    public Set<Event> events() {
        return Collections.unmodifiableSet(events);
    }

    /** A model that knows the sources and has consumed nothing. */
    public SourcesModel model() {
        SourcesModel model = new SourcesModel(
                configuredKeys,
                table -> SourcesModel.DOCUMENTED_AS_SHARED.contains(table) || moreShared.contains(table));
        sources.forEach(source -> model.add(source.id(), source.rootPrefix()));
        return model;
    }

    /**
     * The bucket of a source.
     *
     * @param prefix the start of the names of all buckets
     */
    public String bucket(String prefix, String id) {
        return isOneBucket ? prefix : prefix + "-" + id;
    }

    /** The settings of a step, those of the target aside. */
    public SortedMap<String, String> settings(String bucketPrefix, Step step) {
        SortedMap<String, String> settings = new TreeMap<>();
        for (SourcesModel.Source source : step.configured()) {
            String key = "zenoti.sources." + source.name() + ".";
            settings.put(key + "bucket", bucket(bucketPrefix, source.id()));
            settings.put(
                    key + "prefix", sources.get(Integer.parseInt(source.id())).rootPrefix());
            if (!source.organization().isEmpty()) {
                settings.put(key + "organization", source.organization());
            }
            if (source.isPrimary()) {
                settings.put(key + "primary", "true");
            }
        }
        List<String> shared = new ArrayList<>(List.of("default"));
        shared.addAll(new TreeSet<>(moreShared));
        settings.put("zenoti.shared-tables", String.join(",", shared));
        settings.put("zenoti.look-back", "100");
        configuredKeys.forEach((table, key) -> settings.put("zenoti.tables." + table + ".key", String.join(",", key)));
        return settings;
    }

    private void makeSources() {
        boolean isTwoOrganisations = dice.oneIn(3);
        int count = dice.between(2, 3) + (isTwoOrganisations ? 1 : 0);
        boolean hasZone = !isTwoOrganisations && dice.oneIn(2);
        boolean isSameKeys = dice.oneIn(2);
        int tableSeed = dice.between(0, 1_000_000);
        List<String> shuffled = dice.shuffled(NAMES);
        events.add(isTwoOrganisations ? Event.TWO_ORGANISATIONS : Event.ONE_ORGANISATION);
        note(isSameKeys, Event.SAME_KEYS);
        note(isOneBucket, Event.ONE_BUCKET);
        for (int i = 0; i < count; i++) {
            String id = String.valueOf(i);
            names.put(id, shuffled.get(i));
            String root = isOneBucket ? "in" + i + "/" + "x" : dice.pick(ROOTS);
            if (hasZone && i == 1) {
                events.add(Event.ZONE);
                sources.add(RandomSource.zone(id, root, sources.get(0), dice));
                continue;
            }
            String organization = isTwoOrganisations ? List.of("Salons", "Spas").get(i % 2) : "";
            List<RandomTable> tables = TableCatalog.pickFew(new Dice(tableSeed));
            if (i > 0 && !dice.oneIn(3)) {
                events.add(Event.OTHER_ORDER_OF_COLUMNS);
                tables.forEach(table -> table.reorder(dice));
            }
            tables.stream()
                    .filter(table -> table.keySource() == RandomTable.KeySource.CONFIGURATION)
                    .forEach(table -> configuredKeys.put(table.folded(), table.key()));
            sources.add(RandomSource.centre(
                    id, root, organization, tables, isSameKeys ? 0 : i, dice.oneIn(2) ? "" : "Of" + i, dice));
        }
    }

    private void publish() {
        Story story = new Story();
        for (int i = 0; i < STEPS; i++) {
            Map<String, Map<String, byte[]>> objects = new TreeMap<>();
            for (RandomSource source : sources) {
                // a bucket that is there, but gains nothing in a step
                if (i == 0 || !dice.oneIn(4)) {
                    objects.put(source.id(), source.publish(i < STEPS - 1));
                }
            }
            if (i > 0 && dice.oneIn(2)) {
                RandomSource source = dice.pick(sources);
                Map<String, byte[]> replaced = source.replaceOne();
                if (!replaced.isEmpty()) {
                    events.add(Event.REPLACED_IN_ONE);
                    objects.merge(source.id(), replaced, (one, other) -> {
                        Map<String, byte[]> both = new TreeMap<>(one);
                        both.putAll(other);
                        return both;
                    });
                }
            }
            steps.add(story.step(i, objects));
        }
    }

    private void note(boolean happens, Event event) {
        if (happens) {
            events.add(event);
        }
    }

    /** What happens to the sources, decided before the first step. */
    private final class Story {

        private final String late = String.valueOf(sources.size() - 1);
        private final boolean isAdded = dice.oneIn(3);
        private final int removedIn = dice.oneIn(2) ? dice.between(1, STEPS - 2) : STEPS;
        /** Another one than that which comes late, so that there is always one. */
        private final String removed =
                dice.pick(sources.subList(0, sources.size() - 1)).id();

        private final boolean isForgotten = dice.oneIn(2);
        private final boolean comesAgain = dice.oneIn(2);
        private final int movesIn = dice.oneIn(2) ? dice.between(0, STEPS - 2) : STEPS;
        private final String primary = pickId();
        private final String laterPrimary = pickId();
        private final boolean movesTwice = dice.oneIn(2);
        private final int unreachableIn = dice.oneIn(2) ? dice.between(0, STEPS - 2) : STEPS;
        private final String unreachable = pickId();
        private final int pausedIn = dice.oneIn(3) ? dice.between(1, STEPS - 2) : STEPS;
        private final String paused = pickId();
        private final int renamedIn = dice.oneIn(3) ? dice.between(1, STEPS - 1) : STEPS;
        private final String renamed = pickId();

        private String pickId() {
            return dice.pick(sources).id();
        }

        Step step(int step, Map<String, Map<String, byte[]>> objects) {
            String lastName = names.get(removed);
            if (step == renamedIn) {
                names.put(renamed, "west");
                events.add(Event.RENAMED);
            }
            boolean isGone = step >= removedIn && !(comesAgain && step == STEPS - 1);
            List<SourcesModel.Source> configured = new ArrayList<>();
            for (RandomSource source : sources) {
                boolean isLate = isAdded && source.id().equals(late) && step < Math.min(2, removedIn);
                note(!isLate && isAdded, Event.ADDED);
                if (!isLate && !(isGone && source.id().equals(removed))) {
                    configured.add(new SourcesModel.Source(
                            source.id(), names.get(source.id()), source.organization(), isPrimary(step, source)));
                }
            }
            boolean forgets = isForgotten && step == removedIn;
            note(step >= removedIn, Event.REMOVED);
            note(forgets, Event.FORGOTTEN);
            note(step >= removedIn && !isGone, isForgotten ? Event.FORGOTTEN_CAME_AGAIN : Event.CAME_AGAIN);
            Set<String> ids = new HashSet<>();
            configured.forEach(source -> ids.add(source.id()));
            Set<String> gone = new TreeSet<>();
            if ((step == unreachableIn || step == unreachableIn + 1) && !isOneBucket && ids.contains(unreachable)) {
                gone.add(unreachable);
            }
            Set<String> asleep = step == pausedIn && ids.contains(paused) ? Set.of(paused) : Set.of();
            Set<String> awake = new HashSet<>(ids);
            awake.removeAll(gone);
            awake.removeAll(asleep);
            if (awake.isEmpty()) {
                gone.clear();
                asleep = Set.of();
            }
            note(!gone.isEmpty(), Event.UNREACHABLE);
            note(!asleep.isEmpty(), Event.PAUSED);
            return new Step(
                    List.copyOf(configured), objects, gone, asleep, forgets ? Map.of(removed, lastName) : Map.of());
        }

        private boolean isPrimary(int step, RandomSource source) {
            boolean moves = step >= movesIn;
            boolean again = step > movesIn + 1 && movesTwice;
            note(moves, Event.PRIMARY_SET);
            note(again, Event.PRIMARY_MOVED_TWICE);
            return moves && source.id().equals(again ? laterPrimary : primary);
        }
    }

    /** Seed, settings and objects, for messages about failures. */
    public String describe() {
        StringBuilder text = new StringBuilder("RandomSources.of(" + seed + ") " + events + "\n");
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            text.append("step ").append(i + 1).append(": ").append(step.configured());
            text.append(", unreachable ").append(step.unreachable());
            text.append(", paused ").append(step.paused());
            text.append(", forgotten ").append(step.forgotten()).append('\n');
            step.objects()
                    .forEach((id, objects) -> objects.forEach((key, content) -> text.append("  ")
                            .append(id)
                            .append(": ")
                            .append(key)
                            .append(" (")
                            .append(content.length)
                            .append(" bytes)\n")));
        }
        return text.toString();
    }
}
