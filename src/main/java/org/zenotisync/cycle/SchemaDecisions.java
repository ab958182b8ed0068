package org.zenotisync.cycle;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.config.ConfigException;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.feed.ListingException;
import org.zenotisync.feed.Source;
import org.zenotisync.model.Identifiers;
import org.zenotisync.model.TableNames;
import org.zenotisync.s3.FeedListing;
import org.zenotisync.schema.ConcernedTables;
import org.zenotisync.schema.PastGroups;
import org.zenotisync.schema.SchemaAcceptance;
import org.zenotisync.schema.SchemaChanges;
import org.zenotisync.schema.SchemaFile;
import org.zenotisync.schema.SchemaFileEntry;
import org.zenotisync.schema.SchemaFileOutcome;
import org.zenotisync.warehouse.Jdbc;

/**
 * Carries out what a person decides about schema files, with the commands {@code schema accept} and
 * {@code schema retry}.
 */
public final class SchemaDecisions {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaDecisions.class);

    private final SyncConfig config;
    private final DataSource dataSource;
    private final ControlTables control;
    private final FeedListing listing;
    private final SchemaChanges schemaChanges;
    private final SchemaAcceptance acceptance;
    private final LoadedPast loadedPast;

    public SchemaDecisions(
            SyncConfig config,
            DataSource dataSource,
            ControlTables control,
            FeedListing listing,
            SchemaChanges schemaChanges,
            SchemaAcceptance acceptance) {
        this.config = config;
        this.dataSource = dataSource;
        this.control = control;
        this.listing = listing;
        this.schemaChanges = schemaChanges;
        this.acceptance = acceptance;
        this.loadedPast = new LoadedPast(config, dataSource, control);
    }

    /**
     * The result of a decision.
     *
     * @param isDone whether it was carried out; otherwise nothing has changed
     * @param lines to be shown
     */
    public record Decision(boolean isDone, List<String> lines) {}

    /**
     * Marks a schema file as applied by hand, with its present content.
     *
     * @param name the file's key, or the end of the key
     * @param columns the feed's order of columns, {@code a,b,c}, or {@code table:a,b,c} if the file concerns several
     *     tables
     * @param user who has accepted it
     * @throws ConfigException if the name or the columns are wrong; the message has the remedy
     */
    public Decision accept(String name, List<String> columns, String user) throws SQLException {
        return accept(name, Optional.empty(), columns, user);
    }

    /**
     * Marks a schema file of one of several sources as applied by hand.
     *
     * @param name the file's key, its path below the source's prefix, or the end of the key
     * @param source name of the source; empty for all
     * @see #accept(String, List, String)
     */
    public Decision accept(String name, Optional<String> source, List<String> columns, String user)
            throws SQLException {
        Map<String, SchemaFileEntry> entries = entries();
        control.create();
        Map<String, SchemaFile> files = files(entries);
        SchemaFile file = chosen(name, source, files);
        SchemaFileOutcome outcome = file.before().map(SchemaFileEntry::outcome).orElse(SchemaFileOutcome.FAILED);
        boolean isSame = file.before()
                .filter(entry -> file.object().etag().equals(entry.etag()))
                .isPresent();
        if (isSame && outcome == SchemaFileOutcome.ACCEPTED) {
            throw new ConfigException(
                    file.object().uri() + " is accepted already; 'schema retry' with the same name undoes that");
        }
        if (isSame && (outcome == SchemaFileOutcome.APPLIED || outcome == SchemaFileOutcome.CONTAINED)) {
            throw new ConfigException(file.object().uri() + " is applied: there is nothing to accept");
        }
        List<String> earlier = earlier(file, files.values());
        if (!earlier.isEmpty()) {
            return new Decision(
                    false, List.of("files that come before it are not applied: " + String.join(", ", earlier)));
        }
        Set<String> known = new LinkedHashSet<>();
        Jdbc.with(dataSource, control.tables()::all).forEach(table -> known.add(table.name()));
        files.values().stream()
                .filter(other -> other.role() == SchemaFile.Role.FULL)
                .forEach(other -> known.add(SchemaChanges.tableOf(other)));
        SchemaAcceptance.Result result = acceptance.accept(file, orders(columns, file, known), known, user);
        List<String> lines = new ArrayList<>(result.lines());
        if (result.isDone()) {
            lines.add("accepted " + file.object().uri() + "; the next cycle loads what has waited for it");
        }
        return new Decision(result.isDone(), lines);
    }

    /**
     * Makes the next cycle read and try a schema file again. Undoes what its acceptance has changed.
     *
     * @param name the file's key, or the end of the key
     * @param user who has asked for it
     * @throws ConfigException if the name is wrong; the message has the remedy
     */
    public Decision retry(String name, String user) throws SQLException {
        return retry(name, Optional.empty(), user);
    }

    /**
     * Makes the next cycle read and try a schema file of one of several sources again.
     *
     * @param name the file's key, its path below the source's prefix, or the end of the key
     * @param source name of the source; empty for all
     * @see #retry(String, String)
     */
    public Decision retry(String name, Optional<String> source, String user) throws SQLException {
        Map<String, SchemaFileEntry> entries = entries();
        control.create();
        Map<String, SchemaFileEntry> there = new TreeMap<>(entries);
        there.values().removeIf(entry -> entry.outcome() == SchemaFileOutcome.REMOVED);
        SchemaFileEntry file = chosen(name, source, there);
        List<String> lines = new ArrayList<>();
        if (file.outcome().isDone()) {
            PastGroups loaded =
                    loadedPast.since(file.source(), file.tables().orElse(ConcernedTables.NONE), file.decidedAt());
            lines.addAll(acceptance.retry(file, loaded, user));
        }
        lines.add("the next cycle reads " + Source.uri(file.source(), file.key()) + " and tries it again");
        return new Decision(true, lines);
    }

    /**
     * What is recorded about the schema files, by source and key; empty if the sync has never written to the database.
     */
    public List<SchemaFileEntry> recorded() throws SQLException {
        return control.exist() ? Jdbc.with(dataSource, control.schemaFiles()::all) : List.of();
    }

    /** By address. */
    private Map<String, SchemaFileEntry> entries() throws SQLException {
        if (!control.exist()) {
            throw new ConfigException("no cycle has run yet: run one with the command once or run");
        }
        Set<String> sources = config.sourceIds();
        Map<String, SchemaFileEntry> entries = new HashMap<>();
        Jdbc.with(dataSource, control.schemaFiles()::all).stream()
                .filter(entry -> sources.contains(entry.source()))
                .forEach(entry -> entries.put(Source.uri(entry.source(), entry.key()), entry));
        return entries;
    }

    /**
     * The files in the buckets by address. Of a bucket that cannot be listed, the files that the last cycle has found
     * there.
     */
    private Map<String, SchemaFile> files(Map<String, SchemaFileEntry> entries) {
        Map<String, SchemaFile> files = new HashMap<>();
        for (Source source : config.sources()) {
            Map<String, SchemaFileEntry> ofSource = new HashMap<>();
            entries.values().stream()
                    .filter(entry -> entry.source().equals(source.id()))
                    .forEach(entry -> ofSource.put(entry.key(), entry));
            try {
                List<String> folders = listing.level(source, "").folders();
                schemaChanges
                        .all(source, folders, ofSource)
                        .forEach(file -> files.put(file.object().uri(), file));
            } catch (ListingException e) {
                LOG.warn("{}; the files that the last cycle has found are used instead", Failures.text(e));
                ofSource.values().stream()
                        .filter(entry -> entry.outcome() != SchemaFileOutcome.REMOVED)
                        .map(entry -> schemaChanges.known(source, entry))
                        .forEach(file -> files.put(file.object().uri(), file));
            }
        }
        return files;
    }

    /**
     * Upgrades before a file that are not applied. Files must be accepted in their order, because columns are added in
     * that order.
     */
    private static List<String> earlier(SchemaFile file, Iterable<SchemaFile> files) {
        List<String> earlier = new ArrayList<>();
        ConcernedTables tables = file.before().flatMap(SchemaFileEntry::tables).orElse(ConcernedTables.ALL);
        for (SchemaFile other : files) {
            boolean isBefore = file.object().source().equals(other.object().source())
                    && file.role() == SchemaFile.Role.UPGRADE
                    && other.role() == SchemaFile.Role.UPGRADE
                    && SchemaChanges.BY_PATH.compare(other, file) < 0;
            boolean holds = other.before()
                    .filter(entry -> entry.outcome().holdsTables())
                    .flatMap(SchemaFileEntry::tables)
                    .filter(tables::meets)
                    .isPresent();
            if (isBefore && holds) {
                earlier.add(other.object().uri());
            }
        }
        earlier.sort(Comparator.naturalOrder());
        return earlier;
    }

    /** The file with an address whose key ends with a name. */
    private <T> T chosen(String name, Optional<String> sourceName, Map<String, T> all) {
        Map<String, T> files = new TreeMap<>(all);
        List<Source> sources = sourceName.isEmpty() ? config.sources() : List.of(source(sourceName.get()));
        files.keySet().removeIf(address -> sources.stream()
                .noneMatch(source -> address.startsWith(source.uri(source.prefix()))));
        String end = name;
        if (end.isBlank()) {
            throw new ConfigException(
                    "the name of the schema file is empty: give its key in the bucket or the end of it;"
                            + " 'schema list' shows the files");
        }
        List<Predicate<String>> ways = List.of(
                address -> address.equals(end),
                address -> key(address).equals(end),
                address -> sources.stream().anyMatch(source -> address.equals(source.uri(source.prefix() + end))),
                address -> key(address).endsWith("/" + end),
                address -> key(address).endsWith(end),
                address -> key(address).toLowerCase(Locale.ROOT).endsWith(end.toLowerCase(Locale.ROOT)));
        for (Predicate<String> way : ways) {
            Map<String, T> found = new TreeMap<>(files);
            found.keySet().removeIf(way.negate());
            if (found.size() > 1) {
                throw new ConfigException("'" + name + "' is the end of several schema files: "
                        + shown(found.keySet()).limit(10).collect(Collectors.joining(", "))
                        + (found.size() > 10 ? " and " + (found.size() - 10) + " more" : "")
                        + (sources.size() > 1 ? "; --source NAME chooses one of several sources" : ""));
            }
            if (found.size() == 1) {
                return found.values().iterator().next();
            }
        }
        throw new ConfigException("no schema file ends with '" + name + "'; 'schema list' shows them");
    }

    private Source source(String name) {
        return config.sourceNamed(name)
                .orElseThrow(() -> new ConfigException(
                        "--source: there is no source '" + name + "'; the sources are " + config.sourceNames()));
    }

    /** The keys, or the addresses if the files are in several buckets. */
    private static Stream<String> shown(Set<String> addresses) {
        boolean isOneBucket = addresses.stream()
                        .map(address -> address.substring(
                                0, address.length() - key(address).length()))
                        .distinct()
                        .count()
                == 1;
        return isOneBucket ? addresses.stream().map(SchemaDecisions::key) : addresses.stream();
    }

    /** The key in an address {@code s3://bucket/key}. */
    private static String key(String address) {
        return address.substring(address.indexOf('/', "s3://".length()) + 1);
    }

    private static Map<String, List<String>> orders(List<String> options, SchemaFile file, Set<String> known) {
        Map<String, List<String>> orders = new HashMap<>();
        for (String option : options) {
            if (option.isBlank()) {
                throw new ConfigException(
                        "--columns is empty: name all columns that the feed's files have, in their order");
            }
            int colon = option.indexOf(':');
            String table =
                    colon < 0 ? onlyTable(file) : option.substring(0, colon).strip();
            String folded = TableNames.read(table).orElse("");
            if (!known.contains(folded)) {
                throw new ConfigException("--columns: no table is called '" + table + "'");
            }
            List<String> columns = Arrays.stream(option.substring(colon + 1).split(",", -1))
                    .map(String::strip)
                    .map(SchemaDecisions::column)
                    .toList();
            if (Set.copyOf(columns).size() < columns.size()) {
                throw new ConfigException("--columns: a column is named twice");
            }
            if (orders.put(folded, columns) != null) {
                throw new ConfigException("--columns: given twice for table " + folded);
            }
        }
        return orders;
    }

    private static String column(String name) {
        if (!Identifiers.isValid(name)) {
            throw new ConfigException("--columns: '" + name + "' is not the name of a column");
        }
        return Identifiers.fold(name);
    }

    /** The table of an option that names only columns. */
    private static String onlyTable(SchemaFile file) {
        if (file.role() == SchemaFile.Role.FULL) {
            return SchemaChanges.tableOf(file);
        }
        ConcernedTables tables = file.before().flatMap(SchemaFileEntry::tables).orElse(ConcernedTables.ALL);
        if (tables.isAll() || tables.names().size() != 1) {
            throw new ConfigException("--columns: the file concerns "
                    + (tables.isNone() ? "no table that is known" : tables.toString())
                    + "; say which table the columns are of: --columns table:a,b,c");
        }
        return tables.names().iterator().next();
    }
}
