package org.zenotisync.cycle;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.checkpoint.PodProgress;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.consume.ContentCheck;
import org.zenotisync.feed.Source;
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
        List<Checkpoint> checkpoints =
                Jdbc.with(dataSource, c -> control.checkpoints().all(c, config.sourceIds()));
        Map<Track, Long> lastGroups =
                checkpoints.stream().collect(Collectors.toMap(Checkpoint::track, Checkpoint::lastGroup));
        Map<String, List<PodProgress.Progress>> all = Jdbc.with(dataSource, control.podProgress()::all);
        Cycle cycle = pass.cycle();
        Primaries primaries = new Primaries(config, pass.checkpoints());
        Jdbc.runInTransaction(dataSource, connection -> {
            Map<String, String> filters = new HashMap<>();
            for (PodScan pod : pass.pods()) {
                String source = pod.id().source();
                List<PodProgress.Progress> before = all.getOrDefault(source, List.of());
                long complete = completeGroup(pod, before, lastGroups);
                PodProgress.Progress progress = new PodProgress.Progress(
                        pod.id().pod(),
                        complete,
                        pod.foldersUpTo(complete),
                        filters.computeIfAbsent(source, id -> filter(primaries, id)));
                if (complete > 0 && !before.contains(progress)) {
                    control.podProgress().save(connection, source, progress);
                }
            }
            if (!cycle.isSchemaPaused()) {
                noteSeen(connection, cycle, checkpoints);
            }
        });
        ContentNotes notes = new ContentNotes(config, dataSource, control, contents);
        for (FeedScan scan : pass.scans()) {
            notes.readUndigested(scan);
        }
        notes.save();
    }

    private String filter(Primaries primaries, String source) {
        return primaries.filter(config.source(source).orElseThrow()).toString();
    }

    /**
     * Notes table groups that should have been loaded and were not. Their files have the order of columns of the
     * scripts that are known now.
     */
    private void noteSeen(Connection connection, Cycle cycle, List<Checkpoint> checkpoints) throws SQLException {
        Set<String> current = cycle.sources().stream()
                .filter(source -> cycle.schema(source).isCurrent())
                .map(Source::id)
                .collect(Collectors.toSet());
        for (Checkpoint checkpoint : checkpoints) {
            if (!current.contains(checkpoint.source())) {
                continue;
            }
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
