package org.zenotisync.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.zenotisync.model.TableNames;

/**
 * The files that are to be applied, in their order: SchemaFull files of new tables, then upgrades in natural order of
 * release folder and file name, then changed SchemaFull files of known tables (an upgrade may rename what the changed
 * file already shows under its new name).
 */
final class FilesToApply {

    private final Set<String> known;
    private final List<SchemaFile> newTables = new ArrayList<>();
    private final List<SchemaFile> upgrades = new ArrayList<>();
    private final List<SchemaFile> changedTables = new ArrayList<>();

    /** @param known folded names of the tables that are known */
    FilesToApply(Set<String> known) {
        this.known = known;
    }

    /** Adds a file, in any order. */
    void add(SchemaFile file) {
        List<SchemaFile> list = listOf(file);
        SchemaFolders.requireFew(list, file.object().uri());
        list.add(file);
    }

    private List<SchemaFile> listOf(SchemaFile file) {
        if (file.role() == SchemaFile.Role.UPGRADE) {
            return upgrades;
        }
        return isChange(file) ? changedTables : newTables;
    }

    /** Whether a file of SchemaFull is about tables that are known, as far as its name and its history say. */
    private boolean isChange(SchemaFile file) {
        String table = SchemaConcerns.tableOf(file.object());
        return known.contains(table) || !TableNames.isOfFeed(table) && file.wasApplied();
    }

    /** All files, in the order in which they are applied. */
    List<SchemaFile> inOrder() {
        newTables.sort(RivalFiles.order(newTables));
        upgrades.sort(SchemaChanges.BY_PATH);
        changedTables.sort(RivalFiles.order(changedTables));
        List<SchemaFile> all = new ArrayList<>(newTables);
        all.addAll(upgrades);
        all.addAll(changedTables);
        return all;
    }
}
