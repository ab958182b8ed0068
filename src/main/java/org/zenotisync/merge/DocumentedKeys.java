package org.zenotisync.merge;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.zenotisync.model.Identifiers;
import org.zenotisync.model.TableKind;

/**
 * The keys that Zenoti's pages document ("Fact and dimension tables" of "Amazon S3 for analytics", columns marked as
 * primary key), from the resource {@value #RESOURCE} beside this class. A page may be wrong, or older than a feed, so
 * the columns must exist and the key must be proven like a sortkey.
 */
public final class DocumentedKeys {

    /** The list; a native image must name it as a resource. */
    public static final String RESOURCE = "documented-keys.txt";

    private static final Map<String, Entry> ENTRIES = read();

    private DocumentedKeys() {}

    /**
     * What a page says of a table.
     *
     * @param table name of the table
     * @param kind its kind
     * @param key its key columns, at least one
     * @param page title of the page
     */
    public record Entry(String table, TableKind kind, List<String> key, String page) {}

    /** What is documented of a table, by its name; empty for most tables. */
    public static Optional<Entry> of(String table) {
        return Optional.ofNullable(ENTRIES.get(table));
    }

    /** All entries, by table. */
    public static Map<String, Entry> all() {
        return ENTRIES;
    }

    private static Map<String, Entry> read() {
        Map<String, Entry> entries = new TreeMap<>();
        try (InputStream stream = DocumentedKeys.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException("the resource " + RESOURCE + " is missing in this build");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    Entry entry = entry(line);
                    entries.put(entry.table(), entry);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(entries);
    }

    private static Entry entry(String line) {
        String[] fields = line.split("\\|", -1);
        if (fields.length != 4) {
            throw new IllegalStateException(RESOURCE + " holds a line that is not table | kind | key | page: " + line);
        }
        List<String> key = new ArrayList<>();
        for (String column : fields[2].split(",")) {
            key.add(Identifiers.fold(column.strip()));
        }
        return new Entry(
                Identifiers.fold(fields[0].strip()),
                TableKind.ofId(fields[1].strip()).orElseThrow(),
                List.copyOf(key),
                fields[3].strip());
    }
}
