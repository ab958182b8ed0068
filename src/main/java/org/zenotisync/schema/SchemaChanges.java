package org.zenotisync.schema;

import java.io.IOException;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.zenotisync.feed.FeedLayout;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.NaturalOrder;
import org.zenotisync.feed.Source;
import org.zenotisync.feed.UnknownKeys;
import org.zenotisync.s3.FeedListing;
import org.zenotisync.warehouse.Jdbc;

/**
 * Finds the schema files that are new or have changed, in the order in which they are applied ({@link FilesToApply}).
 * Feed documentation: "Before every data sync cycle, look for changes in SchemaFull and SchemaUpgrade folders".
 */
public final class SchemaChanges {

    /** Folder by folder: the release 2024.9 comes before 2024.9.1, though a slash is not before a point. */
    public static final Comparator<SchemaFile> BY_PATH =
            Comparator.comparing(file -> file.object().path().replace('/', '\0'), NaturalOrder.INSTANCE);

    private final SchemaFolders folders;
    private final DataSource dataSource;
    private final SchemaFiles files;
    private final TableRegistry tables;
    private final SchemaScripts scripts;

    public SchemaChanges(
            FeedListing listing,
            DataSource dataSource,
            SchemaFiles files,
            TableRegistry tables,
            SchemaScripts scripts) {
        this.folders = new SchemaFolders(listing);
        this.dataSource = dataSource;
        this.files = files;
        this.tables = tables;
        this.scripts = scripts;
    }

    /**
     * What is found.
     *
     * @param files to apply, in order
     * @param unread upgrades that cannot be read, with the reason, by key; those of the first set-up need them all
     * @param gone entries of files that were not applied and are not in the bucket any more
     * @param tables folded names of the tables that are known: by a schema file that was applied or is there
     * @param unknown objects in the two folders that are not schema files
     */
    public record Found(
            List<SchemaFile> files,
            Map<String, String> unread,
            List<SchemaFileEntry> gone,
            Set<String> tables,
            UnknownKeys unknown) {}

    /** Whether a search that fails since something cannot be read for a moment is tried again. */
    public enum Attempt {
        /** It is tried again. */
        NOT_LAST,
        /** What cannot be read is left out. */
        LAST
    }

    /**
     * Looks into the folders of a source that are called SchemaFull and SchemaUpgrade in any case.
     *
     * @param firstSetUp whether nothing of the source was consumed yet: SchemaFull may contain what upgrades add
     * @throws IOException if a script that must be known before any other is applied cannot be read for a moment, and
     *     this is not the last attempt
     */
    public Found find(Source source, List<String> rootFolders, boolean firstSetUp, Attempt attempt)
            throws SQLException, IOException {
        Found found = list(source, rootFolders, firstSetUp, false);
        return withUpgrades(found, combinedLast(source, found.files()), attempt);
    }

    /**
     * As {@link #find}, for a database that may have no control tables yet.
     *
     * @param fresh whether it has none; then this is the first set-up
     */
    public Found findPending(Source source, List<String> rootFolders, boolean firstSetUp, boolean fresh)
            throws SQLException, IOException {
        Found found = list(source, rootFolders, firstSetUp, fresh);
        return withUpgrades(found, fresh ? found.files() : combinedLast(source, found.files()), Attempt.LAST);
    }

    private Found withUpgrades(Found found, List<SchemaFile> inOrder, Attempt attempt) throws IOException {
        CycleUpgrades upgrades = new CycleUpgrades(scripts);
        List<SchemaFile> files = upgrades.readInto(inOrder, attempt);
        return new Found(
                files,
                files.stream().anyMatch(SchemaFile::firstSetUp) ? upgrades.unread() : Map.of(),
                found.gone(),
                found.tables(),
                found.unknown());
    }

