package org.zenotisync.cycle;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.cycle.WrongReplayException.Argument;
import org.zenotisync.model.TableKind;
import org.zenotisync.model.TableNames;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.Warehouse;

/** Starts replays: the next cycle consumes groups of a table again. */
public final class Replay {

    private static final Logger LOG = LoggerFactory.getLogger(Replay.class);

    private final SyncConfig config;
    private final DataSource dataSource;
    private final Warehouse warehouse;
    private final ControlTables control;

    public Replay(SyncConfig config, DataSource dataSource, Warehouse warehouse, ControlTables control) {
        this.config = config;
        this.dataSource = dataSource;
        this.warehouse = warehouse;
        this.control = control;
    }

    /**
     * Starts the replay of a table.
     *
     * @param table name of the table, in any of its spellings
     * @param fromGroup the first GroupID, positive
     * @param pod only this POD, in any case; empty for all
     * @param source only the source with this name; empty for all
     * @return the number of PODs in which any of these groups was consumed
     * @throws WrongReplayException if no such group was consumed, or the settings leave the table out
     */
    public int replay(String table, long fromGroup, Optional<String> pod, Optional<String> source) throws SQLException {
        String name = requireTable(table, fromGroup);
        Set<String> sources = ids(source);
        if (!config.filter().accepts(name)) {
            throw new WrongReplayException(Argument.TABLE, name + " is left out by zenoti.include or zenoti.exclude");
        }
        List<Checkpoint> all = control.exist()
                ? Jdbc.with(dataSource, c -> control.checkpoints().all(c, sources))
                : List.of();
        requireConsumed(all, name, fromGroup, pod);
        control.create();
        int rewound = rewind(sources, name, pod, fromGroup);
        warnOfOthers(sources, name);
        return rewound;
    }

    /** Rows that another source also has end as the replayed source has them. */
    private void warnOfOthers(Set<String> replayed, String table) throws SQLException {
        if (config.kindOf(table).filter(TableKind.APPEND_ONLY_FACT::equals).isPresent()) {
            return;
        }
        Jdbc.with(dataSource, c -> control.checkpoints().all(c, config.sourceIds())).stream()
                .filter(checkpoint -> checkpoint.table().equals(table) && checkpoint.hasConsumed())
                .map(Checkpoint::source)
                .filter(other -> !replayed.contains(other))
                .filter(other ->
                        replayed.stream().anyMatch(source -> !config.areOfDifferentOrganizations(source, other)))
                .map(config::nameOf)
                .distinct()
                .sorted()
                .forEach(other -> LOG.warn(
                        "{}: rows that {} also has will be as the replayed source has them; if {} may have newer"
                                + " ones, replay it afterwards: replay --table {} --from-group 1 --source {}",
                        table,
                        other,
                        other,
                        table,
                        other));
    }

    private Set<String> ids(Optional<String> name) {
        if (name.isEmpty()) {
            return config.sourceIds();
        }
        return Set.of(config.sourceNamed(name.get())
                .orElseThrow(() -> new WrongReplayException(
                        Argument.SOURCE,
                        "there is no source '" + name.get() + "'; the sources are " + config.sourceNames()))
                .id());
    }

    private int rewind(Set<String> sources, String table, Optional<String> pod, long fromGroup) throws SQLException {
        return Jdbc.inTransaction(dataSource, connection -> {
            warehouse.locks().holdCheckpoints(connection);
            int rewound = 0;
            for (Checkpoint checkpoint : control.checkpoints().all(connection, sources)) {
                boolean chosen = checkpoint.table().equals(table)
                        && pod.map(checkpoint.pod()::equalsIgnoreCase).orElse(true);
                if (chosen && checkpoint.lastGroup() >= fromGroup) {
                    control.checkpoints().rewind(connection, checkpoint.track().group(fromGroup));
                    control.podProgress().reset(connection, checkpoint.source(), checkpoint.pod());
                    rewound++;
                } else if (chosen && checkpoint.isReplay(fromGroup)) {
                    // the next cycle replays it anyway
                    rewound++;
                }
            }
            return rewound;
        });
    }

    /**
     * Checks what can be checked without the target.
     *
     * @return the name of the table
     * @throws WrongReplayException if it is not the name of a table, or not a GroupID
     */
    public static String requireTable(String table, long fromGroup) {
        if (fromGroup < 1) {
            throw new WrongReplayException(Argument.FROM_GROUP, "a GroupID is a positive integer, not " + fromGroup);
        }
        return TableNames.read(table)
                .orElseThrow(
                        () -> new WrongReplayException(Argument.TABLE, "'" + table + "' is not the name of a table"));
    }

    private static void requireConsumed(List<Checkpoint> all, String table, long fromGroup, Optional<String> pod) {
        List<Checkpoint> ofTable =
                all.stream().filter(c -> c.table().equals(table)).toList();
        if (ofTable.isEmpty()) {
            throw new WrongReplayException(
                    Argument.TABLE, "nothing of " + table + " was consumed yet" + known(all, Checkpoint::table));
        }
        List<Checkpoint> chosen = ofTable.stream()
                .filter(c -> pod.isEmpty() || c.pod().equalsIgnoreCase(pod.get()))
                .toList();
        if (chosen.isEmpty()) {
            throw new WrongReplayException(
                    Argument.POD,
                    "nothing of " + table + " in " + pod.orElseThrow() + " was consumed yet"
                            + known(ofTable, Checkpoint::pod));
        }
        long last = chosen.stream()
                .mapToLong(c -> Math.max(c.lastGroup(), c.replayTo()))
                .max()
                .orElseThrow();
        if (fromGroup > last) {
            throw new WrongReplayException(
                    Argument.FROM_GROUP,
                    "nothing of " + table + pod.map(name -> " in " + name).orElse("") + " from group " + fromGroup
                            + " on was consumed yet; the last consumed one is " + last);
        }
    }

    private static String known(List<Checkpoint> checkpoints, Function<Checkpoint, String> name) {
        return checkpoints.isEmpty()
                ? ""
                : checkpoints.stream().map(name).distinct().sorted().collect(Collectors.joining(", ", "; known: ", ""));
    }
}
