package org.zenotisync.schema;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.zenotisync.schema.ddl.SchemaStatement;

/** Reads the upgrades of a cycle, so that each file is planned with the statements of all of them. */
final class CycleUpgrades {

    private final SchemaScripts scripts;

    /** Upgrades that cannot be read for a moment, with the reason, by key. */
    private final Map<String, String> unread = new HashMap<>();

    /** A file, and how many statements the upgrades before it have. */
    private record Place(SchemaFile file, int statementsBefore) {}

    CycleUpgrades(SchemaScripts scripts) {
        this.scripts = scripts;
    }

    /** The upgrades that {@link #readInto} could not read, with the reason, by key. */
    Map<String, String> unread() {
        return unread;
    }

    /**
     * Gives each file the statements of all upgrades, seen from its own place among them.
     *
     * @param found the files in the order in which they are applied
     * @throws IOException if an upgrade of the first set-up cannot be read for a moment, and this is not the last
     *     attempt
     */
    List<SchemaFile> readInto(List<SchemaFile> found, SchemaChanges.Attempt attempt) throws IOException {
        List<SchemaStatement> statements = new ArrayList<>();
        List<Place> places = new ArrayList<>();
        for (SchemaFile file : found) {
            places.add(new Place(file, statements.size()));
            if (file.role() != SchemaFile.Role.UPGRADE) {
                continue;
            }
            try {
                statements.addAll(scripts.read(file.object()).statements());
            } catch (SchemaException e) {
                // reported when the file itself is applied
            } catch (IOException e) {
                // at the first set-up a rename that is not known would add a column that SchemaFull has under its new
                // name
                if (file.firstSetUp() && attempt != SchemaChanges.Attempt.LAST) {
                    throw e;
                }
                unread.put(file.object().key(), e.getMessage());
            }
        }
        UpgradeStatements all = new UpgradeStatements(statements, 0);
        return places.stream()
                .map(place -> place.file().with(all.after(place.statementsBefore())))
                .toList();
    }
}