    /**
     * Lists the files without reading any.
     *
     * @param fresh whether the control tables are not there yet
     */
    public Found preview(Source source, List<String> rootFolders, boolean fresh) throws SQLException {
        return list(source, rootFolders, fresh, fresh);
    }

    /** All schema files of a source, in no order, also those that are applied. */
    public List<SchemaFile> all(Source source, List<String> rootFolders, Map<String, SchemaFileEntry> entries) {
        List<SchemaFile> all = new ArrayList<>();
        folders.each(source, rootFolders, new UnknownKeys(), (object, role) -> {
            SchemaFolders.requireFew(all, source.uri(object.key()));
            all.add(SchemaFile.of(object, role, false, before(object, entries), SchemaFile.Present.UNKNOWN));
        });
        return all;
    }

    /** A file as it is known, where the bucket cannot be listed. */
    public SchemaFile known(Source source, SchemaFileEntry entry) {
        FeedObject object = new FeedObject(
                source, entry.key(), entry.etag(), 0, entry.lastModified().toInstant(ZoneOffset.UTC));
        String first = object.path().substring(0, Math.max(0, object.path().indexOf('/')));
        SchemaFile.Role role =
                first.equalsIgnoreCase(FeedLayout.SCHEMA_FULL) ? SchemaFile.Role.FULL : SchemaFile.Role.UPGRADE;
        return SchemaFile.of(object, role, false, Optional.of(entry), SchemaFile.Present.UNKNOWN);
    }

    /** The folded name of the table that a file of SchemaFull is named after. */
    public static String tableOf(SchemaFile file) {
        return SchemaConcerns.tableOf(file.object());
    }

    private Found list(Source source, List<String> rootFolders, boolean firstSetUp, boolean fresh) throws SQLException {
        Map<String, SchemaFileEntry> entries = fresh ? Map.of() : Jdbc.with(dataSource, c -> files.of(c, source.id()));
        Set<String> known = fresh ? Set.of() : knownTables(source);
        Map<String, SchemaFileEntry> gone = new TreeMap<>(entries);
        gone.values().removeIf(entry -> entry.outcome().isDone() || entry.outcome() == SchemaFileOutcome.REMOVED);
        Set<String> named = new TreeSet<>(known);
        FilesToApply toApply = new FilesToApply(known);
        UnknownKeys unknown = new UnknownKeys();
        SchemaFile.Present present = new SchemaFile.Present(new HashSet<>(), new HashSet<>());
        folders.each(source, rootFolders, unknown, (object, role) -> {
            gone.remove(object.key());
            boolean isFull = role == SchemaFile.Role.FULL;
            if (isFull) {
                SchemaFolders.requireFew(named, source.uri(object.key()));
                named.add(SchemaConcerns.tableOf(object));
                present.keys().add(object.key());
            }
            if (!isDone(object, entries)) {
                toApply.add(SchemaFile.of(object, role, firstSetUp, before(object, entries), present));
                if (isFull) {
                    present.found().add(object.key());
                }
            }
        });
        return new Found(toApply.inOrder(), Map.of(), List.copyOf(gone.values()), named, unknown);
    }

    private List<SchemaFile> combinedLast(Source source, List<SchemaFile> found) throws SQLException {
        return found.stream().anyMatch(CombinedFiles::isCombined)
                ? new CombinedFiles(scripts).ofKnownTablesLast(found, knownTables(source))
                : found;
    }

    private Set<String> knownTables(Source source) throws SQLException {
        return Jdbc.with(dataSource, c -> tables.namesOf(c, source.id()));
    }

    private static Optional<SchemaFileEntry> before(FeedObject object, Map<String, SchemaFileEntry> entries) {
        return Optional.ofNullable(entries.get(object.key()));
    }

    private static boolean isDone(FeedObject object, Map<String, SchemaFileEntry> entries) {
        return before(object, entries)
                .filter(entry -> entry.outcome().isDone() && object.etag().equals(entry.etag()))
                .isPresent();
    }
}
