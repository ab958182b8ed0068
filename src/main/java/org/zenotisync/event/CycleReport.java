package org.zenotisync.event;

import java.time.Duration;
import java.util.List;
import org.zenotisync.checkpoint.LateObjects;
import org.zenotisync.model.TableGroupId;

/**
 * What a cycle has done.
 *
 * @param took its duration
 * @param schemaFilesApplied schema files that were applied or whose effect was there
 * @param problems schema files that were refused, target tables that are gone, and PODs that are not listed to their end
 * @param schemaPaused whether schema files had to wait since their route is stopped
 * @param cutShort whether the cycle left something out that it has not even listed, since a route was stopped or the program ends
 * @param outcomes all table groups that were tried
 * @param replays table groups from which on tables were consumed again, since objects turned up late
 * @param late objects that turned up late and are only reported
 * @param waiting table groups that may still be being written
 * @param unknown addresses of objects that belong to no known layout
 * @param noScripts addresses of upgrades that cannot be read as scripts and name no known table
 */
public record CycleReport(
        Duration took,
        int schemaFilesApplied,
        List<Problem> problems,
        boolean schemaPaused,
        boolean cutShort,
        List<TableGroupOutcome> outcomes,
        List<TableGroupId> replays,
        List<LateObjects.Entry> late,
        List<TableGroupId> waiting,
        List<String> unknown,
        List<String> noScripts) {

    /** The table groups that failed. */
    public List<TableGroupOutcome> failures() {
        return outcomes.stream()
                .filter(outcome -> outcome.state() == TableGroupOutcome.State.FAILED)
                .toList();
    }

    /** The table groups that wait for a schema file: the first one of each table and POD. */
    public List<TableGroupOutcome> waitingForSchema() {
        return outcomes.stream()
                .filter(outcome -> outcome.state() == TableGroupOutcome.State.WAITING_FOR_SCHEMA)
                .toList();
    }

    /** Whether anything failed; what settles or is paused did not, what waits for a schema file did. */
    public boolean hasFailures() {
        return !problems.isEmpty()
                || !failures().isEmpty()
                || !waitingForSchema().isEmpty();
    }
}
