package org.zenotisync.cycle;

import java.time.Duration;
import java.util.List;
import org.zenotisync.checkpoint.LateObjects;
import org.zenotisync.model.TableGroupId;

/**
 * What a cycle has done.
 *
 * @param took its duration
 * @param schemaFilesApplied schema files that were applied or whose effect was there
 * @param schemaFailures schema files that were refused and target tables that are gone
 * @param schemaPaused whether schema files had to wait since their route is stopped
 * @param cutShort whether the cycle left something out that it has not even listed, since a route was stopped or the program ends
 * @param outcomes all table groups that were tried
 * @param replays table groups from which on tables were consumed again, since objects turned up late
 * @param late objects that turned up late and are only reported
 * @param waiting table groups that may still be being written
 * @param unknown keys of objects that belong to no known layout
 */
public record CycleReport(
        Duration took,
        int schemaFilesApplied,
        List<SchemaFailure> schemaFailures,
        boolean schemaPaused,
        boolean cutShort,
        List<TableGroupOutcome> outcomes,
        List<TableGroupId> replays,
        List<LateObjects.Entry> late,
        List<TableGroupId> waiting,
        List<String> unknown) {

    /**
     * A schema file that was refused, a target table that is gone, or a POD that is not listed to its end.
     *
     * @param subject the file's address, or the table or POD
     * @param reason why
     */
    public record SchemaFailure(String subject, String reason) {}

    /** The table groups that failed. */
    public List<TableGroupOutcome> failures() {
        return outcomes.stream()
                .filter(outcome -> outcome.state() == TableGroupOutcome.State.FAILED)
                .toList();
    }

    /** Whether anything failed; what waits or is paused did not. */
    public boolean hasFailures() {
        return !schemaFailures.isEmpty() || !failures().isEmpty();
    }
}
