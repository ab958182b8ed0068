package org.zenotisync.cycle;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.event.SyncEvent;
import org.zenotisync.model.Quantity;
import org.zenotisync.schema.SchemaHolds;

/** Step of a pass: leaves out the tables that wait for a schema file. */
public final class ChooseLanes {

    private static final Logger LOG = LoggerFactory.getLogger(ChooseLanes.class);

    private final SchemaSteps schema;
    private final TableGroupSteps tableGroups;
    private final String logPrefix;

    /** @param logPrefix which sync it is, for a log of several; may be empty */
    public ChooseLanes(SchemaSteps schema, TableGroupSteps tableGroups, String logPrefix) {
        this.schema = schema;
        this.tableGroups = tableGroups;
        this.logPrefix = logPrefix;
    }

    /** The tables to load, one lane each. The tables that wait are noted. */
    public List<Lane> choose(Pass pass) throws SQLException {
        Cycle cycle = pass.cycle();
        Backlog backlog = pass.backlog();
        int tableGroupsToLoad = backlog.tableGroups().size();
        LOG.info(
                "{}{} of {} to load, {} waiting to settle",
                logPrefix,
                Quantity.of(tableGroupsToLoad, "table group"),
                Quantity.of(backlog.lanes().size(), "table"),
                backlog.waiting().size());
        cycle.publish(new SyncEvent.BacklogFound(backlog.lanes().size(), tableGroupsToLoad, backlog.bytes()));
        if (cycle.isSchemaPaused() && schema.isAnySchemaFileWaiting(cycle)) {
            backlog.lanes().forEach(lane -> tableGroups.lanePaused(lane, cycle));
            return List.of();
        }
        Map<String, SchemaHolds> holds = new HashMap<>();
        List<Lane> free = new ArrayList<>();
        for (Lane lane : backlog.lanes()) {
            List<Lane.PodLane> pods = new ArrayList<>();
            for (Lane.PodLane pod : lane.pods()) {
                holds.computeIfAbsent(pod.track().source(), cycle::holds)
                        .of(lane.table())
                        .ifPresentOrElse(hold -> tableGroups.podLaneWaits(pod, hold, cycle), () -> pods.add(pod));
            }
            if (pods.isEmpty()) {
                tableGroups.laneEnded(lane, cycle);
            } else {
                free.add(new Lane(lane.table(), pods));
            }
        }
        return free;
    }
}
