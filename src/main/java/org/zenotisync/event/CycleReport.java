package org.zenotisync.event;

import java.time.Duration;
import java.util.List;
import org.zenotisync.checkpoint.LateObjects;
import org.zenotisync.model.TableGroupId;

/**
 * What a cycle has done: the answer to who ran it, and the content of the event that it has ended. It holds every table
 * group, which a first load may have many thousands of, so nobody keeps it: {@code status.CycleSnapshot} is what is
 * kept of it.
 *
 * @param took its duration
 * @param schemaFilesApplied schema files that were applied or whose effect was there
 * @param problems schema files that were refused, target tables that are missing, and PODs that were not listed
 *     completely
 * @param schemaPaused whether schema files had to wait because their route is stopped
 * @param cutShort whether the cycle ended before it had listed everything, because a route was stopped or the program
 *     ends
 * @param outcomes all table groups that were tried or had to wait
 * @param replays first table group of each replay that late objects have started
 * @param late late objects that are reported and not loaded
 * @param waiting table groups that are settling
 * @param unknown addresses of objects that fit no known layout
 * @param noScripts addresses of upgrade files that are not readable as scripts and do not name a known table
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

    /** Whether anything failed. Waiting for a schema file counts as a failure; settling and a pause do not. */
    public boolean hasFailures() {
        return !problems.isEmpty()
                || !failures().isEmpty()
                || !waitingForSchema().isEmpty();
    }
}
