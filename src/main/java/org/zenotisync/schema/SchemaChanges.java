package org.zenotisync.schema;

import java.io.IOException;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import javax.sql.DataSource;
import org.zenotisync.feed.FeedLayout;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.ListingException;
import org.zenotisync.feed.NaturalOrder;
import org.zenotisync.feed.Source;
import org.zenotisync.feed.Strangers;
import org.zenotisync.model.TableNames;
import org.zenotisync.s3.FeedListing;
import org.zenotisync.schema.ddl.SchemaStatement;
import org.zenotisync.warehouse.Jdbc;

/**
 * Finds the schema files that are new or have changed, in the order in which they are applied: SchemaFull files of new
 * tables, then upgrades in natural order of release folder and file name, then changed SchemaFull files of known tables
 * (an upgrade may rename what the changed file already shows under its new name). Feed documentation: "Before every
 * data sync cycle, look for changes in SchemaFull and SchemaUpgrade folders".
 */
public final class SchemaChanges {

    /** Folder by folder: the release 2024.9 comes before 2024.9.1, though a slash is not before a point. */
    public static final Comparator<SchemaFile> BY_PATH =
            Comparator.comparing(file -> file.object().path().replace('/', '\0'), NaturalOrder.INSTANCE);

    /** New and changed files at most: a feed has about 120 tables. */
    private static final int MOST_FILES = 100_000;

    private final FeedListing listing;
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
        this.listing = listing;
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
     * @param gone what is known of files that were not applied and are not there any more
     * @param tables folded names of the tables that are known: by a schema file that was applied or is there
     * @param unknown objects in the two folders that are no schema files
     */
    public record Found(
            List<SchemaFile> files,
            Map<String, String> unread,
            List<SchemaFiles.Entry> gone,
            Set<String> tables,
            Strangers unknown) {}

