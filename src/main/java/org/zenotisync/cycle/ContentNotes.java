package org.zenotisync.cycle;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.checkpoint.LateObjects;
import org.zenotisync.checkpoint.Manifest;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.consume.ContentCheck;
import org.zenotisync.feed.ContentDigest;
import org.zenotisync.feed.FeedFile;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.model.TableKind;
import org.zenotisync.s3.S3Errors;
import org.zenotisync.warehouse.Jdbc;

/**
 * What is known about the content of consumed objects of append-only facts: whether an object whose ETag has changed
 * still has the same content, and the digests of objects that were consumed without one. After a multipart upload, an
 * encryption or a replication, the ETag does not show whether the content is the same.
 */
final class ContentNotes implements BacklogPlanner.Contents {

    private static final Logger LOG = LoggerFactory.getLogger(ContentNotes.class);

    private final SyncConfig config;
    private final DataSource dataSource;
    private final ControlTables control;
    private final ContentCheck contents;
    private final Map<TableGroupId, List<Manifest.Entry>> renewed = new HashMap<>();
    private final Map<TableGroupId, Map<String, Manifest.Entry>> consumed = new HashMap<>();
    private Optional<List<LateObjects.Entry>> reported = Optional.empty();

    /** A consumed object without a digest, which is still there with the same ETag. */
    private record Undigested(Manifest.Entry entry, FeedObject object) {}

    ContentNotes(SyncConfig config, DataSource dataSource, ControlTables control, ContentCheck contents) {
        this.config = config;
        this.dataSource = dataSource;
        this.control = control;
        this.contents = contents;
    }

    /**
     * Whether a consumed object whose ETag has changed counts as unchanged: its content is the same, or it cannot be
     * compared before the next cycle.
     */
    @Override
    public boolean isUnchanged(TableGroupId group, FeedObject object) {
        if (!isAppendOnly(group.table())) {
            return false;
        }
        try {
            Manifest.Entry entry = consumed(group).get(object.key());
            if (entry == null || entry.digest().isPresent() && isReportedAsChanged(group, object)) {
                return false;
            }
            Optional<Manifest.Entry> same = contents.renewIfUnchanged(entry, object);
            same.or(() -> withETagAsDigest(entry)).ifPresent(now -> note(group, now));
            return same.isPresent();
        } catch (IOException e) {
            boolean isForNow = Failures.isTransient(e) || S3Errors.isMoved(e);
            LOG.warn(
                    "{} has another ETag than when it was consumed, and its content cannot be read to compare it. It"
                            + " counts as {}: {}",
                    object.uri(),
                    isForNow ? "unchanged until the next cycle" : "changed",
                    Failures.text(e));
            return isForNow;
        } catch (SQLException e) {
            throw new UnreachableException("the manifest of " + group + " cannot be read: " + Failures.text(e), e);
        }
    }

    /**
     * The ETag is all that is known about the old content. With the ETag as its digest, the object is not read again.
     */
    private static Optional<Manifest.Entry> withETagAsDigest(Manifest.Entry changed) {
        return changed.digest().isEmpty() && ContentDigest.mayBeMd5(changed.etag())
                ? Optional.of(changed.with(Optional.of(ContentDigest.keptMd5(changed.etag()))))
                : Optional.empty();
    }

    private void note(TableGroupId group, Manifest.Entry entry) {
        renewed.computeIfAbsent(group, id -> new ArrayList<>()).add(entry);
    }

    @Override
    public boolean isAppendOnly(String table) {
        return config.kindOf(table)
                .filter(kind -> kind == TableKind.APPEND_ONLY_FACT)
                .isPresent();
    }

    private Map<String, Manifest.Entry> consumed(TableGroupId group) throws SQLException {
        Map<String, Manifest.Entry> entries = consumed.get(group);
        if (entries == null) {
            entries = new HashMap<>();
            for (Manifest.Entry entry :
                    Jdbc.with(dataSource, c -> control.manifest().of(c, group))) {
                entries.put(entry.key(), entry);
            }
            consumed.put(group, entries);
        }
        return entries;
    }

    /** Whether the change was reported before; the object is then not read again in every cycle. */
    private boolean isReportedAsChanged(TableGroupId group, FeedObject object) throws SQLException {
        if (reported.isEmpty()) {
            reported = Optional.of(Jdbc.with(dataSource, control.lateObjects()::allIfExists));
        }
        return reported.get().contains(new LateObjects.Entry(group, object.key(), object.etag(), true));
    }

    /**
     * Finds the digests of objects that were consumed without one, by a database that reads the objects or by an
     * earlier version. If the ETag is the MD5 of the content, it is used as the digest. The smallest object of a
     * table group shows whether it is.
     */
    void readUndigested(FeedScan scan) throws SQLException {
        Set<String> tables = new TreeSet<>();
        Map<String, FeedObject> listed = new HashMap<>();
        long from = Long.MAX_VALUE;
        for (PodScan pod : scan.pods()) {
            for (TableGroup group : (Iterable<TableGroup>) groups(pod)::iterator) {
                if (isAppendOnly(group.id().table())) {
                    tables.add(group.id().table());
                    from = Math.min(from, group.id().group());
                    for (FeedFile file : group.files()) {
                        listed.put(file.object().key(), file.object());
                    }
                }
            }
        }
        if (tables.isEmpty()) {
            return;
        }
        long first = from;
        Map<TableGroupId, List<Undigested>> undigested = new HashMap<>();
        for (Manifest.Undigested found : Jdbc.with(
                dataSource, c -> control.manifest().undigested(c, scan.source().id(), tables, first))) {
            FeedObject object = listed.get(found.entry().key());
            if (object != null && object.etag().equals(found.entry().etag())) {
                undigested
                        .computeIfAbsent(found.group(), id -> new ArrayList<>())
                        .add(new Undigested(found.entry(), object));
            }
        }
        undigested.forEach((group, objects) -> digested(objects).forEach(entry -> note(group, entry)));
    }

    private static Stream<TableGroup> groups(PodScan pod) {
        return pod.listed().values().stream().flatMap(List::stream);
    }

    private List<Manifest.Entry> digested(List<Undigested> objects) {
        List<Manifest.Entry> digested = new ArrayList<>();
        boolean areEtagsMd5 = false;
        for (Undigested undigested : objects.stream()
                .sorted(Comparator.comparing(
                        Undigested::entry,
                        Comparator.comparingLong(Manifest.Entry::size).thenComparing(Manifest.Entry::key)))
                .toList()) {
            Manifest.Entry entry = undigested.entry();
            boolean mayBeMd5 = ContentDigest.mayBeMd5(entry.etag());
            if (mayBeMd5 && areEtagsMd5) {
                digested.add(entry.with(Optional.of(ContentDigest.keptMd5(entry.etag()))));
                continue;
            }
            try {
                ContentDigest digest = contents.digest(undigested.object());
                areEtagsMd5 |= mayBeMd5 && digest.isProvenBy(entry.etag());
                digested.add(entry.with(Optional.of(digest.kept())));
            } catch (IOException e) {
                // the next cycle tries again; until then only its ETag shows whether it has changed
                LOG.debug("{} is not read for its digest", undigested.object().uri(), e);
            }
        }
        return digested;
    }

    /** Stores what was found in the manifest. */
    void save() throws SQLException {
        if (!renewed.isEmpty()) {
            Jdbc.runInTransaction(dataSource, connection -> {
                control.manifest().renew(connection, renewed);
            });
            renewed.clear();
            consumed.clear();
        }
    }
}
