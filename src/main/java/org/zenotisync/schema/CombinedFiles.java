package org.zenotisync.schema;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Files of SchemaFull that are not named like a table, and may make several. */
final class CombinedFiles {

    private final SchemaScripts scripts;

    CombinedFiles(SchemaScripts scripts) {
        this.scripts = scripts;
    }

    /** Whether a file is one of them. */
    static boolean isCombined(SchemaFile file) {
        return file.role() == SchemaFile.Role.FULL && file.namesake().isEmpty();
    }

    /**
     * Puts those that make a known table last: they follow the upgrades, as the changed files of single tables do. One of
     * the first set-up that also makes a table that is not known stays before the upgrades of that table: the known ones
     * were adopted, and for them it changes nothing.
     *
     * @param known folded names of the tables that are known
     */
    List<SchemaFile> ofKnownTablesLast(List<SchemaFile> found, Set<String> known) {
        List<SchemaFile> first = new ArrayList<>();
        List<SchemaFile> last = new ArrayList<>();
        for (SchemaFile file : found) {
            boolean isLast = !known.isEmpty() && isCombined(file) && isOfKnown(known, file);
            (isLast ? last : first).add(file);
        }
        first.addAll(last);
        return first;
    }

    private boolean isOfKnown(Set<String> known, SchemaFile file) {
        try {
            Set<String> tables = new HashSet<>();
            scripts.read(file.object()).statements().forEach(statement -> tables.add(statement.table()));
            return file.firstSetUp()
                    ? known.containsAll(tables)
                    : tables.stream().anyMatch(known::contains);
        } catch (SchemaException | IOException e) {
            // reported when the file itself is applied
            return false;
        }
    }
}
