package org.zenotisync.routes;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.support.service.ServiceSupport;
import org.zenotisync.config.SettingsSource;
import org.zenotisync.config.SourceConfig;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.feed.Source;
import org.zenotisync.s3.S3Clients;
import org.zenotisync.s3.SourceClients;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The clients of the sources of a sync in a host. A source with credentials, an endpoint or a region of its own gets a
 * client of its own, which is closed with the context. All others are read with the client of the host.
 */
final class HostClients extends ServiceSupport implements SourceClients {

    private final S3Client ofHost;
    private final Map<String, S3Client> own = new HashMap<>();

    HostClients(SyncConfig config, S3Client ofHost) {
        this.ofHost = ofHost;
        for (SourceConfig source : config.sourceConfigs()) {
            if (!source.access().isOfProgram()) {
                own.put(
                        source.source().name(),
                        S3Clients.of(SettingsSource.of(System.getenv()), source, config.parallelism() * 2 + 4));
            }
        }
    }

    @Override
    public S3Client of(Source source) {
        return own.getOrDefault(source.name(), ofHost);
    }

    @Override
    protected void doShutdown() {
        own.values().forEach(S3Client::close);
    }
}
