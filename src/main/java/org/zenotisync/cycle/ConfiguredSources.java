package org.zenotisync.cycle;

import java.util.Set;
import java.util.stream.Collectors;
import org.zenotisync.config.SyncConfig;

/**
 * The sources that the settings have. A target also records those that they had before, and those of other processes;
 * nobody waits for these here.
 *
 * @param ids of the sources; empty if the settings name none
 */
record ConfiguredSources(Set<String> ids) {

    static ConfiguredSources of(SyncConfig config) {
        return new ConfiguredSources(config.sourceConfigs().stream()
                .map(source -> source.source().id())
                .collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * Whether what is recorded of a source concerns this process. Without any source in the settings, everything does.
     */
    boolean concern(String source) {
        return ids.isEmpty() || ids.contains(source);
    }
}
