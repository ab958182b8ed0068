package org.zenotisync.s3;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.zenotisync.config.ConfigException;
import org.zenotisync.config.SettingsSource;
import org.zenotisync.config.SourceConfig;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.feed.Source;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.S3Client;

/** A client for each source, made from the settings. Closed together. */
public final class S3SourceClients implements SourceClients, AutoCloseable {

    /** By the name of the source: other folders of its bucket are read with the same client. */
    private final Map<String, S3Client> clients = new LinkedHashMap<>();

    /**
     * Makes the clients.
     *
     * @param connections the most that each of them uses at once
     * @throws ConfigException if an AWS setting is wrong, or is missing for one of the sources
     */
    public S3SourceClients(SettingsSource settings, SyncConfig config, int connections) {
        this(settings, config, connections, source -> List.of());
    }

    /**
     * Makes the clients.
     *
     * @param observers give for each source what sees its requests
     */
    public S3SourceClients(
            SettingsSource settings,
            SyncConfig config,
            int connections,
            Function<Source, List<ExecutionInterceptor>> observers) {
        try {
            for (SourceConfig source : config.sourceConfigs()) {
                clients.put(
                        source.source().name(),
                        S3Clients.of(settings, source, connections, observers.apply(source.source())));
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public S3Client of(Source source) {
        S3Client client = clients.get(source.name());
        if (client == null) {
            throw new IllegalArgumentException("there is no client for " + source);
        }
        return client;
    }

    @Override
    public void close() {
        clients.values().forEach(S3Client::close);
    }
}
