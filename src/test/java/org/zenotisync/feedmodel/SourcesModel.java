package org.zenotisync.feedmodel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.TableDefinition;

/**
 * The judge of the product where several sources feed the same tables: a {@link FeedModel} for each source, all with
 * the same tables, and the rules of docs/sources.md between them.
 */
public final class SourcesModel {

    /**
     * A source as the settings have it.
     *
     * @param id bucket and prefix in any form; stays when the name changes
     * @param isPrimary whether the settings call it the primary of its organisation
     */
    public record Source(String id, String name, String organization, boolean isPrimary) {}

    /** Of the tables of generated and small feeds: those that the documentation lists as the organisation's. */
    public static final Set<String> DOCUMENTED_AS_SHARED = Set.of(
            "bi_factfeedbackv2",
            "bi_factitemcommissiondeductions",
            "bi_dimitems",
            "bi_dimcampaign",
            "bi_dimcustomforms");

    private final Map<String, List<String>> configuredKeys;
    private final Predicate<String> isShared;
    private final Map<String, ModelTable> contents = new HashMap<>();

    /** By id of the source; one that is forgotten is not here any more. */
    private final Map<String, FeedModel> models = new LinkedHashMap<>();

    /** Those that are forgotten: their columns and rows stay. */
    private final List<FeedModel> forgotten = new ArrayList<>();

    /** How often each source has brought each row of an append-only fact that is shared, by table and source. */
    private final Map<String, Map<Object, Map<Map<String, Object>, Integer>>> brought = new HashMap<>();

    private List<Source> configured = List.of();

    /**
     * A model without sources.
     *
     * @param configuredKeys key columns by folded table name, where the schema does not give them
     * @param isShared whether a table, by its folded name, is consumed from one source of each organisation
     */
    public SourcesModel(Map<String, List<String>> configuredKeys, Predicate<String> isShared) {
        this.configuredKeys = configuredKeys;
        this.isShared = isShared;
    }

    /** Makes a source known; it may be configured later. */
    public void add(String id, String rootPrefix) {
        models.put(id, new FeedModel(rootPrefix, configuredKeys, contents));
    }

    /** The sources as the settings have them from now on, in any order. */
    public void configure(List<Source> sources) {
        configured = sources.stream()
                .sorted(Comparator.comparing(Source::name, NaturalOrder.INSTANCE))
                .toList();
    }

    /** Puts objects into the bucket of a source. */
    public void put(String id, Map<String, byte[]> objects) {
        model(id).put(objects);
    }

    /** The objects in the bucket of a source, by key. */
    public SortedMap<String, byte[]> bucket(String id) {
        return model(id).bucket();
    }

    /** Forgets what was consumed from a source that is not configured. Its rows stay. */
    public void forget(String id) {
        FeedModel gone = model(id);
        FeedModel fresh = new FeedModel(gone.root(), configuredKeys, contents);
        fresh.put(gone.bucket());
        models.put(id, fresh);
        forgotten.add(gone);
        brought.values().forEach(bySource -> {
            if (bySource.containsKey(id)) {
                bySource.put(gone, bySource.remove(id));
            }
        });
    }

    /**
     * Consumes whatever is to be consumed now, as one cycle of the product does: the schema of every source first, then
     * table by table; sources in natural order of their names.
     *
     * @param unread ids of sources that are paused or cannot be reached
     */
    public void cycle(Set<String> unread) {
        List<Source> reached = configured.stream()
                .filter(source -> !unread.contains(source.id()))
                .toList();
        reached.forEach(source -> model(source.id()).readSchema());
        Set<String> tables = new TreeSet<>();
        models.values().forEach(model -> tables.addAll(model.schema().keySet()));
        for (String table : tables) {
            Map<String, Source> primaries = new HashMap<>();
            configured.forEach(source -> primaries.computeIfAbsent(source.organization(), o -> primary(o, table)));
            for (Source source : reached) {
                if (!isShared.test(table)
                        || primaries.get(source.organization()).equals(source)) {
                    model(source.id()).consume(table, new Others(source));
                }
            }
        }
    }

