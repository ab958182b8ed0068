package org.zenotisync.feedmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.zenotisync.model.TableDefinition;

/**
 * The tables as of the end of all schema scripts in a bucket: the SchemaFull folder first, then SchemaUpgrade in
 * natural order, 2024.9 before 2024.10 (feed documentation, steps 1 and 2 below "MonthlySnapshot"; rules 1 and 10).
 */
final class ModelSchema {

    private ModelSchema() {}

    /**
     * Reads all schema scripts.
     *
     * @param root root prefix, empty or ending with a slash
     */
    static SortedMap<String, TableDefinition> read(String root, Map<String, byte[]> bucket) {
        SortedMap<String, TableDefinition> tables = new TreeMap<>();
        for (String folder : List.of("schemafull/", "schemaupgrade/")) {
            List<String> scripts = new ArrayList<>();
            for (String key : bucket.keySet()) {
                String path =
                        key.startsWith(root) ? key.substring(root.length()).toLowerCase(Locale.ROOT) : "";
                if (path.startsWith(folder) && path.endsWith(".txt")) {
                    scripts.add(key);
                }
            }
            scripts.sort(NaturalOrder.INSTANCE);
            scripts.forEach(key -> SchemaScript.run(bucket.get(key), tables));
        }
        return tables;
    }
}