    /**
     * Looks into the folders of a source that are called SchemaFull and SchemaUpgrade in any case.
     *
     * @param firstSetUp whether nothing of the source was consumed yet: SchemaFull may contain what upgrades tell
     * @param isLastTry whether nobody tries again what may be over in a moment
     * @throws IOException if a script that must be known before any other is applied cannot be read for a moment, and this is not the
     *     last try
     */
    public Found find(Source source, List<String> rootFolders, boolean firstSetUp, boolean isLastTry)
            throws SQLException, IOException {
        Found found = list(source, rootFolders, firstSetUp, false);
        Map<String, String> unread = new HashMap<>();
        List<SchemaFile> files = withStatements(combinedLast(found.files()), isLastTry, unread);
        return new Found(
                files,
                files.stream().anyMatch(SchemaFile::firstSetUp) ? unread : Map.of(),
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
    public List<SchemaFile> all(Source source, List<String> rootFolders, Map<String, SchemaFiles.Entry> entries) {
        List<SchemaFile> all = new ArrayList<>();
        eachScript(source, rootFolders, new Strangers(), (object, role) -> {
            requireFew(all, source.uri(object.key()));
            all.add(file(object, role, entries, false, SchemaFile.Present.UNKNOWN));
        });
        return all;
    }

    /** A file as it is known, where the bucket cannot be listed. */
    public SchemaFile known(Source source, SchemaFiles.Entry entry) {
        FeedObject object = new FeedObject(
                source, entry.key(), entry.etag(), 0, entry.lastModified().toInstant(ZoneOffset.UTC));
        String first = object.path().substring(0, Math.max(0, object.path().indexOf('/')));
        SchemaFile.Role role =
                first.equalsIgnoreCase(FeedLayout.SCHEMA_FULL) ? SchemaFile.Role.FULL : SchemaFile.Role.UPGRADE;
        return file(object, role, Map.of(entry.key(), entry), false, SchemaFile.Present.UNKNOWN);
    }

    /** The folded name of the table that a file of SchemaFull is named after. */
    public static String tableOf(SchemaFile file) {
        return SchemaConcerns.tableOf(file.object());
    }

    private Found list(Source source, List<String> rootFolders, boolean firstSetUp, boolean fresh) throws SQLException {
        Map<String, SchemaFiles.Entry> entries =
                fresh ? Map.of() : Jdbc.with(dataSource, c -> files.of(c, source.id()));
        Set<String> known = new HashSet<>();
        if (!fresh) {
            Jdbc.with(dataSource, c -> tables.all(c)).forEach(table -> known.add(table.name()));
        }
        Map<String, SchemaFiles.Entry> gone = new TreeMap<>(entries);
        gone.values().removeIf(entry -> entry.outcome().isDone() || entry.outcome() == SchemaFiles.Outcome.REMOVED);
        Set<String> named = new TreeSet<>(known);
        List<SchemaFile> newTables = new ArrayList<>();
        List<SchemaFile> changedTables = new ArrayList<>();
        List<SchemaFile> upgrades = new ArrayList<>();
        Strangers unknown = new Strangers();
        SchemaFile.Present present = new SchemaFile.Present(new HashSet<>(), new HashSet<>());
        eachScript(source, rootFolders, unknown, (object, role) -> {
            gone.remove(object.key());
            boolean isFull = role == SchemaFile.Role.FULL;
            if (isFull) {
                requireFew(named, source.uri(object.key()));
                named.add(SchemaConcerns.tableOf(object));
                present.keys().add(object.key());
            }
            if (!isDone(object, entries)) {
                List<SchemaFile> list =
                        !isFull ? upgrades : isChange(object, known, entries) ? changedTables : newTables;
                requireFew(list, source.uri(object.key()));
                list.add(file(object, role, entries, firstSetUp, present));
                if (isFull) {
                    present.found().add(object.key());
                }
            }
        });
        newTables.sort(RivalFiles.order(newTables));
        upgrades.sort(BY_PATH);
        changedTables.sort(RivalFiles.order(changedTables));
        List<SchemaFile> found = new ArrayList<>(newTables);
        found.addAll(upgrades);
        found.addAll(changedTables);
        return new Found(found, Map.of(), List.copyOf(gone.values()), named, unknown);
    }

    /** Whether a file of SchemaFull is about tables that are known, as far as its name and its history say. */
    private static boolean isChange(FeedObject file, Set<String> known, Map<String, SchemaFiles.Entry> entries) {
        String table = SchemaConcerns.tableOf(file);
        return known.contains(table) || !TableNames.isOfFeed(table) && wasApplied(file, entries);
    }

    private static boolean wasApplied(FeedObject file, Map<String, SchemaFiles.Entry> entries) {
        return Optional.ofNullable(entries.get(file.key()))
                .filter(SchemaFiles.Entry::wasApplied)
                .isPresent();
    }

    /** A new file that is not named like a table may be about known ones: it follows the upgrades, as their own files would. */
    private List<SchemaFile> combinedLast(List<SchemaFile> found) throws SQLException {
        List<SchemaFile> first = new ArrayList<>();
        List<SchemaFile> last = new ArrayList<>();
        Set<String> known = new HashSet<>();
        if (found.stream().anyMatch(SchemaChanges::isCombined)) {
            Jdbc.with(dataSource, c -> tables.all(c)).forEach(table -> known.add(table.name()));
        }
        for (SchemaFile file : found) {
            boolean isOfKnown = !known.isEmpty()
                    && isCombined(file)
                    && tablesOf(file).stream().anyMatch(known::contains);
            (isOfKnown ? last : first).add(file);
        }
        first.addAll(last);
        return first;
    }

    private static boolean isCombined(SchemaFile file) {
        return file.role() == SchemaFile.Role.FULL && file.namesake().isEmpty();
    }

    private Set<String> tablesOf(SchemaFile file) {
        Set<String> names = new HashSet<>();
        try {
            scripts.read(file.object()).statements().forEach(statement -> names.add(statement.table()));
        } catch (SchemaException | IOException e) {
            // told when the file itself is applied
            return Set.of();
        }
        return names;
    }

    private static boolean isDone(FeedObject object, Map<String, SchemaFiles.Entry> entries) {
        SchemaFiles.Entry entry = entries.get(object.key());
        return entry != null && entry.outcome().isDone() && object.etag().equals(entry.etag());
    }

    private void eachScript(
            Source source,
            List<String> rootFolders,
            Strangers unknown,
            BiConsumer<FeedObject, SchemaFile.Role> scripts) {
        for (String folder : rootFolders) {
            boolean full = folder.equalsIgnoreCase(FeedLayout.SCHEMA_FULL);
            if (!full && !folder.equalsIgnoreCase(FeedLayout.SCHEMA_UPGRADE)) {
                continue;
            }
            listing.objects(source, folder + "/", object -> {
                if (isScript(object.path().substring(folder.length() + 1), full)) {
                    scripts.accept(object, full ? SchemaFile.Role.FULL : SchemaFile.Role.UPGRADE);
                } else {
                    unknown.add(object.key());
                }
            });
        }
    }

    private static void requireFew(Collection<?> files, String address) {
        if (files.size() >= MOST_FILES) {
            throw new ListingException("there are more than " + MOST_FILES + " schema files, such as " + address
                    + "; remove what is not a schema file");
        }
    }

    private static SchemaFile file(
            FeedObject object,
            SchemaFile.Role role,
            Map<String, SchemaFiles.Entry> entries,
            boolean firstSetUp,
            SchemaFile.Present present) {
        Optional<SchemaFiles.Entry> before = Optional.ofNullable(entries.get(object.key()));
        Optional<SchemaFiles.Outcome> outcome = before.map(SchemaFiles.Entry::outcome);
        boolean wasApplied = wasApplied(object, entries);
        // what has waited since the first set-up still means what it meant then: its tables have waited, too
        boolean isFirst = firstSetUp
                || !wasApplied
                        && outcome.filter(SchemaFiles.Outcome::holdsTables).isPresent()
                        && before.get().isFirstSetUp();
        return new SchemaFile(object, role, isFirst, !isFirst && !wasApplied, before, UpgradeStatements.NONE, present);
    }

    /** Each file with the statements of all upgrades: those that come before its own are counted. */
    private List<SchemaFile> withStatements(List<SchemaFile> found, boolean isLastTry, Map<String, String> unread)
            throws IOException {
        List<SchemaStatement> statements = new ArrayList<>();
        Map<SchemaFile, Integer> before = new HashMap<>();
        for (SchemaFile file : found) {
            before.put(file, statements.size());
            if (file.role() != SchemaFile.Role.UPGRADE) {
                continue;
            }
            try {
                statements.addAll(scripts.read(file.object()).statements());
            } catch (SchemaException e) {
                // told when the file itself is applied
                continue;
            } catch (IOException e) {
                // at the first set-up a rename that is not known would add a column that SchemaFull has under its new
                // name
                if (file.firstSetUp() && !isLastTry) {
                    throw e;
                }
                unread.put(file.object().key(), e.getMessage());
            }
        }
        UpgradeStatements all = new UpgradeStatements(statements, 0);
        return found.stream()
                .map(file -> file.with(all.behind(before.get(file))))
                .toList();
    }

    /**
     * Schema files have .txt format; those of SchemaFull lie in the folder itself. One that is not named like a table is one all
     * the same: what it makes decides.
     */
    private static boolean isScript(String path, boolean full) {
        boolean text = path.toLowerCase(Locale.ROOT).endsWith(".txt") && path.length() > ".txt".length();
        return text && FeedLayout.isPlain(path) && (!full || path.indexOf('/') < 0);
    }
}
