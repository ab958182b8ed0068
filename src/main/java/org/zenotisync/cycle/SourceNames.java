package org.zenotisync.cycle;

import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.checkpoint.KnownSources;
import org.zenotisync.config.ConfigException;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.feed.Source;
import org.zenotisync.warehouse.Jdbc;

/** What the target remembers about sources: their names, which of them are paused, and those without settings. */
public final class SourceNames {

    private static final Logger LOG = LoggerFactory.getLogger(SourceNames.class);

    /** In characters, of up to four bytes each. */
    private static final int LONGEST_REASON = 1000;

    private final SyncConfig config;
    private final DataSource dataSource;
    private final ControlTables control;

    public SourceNames(SyncConfig config, DataSource dataSource, ControlTables control) {
        this.config = config;
        this.dataSource = dataSource;
        this.control = control;
    }

    /**
     * Notes the names of the sources in the target, unless they are known.
     *
     * @return the ids of the sources that are paused
     */
    Set<String> note() throws SQLException {
        Map<String, KnownSources.Entry> known = known();
        List<Source> changed = config.sources().stream()
                .filter(source -> !source.name().isEmpty())
                .filter(source -> !known.containsKey(source.id())
                        || !known.get(source.id()).name().equals(source.name()))
                .toList();
        if (!changed.isEmpty()) {
            Jdbc.runInTransaction(dataSource, connection -> {
                for (Source source : changed) {
                    control.knownSources().put(connection, source.id(), source.name());
                }
            });
        }
        return known.values().stream()
                .filter(KnownSources.Entry::isPaused)
                .map(KnownSources.Entry::id)
                .collect(Collectors.toSet());
    }

    /**
     * Notes which of several sources a cycle could not list, for {@code status}. Nothing is written unless that has
     * changed.
     *
     * @param reasons why, by the id of the source
     */
    void noteUnreachable(Map<String, String> reasons) throws SQLException {
        if (!config.hasSeveralSources()) {
            return;
        }
        Map<String, Optional<String>> changed = new TreeMap<>();
        known().values().stream()
                .filter(entry -> config.source(entry.id()).isPresent())
                .forEach(entry -> {
                    Optional<String> reason = Optional.ofNullable(reasons.get(entry.id()))
                            .map(text -> text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON));
                    if (!reason.equals(entry.unreachable())) {
                        changed.put(entry.id(), reason);
                    }
                });
        if (!changed.isEmpty()) {
            Jdbc.runInTransaction(dataSource, connection -> {
                for (Map.Entry<String, Optional<String>> entry : changed.entrySet()) {
                    control.knownSources().setUnreachable(connection, entry.getKey(), entry.getValue());
                }
            });
        }
    }

    /**
     * Pauses or resumes sources from the next cycle on. A source that is paused is not read.
     *
     * @param glob the name of a source, in which {@code *} matches any characters and {@code ?} matches one
     * @return the names of the sources that it matches
     * @throws IllegalArgumentException if it matches none
     */
    public List<String> setPaused(String glob, boolean isPaused) throws SQLException {
        String regex = "\\Q" + glob.replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q") + "\\E";
        List<Source> sources = config.sources().stream()
                .filter(source -> source.label().matches(regex))
                .toList();
        if (sources.isEmpty()) {
            throw new IllegalArgumentException(
                    "no source is called '" + glob + "'; the sources are " + config.sourceNames());
        }
        note();
        Jdbc.runInTransaction(dataSource, connection -> {
            for (Source source : sources) {
                control.knownSources().put(connection, source.id(), source.label());
                control.knownSources().setPaused(connection, source.id(), isPaused);
            }
        });
        List<String> names = sources.stream().map(Source::label).toList();
        LOG.info("{}: {}", isPaused ? "Paused sources" : "Resumed sources", String.join(", ", names));
        return names;
    }

    /**
     * Gives the name of a source for people by the source's id.
     *
     * @return the name that the settings give it, else the last one that it had; empty if it has none
     */
    public Function<String, Optional<String>> names() throws SQLException {
        Map<String, KnownSources.Entry> known = known();
        return id -> config.sourceConfigs().stream()
                .map(source -> source.source())
                .filter(source -> source.id().equals(id))
                .map(Source::name)
                .findFirst()
                .or(() -> Optional.ofNullable(known.get(id)).map(KnownSources.Entry::name))
                .filter(name -> !name.isEmpty());
    }

    /** The id of a source by its name, or by its id; also of one that the settings do not have any more. */
    public Optional<String> idOf(String name) throws SQLException {
        Map<String, KnownSources.Entry> known = known();
        return config.sourceConfigs().stream()
                .map(source -> source.source())
                .filter(source -> source.name().equals(name) || source.id().equals(name))
                .map(Source::id)
                .findFirst()
                .or(() -> known.values().stream()
                        .filter(entry -> entry.name().equals(name) || entry.id().equals(name))
                        .map(KnownSources.Entry::id)
                        .findFirst());
    }

    /**
     * Removes the bookkeeping of a source that the settings do not have any more. The rows that came from it stay.
     *
     * @param name its last name, or its id
     * @return the source's id
     * @throws ConfigException if there is no such source, or the settings have it, or no source at all
     */
    public String forget(String name) throws SQLException {
        // without the settings of the sync, each of its sources would look as if it was not configured any more
        Set<String> configured = config.sourceIds();
        if (!control.exist()) {
            throw new ConfigException("no cycle has run yet: nothing is known of any source");
        }
        control.create();
        Set<String> ids = new HashSet<>(known().keySet());
        Collection<Checkpoint> checkpoints = Jdbc.with(dataSource, control.checkpoints()::all);
        checkpoints.forEach(checkpoint -> ids.add(checkpoint.source()));
        Function<String, Optional<String>> names = names();
        Set<String> gone = new HashSet<>(ids);
        gone.removeAll(configured);
        List<String> chosen = ids.stream()
                .filter(id ->
                        id.equals(name) || names.apply(id).filter(name::equals).isPresent())
                .toList();
        String shown =
                gone.stream().map(id -> names.apply(id).orElse(id)).sorted().collect(Collectors.joining(", "));
        String id = chosen.stream()
                .filter(gone::contains)
                .findFirst()
                .orElseThrow(() -> new ConfigException(
                        chosen.isEmpty()
                                ? "there is no source '" + name + "' without settings"
                                        + (shown.isEmpty() ? "" : "; there are: " + shown)
                                : "the settings have the source '" + name + "'; remove it there first"));
        Jdbc.runInTransaction(dataSource, connection -> {
            control.holdCheckpoints(connection);
            Set<String> consumed = control.checkpoints().all(connection).stream()
                    .filter(checkpoint -> checkpoint.source().equals(id) && checkpoint.hasConsumed())
                    .map(Checkpoint::table)
                    .collect(Collectors.toSet());
            for (String table : consumed) {
                if (control.isTargetThere(connection, table)) {
                    control.tables().noteForgotten(connection, id, table);
                }
                control.dropUnclaimed(connection, id, table);
            }
            for (String table : control.tables().namesOf(connection, id)) {
                // nothing of it was consumed, or its target is gone
                control.tables().remove(connection, id, table);
            }
            control.knownSources().forget(connection, id, control.tableNames());
        });
        LOG.info("The bookkeeping of the source {} is removed", name);
        return id;
    }

    private Map<String, KnownSources.Entry> known() throws SQLException {
        return Jdbc.with(dataSource, control.knownSources()::all).stream()
                .collect(Collectors.toMap(KnownSources.Entry::id, entry -> entry));
    }
}
