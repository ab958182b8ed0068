package org.zenotisync.consume;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.merge.LoadException;
import org.zenotisync.merge.TableKey;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableKind;

/**
 * The kind of a table and the key that its rows are found by, for people and monitoring.
 *
 * @param kind {@link TableKind#id()}; empty if neither the name nor a setting says it
 * @param columns of the key; empty if the table needs none or has none
 * @param from where the key is known from: setting, primary-key, documentation or sortkey; empty as columns
 * @param proven whether rows have shown that the key is unique; empty for a key that needs no proof
 * @param problem why nothing can be loaded, and the remedy; empty if nothing is wrong
 */
public record KeyStatus(
        Optional<String> kind,
        List<String> columns,
        Optional<String> from,
        Optional<Boolean> proven,
        Optional<String> problem) {

    /**
     * The key as the next table group would be loaded by it.
     *
     * @param checkpoints of the table, in any POD
     * @param isThis whether a checkpoint is that of the POD that is meant
     */
    public static KeyStatus of(
            FeedTable table, SyncConfig config, Collection<Checkpoint> checkpoints, Predicate<Checkpoint> isThis) {
        Optional<TableKind> kind = config.kindOf(table.name());
        if (kind.isEmpty()) {
            return without(kind, KeyChoice.unknownKind(table.name()));
        }
        if (kind.get() == TableKind.APPEND_ONLY_FACT) {
            return new KeyStatus(
                    kind.map(TableKind::id), List.of(), Optional.empty(), Optional.empty(), Optional.empty());
        }
        try {
            return of(
                    kind.get(),
                    KeyChoice.candidates(table, config, ProvenKeys.of(checkpoints, isThis))
                            .get(0));
        } catch (LoadException e) {
            return without(kind, String.valueOf(e.getMessage()));
        }
    }

    /** The key of a table as a whole: proven if the rows of any POD have proven it. */
    public static KeyStatus ofAllPods(FeedTable table, SyncConfig config, Collection<Checkpoint> checkpoints) {
        return of(
                table, config, checkpoints, checkpoint -> checkpoint.provenKey().isPresent());
    }

    /** The key of a table that no schema file has made yet. */
    public static KeyStatus withoutSchema(String table, SyncConfig config) {
        return without(config.kindOf(table), KeyChoice.noSchema(table));
    }

    /** The key that a table group was loaded by. */
    public static KeyStatus of(LoadResult result) {
        return of(result.plan().merge().kind(), result.key());
    }

    private static KeyStatus of(TableKind kind, TableKey key) {
        boolean isKnown = !key.columns().isEmpty();
        return new KeyStatus(
                Optional.of(kind.id()),
                key.columns(),
                Optional.of(key.origin().id()).filter(id -> isKnown),
                Optional.of(key.isProven()).filter(proven -> key.isGuessed()),
                Optional.empty());
    }

    private static KeyStatus without(Optional<TableKind> kind, String problem) {
        return new KeyStatus(
                kind.map(TableKind::id), List.of(), Optional.empty(), Optional.empty(), Optional.of(problem));
    }
}