    /** The source that a shared table of an organisation is consumed from. */
    private Source primary(String organization, String table) {
        List<Source> sources = configured.stream()
                .filter(source -> source.organization().equals(organization))
                .toList();
        Optional<Source> set = sources.stream().filter(Source::isPrimary).findFirst();
        Optional<Source> consumedBefore = sources.stream()
                .filter(source -> model(source.id()).hasConsumed(table))
                .findFirst();
        return set.or(() -> consumedBefore).orElse(sources.get(0));
    }

    /** The expected content of every table that is declared: it has the columns of all, each with the widest type. */
    public SortedMap<String, TableContent> tables() {
        SortedMap<String, SortedMap<String, ColumnDefinition>> columns = new TreeMap<>();
        Stream.concat(models.values().stream(), forgotten.stream())
                .map(FeedModel::schema)
                .flatMap(schema -> schema.values().stream())
                .forEach(table -> addColumns(columns.computeIfAbsent(table.name(), name -> new TreeMap<>()), table));
        SortedMap<String, TableContent> tables = new TreeMap<>();
        columns.forEach((name, byName) -> tables.put(name, content(name, List.copyOf(byName.values()))));
        return tables;
    }

    private static void addColumns(SortedMap<String, ColumnDefinition> columns, TableDefinition table) {
        for (ColumnDefinition column : table.columns()) {
            columns.merge(column.name(), column, (one, other) -> {
                if (one.type().kind() != other.type().kind()) {
                    throw new IllegalArgumentException(table.name() + ": " + one + " contradicts " + other);
                }
                return one.type().precision() >= other.type().precision() ? one : other;
            });
        }
    }

    private TableContent content(String name, List<ColumnDefinition> columns) {
        List<List<Object>> rows = new ArrayList<>();
        for (Map<String, Object> row :
                contents.getOrDefault(name, new ModelTable()).rows()) {
            List<Object> values = new ArrayList<>();
            columns.forEach(column -> values.add(row.get(column.name())));
            rows.add(values);
        }
        return new TableContent(columns, rows);
    }

    private FeedModel model(String id) {
        return Objects.requireNonNull(models.get(id), id);
    }

    /** What one source must know of the others. */
    private final class Others implements OtherSources {

        private final Source source;

        Others(Source source) {
            this.source = source;
        }

        /** Two sources of one organisation may have the same rows, and so may one that is not configured any more. */
        @Override
        public boolean mayHaveSameRows(String table) {
            return configured.stream().anyMatch(this::isOfSameOrganization)
                    || models.entrySet().stream()
                            .anyMatch(other -> !isConfigured(other.getKey())
                                    && other.getValue().hasConsumed(table))
                    || forgotten.stream().anyMatch(other -> other.hasConsumed(table));
        }

        private boolean isOfSameOrganization(Source other) {
            return !other.equals(source) && other.organization().equals(source.organization());
        }

        /** Rows are compared as a multiset: one that another source has brought as often is there already. */
        @Override
        public List<Map<String, Object>> withoutThoseThere(String table, List<Map<String, Object>> rows) {
            if (!isShared.test(table)) {
                return rows;
            }
            Map<Object, Map<Map<String, Object>, Integer>> bySource =
                    brought.computeIfAbsent(table, name -> new HashMap<>());
            List<Map<String, Object>> others = new ArrayList<>();
            for (Map<String, Object> row : rows) {
                if (Boolean.TRUE.equals(row.get(ModelTable.VOID))) {
                    continue;
                }
                Map<String, Object> values = new HashMap<>(row);
                values.values().removeIf(Objects::isNull);
                int times = bySource.computeIfAbsent(source.id(), id -> new HashMap<>())
                        .merge(values, 1, Integer::sum);
                boolean isThere = bySource.entrySet().stream()
                        .filter(other -> !other.getKey().equals(source.id()))
                        .filter(other -> !isOfOtherOrganization(other.getKey()))
                        .anyMatch(other -> other.getValue().getOrDefault(values, 0) >= times);
                if (!isThere) {
                    others.add(row);
                }
            }
            return others;
        }

        /** The organisation of a source that is not configured any more is not known. */
        private boolean isOfOtherOrganization(Object id) {
            return configured.stream()
                    .anyMatch(other ->
                            other.id().equals(id) && !other.organization().equals(source.organization()));
        }

        private boolean isConfigured(String id) {
            return configured.stream().anyMatch(other -> other.id().equals(id));
        }
    }
}
