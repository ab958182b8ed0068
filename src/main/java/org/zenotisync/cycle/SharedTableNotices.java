package org.zenotisync.cycle;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.checkpoint.KnownSources;
import org.zenotisync.checkpoint.RunLog;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.feed.Source;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.Spelling;

/**
 * What people should know of the shared tables, once per start: names that fit no table, and tables that move to
 * another source.
 */
final class SharedTableNotices {

    private static final Logger LOG = LoggerFactory.getLogger(SharedTableNotices.class);

    /** So many similar names are suggested. */
    private static final int SUGGESTED = 3;

    private final SyncConfig config;
    private final ControlTables control;
    private final AtomicBoolean areNamesChecked = new AtomicBoolean();
    private final AtomicBoolean areMovesLogged = new AtomicBoolean();

    SharedTableNotices(SyncConfig config, ControlTables control) {
        this.config = config;
        this.control = control;
    }

    /** Warns of names of {@code zenoti.shared-tables} that fit no table, as soon as tables are known. */
    void warnOfUnknownNames(List<FeedTable> tables) {
        if (!config.hasSeveralSources() || tables.isEmpty() || !areNamesChecked.compareAndSet(false, true)) {
            return;
        }
        List<String> names = tables.stream().map(FeedTable::name).toList();
        config.sharedTables()
                .unmatched(names)
                .forEach(glob -> LOG.warn(
                        "zenoti.shared-tables: '{}' fits none of the known tables; similar names are {}",
                        glob,
                        String.join(", ", Spelling.nearest(glob, names, SUGGESTED))));
    }

    /** Logs which shared tables are from now on consumed from another source than the last time. */
    void logMoves(Connection connection) throws SQLException {
        if (!config.hasSeveralSources() || !areMovesLogged.compareAndSet(false, true)) {
            return;
        }
        Collection<Checkpoint> all = control.checkpoints().all(connection);
        Primaries primaries = new Primaries(
                config,
                all.stream()
                        .filter(checkpoint -> config.source(checkpoint.source()).isPresent())
                        .toList());
        Map<String, Set<String>> consumed = all.stream()
                .filter(Checkpoint::hasConsumed)
                .filter(checkpoint -> config.sharedTables().contains(checkpoint.table()))
                .collect(Collectors.groupingBy(
                        Checkpoint::table, Collectors.mapping(Checkpoint::source, Collectors.toSet())));
        if (consumed.values().stream().allMatch(sources -> sources.stream().allMatch(this::isConfigured))
                && consumed.entrySet().stream()
                        .allMatch(entry -> entry.getValue().stream().allMatch(source -> primaries
                                .consumedElsewhere(source, entry.getKey())
                                .isEmpty()))) {
            return;
        }
        Map<String, String> names = control.knownSources().all(connection).stream()
                .collect(Collectors.toMap(KnownSources.Entry::id, KnownSources.Entry::name));
        List<RunLog.LastConsumed> last = control.runLog().lastConsumed(connection);
        for (String table : new TreeSet<>(consumed.keySet())) {
            for (Source primary : primaries(primaries, table)) {
                from(last, table, primary)
                        .filter(from -> !from.equals(primary.id()))
                        .ifPresent(from -> LOG.info(
                                "The shared table {} moves from {} to {}: it continues with the groups of {} that are"
                                        + " not consumed",
                                table,
                                names.getOrDefault(from, from),
                                primary.label(),
                                primary.label()));
            }
        }
    }

    private boolean isConfigured(String source) {
        return config.source(source).isPresent();
    }

    /** The sources that a table is consumed from, one for each organisation. */
    private List<Source> primaries(Primaries primaries, String table) {
        return config.sources().stream()
                .filter(source ->
                        primaries.consumedElsewhere(source.id(), table).isEmpty())
                .toList();
    }

    /** The source of the same organisation from which a table was consumed last. */
    private Optional<String> from(List<RunLog.LastConsumed> last, String table, Source primary) {
        return last.stream()
                .filter(run -> run.table().equals(table))
                .filter(run -> !config.areOfDifferentOrganizations(primary.id(), run.source()))
                .max(Comparator.comparing(RunLog.LastConsumed::at))
                .map(RunLog.LastConsumed::source);
    }
}
