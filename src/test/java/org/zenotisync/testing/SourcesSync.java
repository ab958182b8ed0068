package org.zenotisync.testing;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.zenotisync.event.SyncEvent;
import org.zenotisync.event.SyncSubscriber;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/** A sync of several sources. Each has a bucket of its own, {@code <name>-bucket}. */
public final class SourcesSync implements AutoCloseable {

    private final S3Extension s3;
    private final Path folder;
    private final Map<String, String> settings = new TreeMap<>();
    private final List<SyncEvent> events = new CopyOnWriteArrayList<>();
    private Optional<SyncHarness> running = Optional.empty();

    /** @param folder an empty one, for a database file */
    public SourcesSync(S3Extension s3, Path folder) {
        this.s3 = s3;
        this.folder = folder;
    }

    /** The settings of the next start. */
    public Map<String, String> settings() {
        return settings;
    }

    /** Loads into an empty database of that kind. */
    public SourcesSync on(TargetDatabase database) {
        settings.putAll(database.settings(folder));
        return this;
    }

    /**
     * Adds a source to the settings, whose bucket need not exist.
     *
     * @param members names and values by turns
     */
    public SourcesSync source(String name, String... members) {
        settings.put("zenoti.sources." + name + ".bucket", name + "-bucket");
        for (int i = 0; i < members.length; i += 2) {
            settings.put("zenoti.sources." + name + "." + members[i], members[i + 1]);
        }
        return this;
    }

    /** Removes a source from the settings. */
    public void removeSource(String name) {
        settings.keySet().removeIf(key -> key.startsWith("zenoti.sources." + name + "."));
    }

    /**
     * Writes objects into the bucket of a source.
     *
     * @param files keys and contents by turns
     */
    public void put(String source, String... files) {
        for (int i = 0; i < files.length; i += 2) {
            s3.publish(source + "-bucket", Map.of(files[i], files[i + 1].getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** Deletes the bucket of a source: it cannot be listed any more. */
    public void deleteBucket(String source) {
        String bucket = source + "-bucket";
        List<ObjectIdentifier> keys = s3.client().listObjectsV2(b -> b.bucket(bucket)).contents().stream()
                .map(object -> ObjectIdentifier.builder().key(object.key()).build())
                .toList();
        s3.client().deleteObjects(b -> b.bucket(bucket).delete(d -> d.objects(keys)));
        s3.client().deleteBucket(b -> b.bucket(bucket));
    }

    /** The sync, which is started if it does not run. */
    public SyncHarness sync() {
        if (running.isEmpty()) {
            running = Optional.of(new SyncHarness(
                    any -> s3.client(),
                    Optional.of(s3.client()),
                    Optional.empty(),
                    folder.resolve("sources.duckdb"),
                    settings,
                    Map.of("events", (SyncSubscriber) events::add)));
        }
        return running.get();
    }

    /** What has happened since the first start. */
    public List<SyncEvent> events() {
        return List.copyOf(events);
    }

    /** The next call of {@link #sync} starts it with the present settings. */
    public void restart() {
        close();
        running = Optional.empty();
    }

    @Override
    public void close() {
        running.ifPresent(SyncHarness::close);
    }
}
