package org.zenotisync.cycle;

import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.consume.ContentCheck;
import org.zenotisync.consume.MisnamedFiles;
import org.zenotisync.event.Problem;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.model.PodId;
import org.zenotisync.warehouse.Jdbc;

/** Step of a pass: decides which of the listed table groups are loaded. */
public final class PlanBacklog {

    private final SyncConfig config;
    private final DataSource dataSource;
    private final ControlTables control;
    private final Clock clock;
    private final ContentCheck contents;
    private final SchemaSteps schema;

    /** @param contents reads objects whose ETag has changed */
    public PlanBacklog(
            SyncConfig config,
            DataSource dataSource,
            ControlTables control,
            Clock clock,
            ContentCheck contents,
            SchemaSteps schema) {
        this.config = config;
        this.dataSource = dataSource;
        this.control = control;
        this.clock = clock;
        this.contents = contents;
        this.schema = schema;
    }

    /** Plans the pass. Marks it as outdated if schema files have come since the cycle has applied the earlier ones. */
    public void plan(Pass pass) throws SQLException {
        Cycle cycle = pass.cycle();
        ContentNotes notes = new ContentNotes(config, dataSource, control, contents);
        Backlog backlog = plan(cycle, pass.checkpoints(), pass.pods(), notes);
        notes.save();
        if (!backlog.lanes().isEmpty() && !cycle.isSchemaPaused() && schema.isOutdated(cycle, backlog)) {
            pass.outdated();
            return;
        }
        backlog.misnamed().stream().map(PlanBacklog::misnamed).forEach(cycle::publishOnce);
        cycle.planned(pass.scans(), backlog);
        pass.planned(backlog);
    }

    Backlog plan(Cycle cycle, List<Checkpoint> checkpoints, List<PodScan> pods, ContentNotes notes) {
        // for this cycle, what it has consumed stays consumed: if the target has lost it, later groups must not be
        // loaded
        List<Checkpoint> known = checkpoints.stream()
                .map(checkpoint -> checkpoint.atLeast(cycle.consumedUpTo(checkpoint.track())))
                .toList();
        return new BacklogPlanner(
                        known,
                        this::consumed,
                        notes,
                        config.settle(),
                        clock.instant(),
                        cycle::isHeldUp,
                        config.onLateFile())
                .plan(pods);
    }

    private Map<String, String> consumed(PodId pod, long fromGroup, long toGroup) {
        try {
            return Jdbc.with(dataSource, c -> control.manifest().etags(c, pod.source(), pod.pod(), fromGroup, toGroup));
        } catch (SQLException e) {
            throw new UnreachableException("the manifest of " + pod + " cannot be read: " + Failures.text(e), e);
        }
    }

    static Problem misnamed(TableGroup group) {
        return new Problem(group.id().toString(), MisnamedFiles.inConsumedGroup(group));
    }
}
