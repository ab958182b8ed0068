package org.zenotisync.cycle;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.checkpoint.PodProgress;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.consume.ContentCheck;
import org.zenotisync.model.Track;
import org.zenotisync.warehouse.Jdbc;

/**
 * Last step of a pass: notes up to which group each POD is consumed completely, so that the next listing starts after
 * it.
 */
public final class NoteProgress {

    private final SyncConfig config;
    private final DataSource dataSource;
    private final ControlTables control;
    private final ContentCheck contents;

    /** @param contents reads objects that were consumed without a digest */
    public NoteProgress(SyncConfig config, DataSource dataSource, ControlTables control, ContentCheck contents) {
        this.config = config;
        this.dataSource = dataSource;
        this.control = control;
        this.contents = contents;
    }

    /** Notes it in one transaction. */
    public void note(Pass pass) throws SQLException {
        String source = config.source().id();
        List<Checkpoint> checkpoints =
                Jdbc.with(dataSource, c -> control.checkpoints().all(c, source));
        Map<Track, Long> lastGroups =
                checkpoints.stream().collect(Collectors.toMap(Checkpoint::track, Checkpoint::lastGroup));
        List<PodProgress.Progress> before =
                Jdbc.with(dataSource, c -> control.podProgress().all(c, source));
        Cycle cycle = pass.cycle();
        Jdbc.runInTransaction(dataSource, connection -> {
            for (PodScan pod : pass.scan().pods()) {
                long complete = completeGroup(pod, before, lastGroups);
                PodProgress.Progress progress = new PodProgress.Progress(
                        pod.id().pod(),
                        complete,
                        pod.foldersUpTo(complete),
                        config.filter().toString());
                if (complete > 0 && !before.contains(progress)) {
                    control.podProgress().save(connection, source, progress);
                }
            }
            if (!cycle.isSchemaPaused() && cycle.schema().isCurrent()) {
                noteSeen(connection, cycle, checkpoints);
            }
        });
        ContentNotes notes = new ContentNotes(config, dataSource, control, contents);
        notes.readUndigested(pass.scan());
        notes.save();
    }

    /**
     * Notes table groups that should have been loaded and were not. Their files have the order of columns of the
     * scripts that are known now.
     */
    private void noteSeen(Connection connection, Cycle cycle, List<Checkpoint> checkpoints) throws SQLException {
        for (Checkpoint checkpoint : checkpoints) {
            long planned = cycle.plannedUpTo(checkpoint.track());
            if (planned > checkpoint.lastGroup()) {
                control.seenGroups()
                        .note(connection, checkpoint.source(), checkpoint.pod(), checkpoint.table(), planned);
            }
        }
    }

    /** The newest group never counts as consumed completely: more objects may appear in it. */
    private static long completeGroup(PodScan pod, List<PodProgress.Progress> before, Map<Track, Long> lastGroups) {
        // a replay in this pass may have set the stored progress to before the one that the listing knew
        long complete = before.stream()
                .filter(progress -> progress.pod().equals(pod.id().pod()))
                .mapToLong(PodProgress.Progress::completeGroup)
                .map(kept -> Math.min(kept, pod.complete()))
                .findFirst()
                .orElse(0);
        for (long group : pod.groupFolders()) {
            if (group <= complete) {
                continue;
            }
            boolean isComplete = group < pod.newestGroup()
                    && pod.listed().containsKey(group)
                    && pod.listed().get(group).stream()
                            .allMatch(g -> lastGroups.getOrDefault(g.id().track(), 0L) >= group);
            if (!isComplete) {
                break;
            }
            complete = group;
        }
        return complete;
    }
}
