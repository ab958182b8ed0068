package org.zenotisync.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.feed.NaturalOrder;
import org.zenotisync.model.FeedTable;

/**
 * Several files of SchemaFull that make the same table, such as {@code Bi_FactX.txt} and {@code Bi_FactX_s3.txt}, or a
 * file with all tables and files of single ones. The later file counts, by the time of its last change and then by its
 * name. What an earlier file says of the table is left out, until it is written again or the later file is removed.
 */
final class RivalFiles {

    private static final Logger LOG = LoggerFactory.getLogger(RivalFiles.class);

    private final SchemaFile file;
    private final Map<String, TableOrigin> origins;
    private final Set<String> leftOut = new TreeSet<>();
    private final Set<String> made = new HashSet<>();

    /** @param origins which files the tables that are known come from, by table */
    RivalFiles(SchemaFile file, Map<String, TableOrigin> origins) {
        this.file = file;
        this.origins = new HashMap<>(origins);
    }

    /**
     * A file of SchemaFull that a table comes from.
     *
     * @param key complete key of the object
     * @param modified when it was written
     */
    record TableOrigin(String key, Instant modified) {

        /**
         * S3 gives times in seconds. Of two files of the same second, the one that is found in a later cycle is the
         * later one.
         */
        boolean isAfter(SchemaFile file) {
            int order = modified.compareTo(micros(file.object().lastModified()));
            return order > 0
                    || order == 0
                            && file.present().found().contains(key)
                            && NaturalOrder.INSTANCE.compare(key, file.object().key()) > 0;
        }
    }

    /** A time as precise as the databases keep it. */
    private static Instant micros(Instant time) {
        return time.truncatedTo(java.time.temporal.ChronoUnit.MICROS);
    }

    /**
     * The order in which files of SchemaFull are applied: by table, and of the files of one table the later one first.
     * A file that is not named like a table may make any table: if there is one, the later file comes first among all
     * of them.
     */
    static Comparator<SchemaFile> order(List<SchemaFile> files) {
        Comparator<SchemaFile> laterFirst = Comparator.comparing(
                        (SchemaFile file) -> micros(file.object().lastModified()))
                .thenComparing(file -> file.object().key(), NaturalOrder.INSTANCE)
                .reversed();
        boolean isEachNamed = files.stream().allMatch(file -> file.namesake().isPresent());
        return isEachNamed
                ? Comparator.comparing((SchemaFile file) -> file.namesake().orElse(""), NaturalOrder.INSTANCE)
                        .thenComparing(laterFirst)
                : laterFirst;
    }

    /** Whether what the file says of a table is left out, since a later file makes the table. */
    boolean isLeftOut(String table) {
        return leftOut.contains(table);
    }

    /** The tables of the file that a later file makes, sorted. */
    Set<String> leftOut() {
        return leftOut;
    }

    /** Notes a CREATE TABLE of this file, and looks for a later file that makes the table. */
    void noteCreate(String table) {
        if (made.add(table) && rival(table).filter(rival -> rival.isAfter(file)).isPresent()) {
            leftOut.add(table);
        }
    }

    /**
     * Logs a warning if another file makes the same table in another way.
     *
     * @param before the table as it is known; empty if it is not
     * @param after the table after this file, as far as it can be planned; empty if this file contradicts what is known
     */
    void compare(String table, Optional<FeedTable> before, Optional<FeedTable> after) {
        Optional<TableOrigin> rival = rival(table);
        if (rival.isEmpty() || before.isEmpty() || before.equals(after)) {
            return;
        }
        String other = file.object().source().uri(rival.get().key());
        String counts = isLeftOut(table) ? other : file.object().uri();
        LOG.warn(
                "{} and {} both make table {} and differ: {} counts, since it is the later one; remove the other one",
                file.object().uri(),
                other,
                table,
                counts);
    }

    private Optional<TableOrigin> rival(String table) {
        return Optional.ofNullable(origins.get(table))
                .filter(origin -> !origin.key().equals(file.object().key()))
                .filter(origin -> file.present().keys().contains(origin.key()));
    }

    /** This file as the origin of a table; empty if it does not make the table, or a later file does. */
    Optional<TableOrigin> originOf(String table) {
        return made.contains(table) && !isLeftOut(table) ? Optional.of(asOrigin()) : Optional.empty();
    }

    private TableOrigin asOrigin() {
        return new TableOrigin(file.object().key(), micros(file.object().lastModified()));
    }

    /** Notes this file as the origin of the tables that it has made or changed. */
    void save(Connection connection, String source, TableRegistry tables) throws SQLException {
        for (String table : made) {
            if (!isLeftOut(table)) {
                tables.ofSources().saveOrigin(connection, source, table, asOrigin());
            }
        }
    }
}
