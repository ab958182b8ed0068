package org.zenotisync.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zenotisync.model.Track;

class CheckpointTest {

    @ParameterizedTest
    @CsvSource({"0, 0, false", "7, 0, true", "0, 7, true", "3, 7, true"})
    void aReplayFromTheFirstGroupOnDoesNotMakeAFreshTable(long lastGroup, long replayTo, boolean hasConsumed) {
        assertThat(checkpoint(lastGroup, replayTo).hasConsumed()).isEqualTo(hasConsumed);
    }

    @Test
    void onlyGroupsUpToTheOneThatWasConsumedAreReplayed() {
        assertThat(checkpoint(3, 7).isReplay(7)).isTrue();
        assertThat(checkpoint(3, 7).isReplay(8)).isFalse();
    }

    private static Checkpoint checkpoint(long lastGroup, long replayTo) {
        return new Checkpoint(new Track("b/", "POD1", "bi_dimcity"), lastGroup, replayTo, Optional.empty());
    }
}
