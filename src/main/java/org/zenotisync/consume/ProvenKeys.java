package org.zenotisync.consume;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.zenotisync.checkpoint.Checkpoint;

/**
 * The guessed keys by which a table is loaded already. All its PODs go into one target, so they have one key.
 *
 * @param ofThisPod the key that the rows of this POD have proven
 * @param ofOtherPods the key that those of another POD, or of another source, have proven
 */
public record ProvenKeys(Optional<List<String>> ofThisPod, Optional<List<String>> ofOtherPods) {

    /**
     * What the checkpoints of a table say.
     *
     * @param checkpoints of the table, all sources and PODs
     * @param isThis whether a checkpoint is that of the POD
     */
    public static ProvenKeys of(Collection<Checkpoint> checkpoints, Predicate<Checkpoint> isThis) {
        return new ProvenKeys(first(checkpoints, isThis), first(checkpoints, isThis.negate()));
    }

    private static Optional<List<String>> first(Collection<Checkpoint> checkpoints, Predicate<Checkpoint> chosen) {
        return checkpoints.stream()
                .filter(chosen)
                .flatMap(checkpoint -> checkpoint.provenKey().stream())
                .findFirst();
    }
}
