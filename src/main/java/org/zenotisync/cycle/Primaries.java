package org.zenotisync.cycle;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.config.SourceConfig;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.config.TableFilter;
import org.zenotisync.feed.Source;

/**
 * From which source the shared tables of each organisation are consumed (feed documentation, "Data for center/zone
 * access"): from the one that the settings call primary, else from the one that has consumed the table already, else
 * from the first one by name. A source that cannot be reached stays the primary: its shared tables wait.
 */
public final class Primaries {

    private final SyncConfig config;

    /** The shared tables that have a checkpoint. */
    private final Set<String> sharedTables;

    /** Ids of the sources that have consumed a table, by table. */
    private final Map<String, Set<String>> consumed = new HashMap<>();

    /** @param checkpoints of all configured sources */
    public Primaries(SyncConfig config, Collection<Checkpoint> checkpoints) {
        this.config = config;
        this.sharedTables = checkpoints.stream()
                .map(Checkpoint::table)
                .distinct()
                .filter(config.sharedTables()::contains)
                .collect(Collectors.toUnmodifiableSet());
        checkpoints.stream().filter(Checkpoint::hasConsumed).forEach(checkpoint -> consumed.computeIfAbsent(
                        checkpoint.table(), table -> new HashSet<>())
                .add(checkpoint.source()));
    }

    /**
     * The other source that a table is consumed from.
     *
     * @param source the source's id
     * @param table folded name
     * @return empty if it is consumed from this source
     */
    public Optional<Source> consumedElsewhere(String source, String table) {
        if (!config.hasSeveralSources() || !config.sharedTables().contains(table)) {
            return Optional.empty();
        }
        return config.sourceConfigs().stream()
                .filter(config -> config.source().id().equals(source))
                .findFirst()
                .map(own -> primary(sourcesOf(own.organization()), table))
                .filter(primary -> !primary.id().equals(source));
    }

    /** Which tables are consumed from a source. The text of the filter changes when a shared table moves. */
    TableFilter filter(Source source) {
        if (!config.hasSeveralSources()) {
            return config.filter();
        }
        List<SourceConfig> ofOrganization = config.sourceConfigs().stream()
                .filter(config -> config.source().equals(source))
                .findFirst()
                .map(own -> sourcesOf(own.organization()))
                .orElse(List.of());
        if (ofOrganization.size() < 2) {
            return config.filter();
        }
        Source usual = usual(ofOrganization);
        Map<String, String> others = new TreeMap<>();
        for (String table : sharedTables) {
            Source primary = primary(ofOrganization, table);
            if (!primary.equals(usual)) {
                others.put(table, primary.id());
            }
        }
        return config.filter()
                .without(
                        table -> consumedElsewhere(source.id(), table).isPresent(),
                        "shared " + config.sharedTables() + " from " + usual.id() + (others.isEmpty() ? "" : others));
    }

    private List<SourceConfig> sourcesOf(String organization) {
        return config.sourceConfigs().stream()
                .filter(source -> source.organization().equals(organization))
                .toList();
    }

    /** The source of tables that no source has consumed yet. */
    private static Source usual(List<SourceConfig> sources) {
        return sources.stream()
                .filter(SourceConfig::isPrimary)
                .findFirst()
                .orElse(sources.get(0))
                .source();
    }

    private Source primary(List<SourceConfig> sources, String table) {
        boolean isSet = sources.stream().anyMatch(SourceConfig::isPrimary);
        return sources.stream()
                .map(SourceConfig::source)
                .filter(source -> !isSet && hasConsumed(source, table))
                .findFirst()
                .orElseGet(() -> usual(sources));
    }

    private boolean hasConsumed(Source source, String table) {
        return consumed.getOrDefault(table, Set.of()).contains(source.id());
    }
}
