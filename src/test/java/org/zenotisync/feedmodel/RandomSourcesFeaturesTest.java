package org.zenotisync.feedmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RandomSourcesFeaturesTest {

    private static final int SEEDS = 60;

    @Test
    void everyEventHappensAndTheModelAcceptsIt() {
        Set<RandomSources.Event> events = new TreeSet<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            RandomSources sources = RandomSources.of(seed);
            events.addAll(sources.events());
            SourcesModel model = sources.model();
            for (RandomSources.Step step : sources.steps()) {
                step.objects().forEach(model::put);
                step.forgotten().keySet().forEach(model::forget);
                model.configure(step.configured());
                model.cycle(step.unread());
            }
            assertThat(model.tables().values()).as(sources.describe()).anyMatch(table -> !table.rows()
                    .isEmpty());
        }
        assertThat(events).containsExactlyInAnyOrderElementsOf(List.of(RandomSources.Event.values()));
    }

    @Test
    void theSameSeedGivesTheSameSteps() {
        assertThat(RandomSources.of(1).describe())
                .isEqualTo(RandomSources.of(1).describe())
                .isNotEqualTo(RandomSources.of(2).describe());
    }
}
