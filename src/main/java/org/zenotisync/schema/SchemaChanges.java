package org.zenotisync.schema;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.zenotisync.feed.FeedLayout;
import org.zenotisync.feed.FeedListing;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.ListingException;
import org.zenotisync.feed.NaturalOrder;
import org.zenotisync.feed.Source;
import org.zenotisync.feed.Strangers;
import org.zenotisync.model.Identifiers;
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
    private static final Comparator<FeedObject> BY_PATH =
            Comparator.comparing(object -> object.path().replace('/', '\0'), NaturalOrder.INSTANCE);

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
     * @param unknown objects in the two folders that are no schema files
     */
    public record Found(List<SchemaFile> files, Strangers unknown) {}

    /**
     * Looks into the folders of a source that are called SchemaFull and SchemaUpgrade in any case.
     *
     * @param firstSetUp whether nothing of the source was consumed yet: SchemaFull may contain what upgrades tell
     * @throws IOException if a script cannot be read that must be known before any other is applied
     */
    public Found find(Source source, List<String> rootFolders, boolean firstSetUp) throws SQLException, IOException {
        Found found = list(source, rootFolders, firstSetUp, false);
        Map<String, String> renames = renames(found.files(), firstSetUp);
        return new Found(found.files().stream().map(file -> file.with(renames)).toList(), found.unknown());
    }

    /**
     * Lists the files without reading any.
     *
     * @param fresh whether the control tables are not there yet
     */
    public Found preview(Source source, List<String> rootFolders, boolean fresh) throws SQLException {
        return list(source, rootFolders, fresh, fresh);
    }

    private Found list(Source source, List<String> rootFolders, boolean firstSetUp, boolean fresh) throws SQLException {
        Map<String, String> applied = fresh ? Map.of() : Jdbc.with(dataSource, c -> files.applied(c, source.id()));
        Set<String> known = new HashSet<>();
        if (!fresh) {
            Jdbc.with(dataSource, c -> tables.all(c)).forEach(table -> known.add(table.name()));
        }
        List<FeedObject> newTables = new ArrayList<>();
        List<FeedObject> changedTables = new ArrayList<>();
        List<FeedObject> upgrades = new ArrayList<>();
        Strangers unknown = new Strangers();
        for (String folder : rootFolders) {
            boolean full = folder.equalsIgnoreCase(FeedLayout.SCHEMA_FULL);
            if (!full && !folder.equalsIgnoreCase(FeedLayout.SCHEMA_UPGRADE)) {
                continue;
            }
            listing.objects(source, folder + "/", object -> {
                String path = object.path().substring(folder.length() + 1);
                if (!isScript(path, full)) {
                    unknown.add(object.key());
                } else if (!object.etag().equals(applied.get(object.key()))) {
                    List<FeedObject> list =
                            !full ? upgrades : known.contains(tableOf(path)) ? changedTables : newTables;
                    list.add(object);
                    requireFew(list, source.uri(source.prefix() + folder + "/"));
                }
            });
        }
        newTables.sort(BY_PATH);
        upgrades.sort(BY_PATH);
        changedTables.sort(BY_PATH);
        List<SchemaFile> found = new ArrayList<>();
        newTables.forEach(o -> found.add(file(o, SchemaFile.Role.FULL, applied, firstSetUp)));
        upgrades.forEach(o -> found.add(file(o, SchemaFile.Role.UPGRADE, applied, firstSetUp)));
        changedTables.forEach(o -> found.add(file(o, SchemaFile.Role.FULL, applied, firstSetUp)));
        return new Found(found, unknown);
    }

    private static void requireFew(List<FeedObject> files, String folder) {
        if (files.size() > MOST_FILES) {
            throw new ListingException(folder + " has more than " + MOST_FILES
                    + " schema files that are new or have changed; remove what does not belong there");
        }
    }

    private static SchemaFile file(
            FeedObject object, SchemaFile.Role role, Map<String, String> applied, boolean firstSetUp) {
        return new SchemaFile(object, role, firstSetUp, !firstSetUp && !applied.containsKey(object.key()), Map.of());
    }

    private Map<String, String> renames(List<SchemaFile> found, boolean firstSetUp) throws IOException {
        Map<String, String> renames = new HashMap<>();
        for (SchemaFile file : found) {
            if (file.role() != SchemaFile.Role.UPGRADE) {
                continue;
            }
            try {
                for (SchemaStatement statement : scripts.read(file.object())) {
                    if (statement instanceof SchemaStatement.RenameColumn rename) {
                        renames.put(rename.table() + "." + rename.from(), rename.to());
                    }
                }
            } catch (SchemaException e) {
                // told when the file itself is applied
                continue;
            } catch (IOException e) {
                // at the first set-up a rename that is not known would add a column that SchemaFull has under its new
                // name
                if (firstSetUp) {
                    throw e;
                }
            }
        }
        return renames;
    }

    /** Schema files have .txt format; those of SchemaFull lie in the folder itself. */
    private static boolean isScript(String path, boolean full) {
        boolean text = path.toLowerCase(Locale.ROOT).endsWith(".txt");
        return text
                && FeedLayout.isPlain(path)
                && (!full || Identifiers.isValid(path.substring(0, path.length() - ".txt".length())));
    }

    private static String tableOf(String path) {
        return path.substring(0, path.length() - ".txt".length()).toLowerCase(Locale.ROOT);
    }
}
