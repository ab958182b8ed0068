package org.zenotisync.feedmodel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.model.TableKind;

/** Finds out which features a feed has from nothing but its configuration and its published bytes. */
final class FeatureScan {

    private final RandomFeed feed;
    private final String root;
    private final Map<String, byte[]> bucket = new TreeMap<>();
    private final Set<Feature> found = EnumSet.noneOf(Feature.class);

    private FeatureScan(RandomFeed feed) {
        this.feed = feed;
        this.root = FeedObject.root(feed.rootPrefix());
    }

    static Set<Feature> of(RandomFeed feed) {
        FeatureScan scan = new FeatureScan(feed);
        Map<String, TableDefinition> schemaBefore = Map.of();
        for (Map<String, byte[]> publication : feed.publications()) {
            scan.bucket.putAll(publication);
            Map<String, TableDefinition> schema = ModelSchema.read(scan.root, scan.bucket);
            scan.found.addAll(LayoutFeatures.ofPublication(scan.root, scan.bucket, publication));
            scan.upgrades(publication, schemaBefore, schema);
            for (FeedObject object : scan.objects(publication.keySet())) {
                scan.found.addAll(FileFeatures.of(publication.get(object.key()), schema.get(object.table())));
            }
            schemaBefore = schema;
        }
        scan.found.addAll(LayoutFeatures.of(scan.root, scan.bucket));
        scan.tables(schemaBefore);
        scan.rows(schemaBefore);
        return scan.found;
    }

    private void when(boolean condition, Feature feature) {
        if (condition) {
            found.add(feature);
        }
    }

    private void tables(Map<String, TableDefinition> schema) {
        when(!feed.configuredKeys().isEmpty(), Feature.CONFIGURED_KEY);
        when(schema.containsKey("bi_dimusermembership"), Feature.USER_MEMBERSHIP);
        when(
                schema.keySet().containsAll(Set.of("bi_factfeedbackv2", "bi_factitemcommissiondeductions")),
                Feature.BOTH_APPEND_ONLY_FACTS);
        when(schema.containsKey("bi_factforms"), Feature.FORMS);
        when(schema.containsKey("bi_dimuser"), Feature.DIM_USER);
        for (TableDefinition table : schema.values()) {
            TableKind kind = TableKind.ofTable(table.name()).orElseThrow();
            List<String> key = FeedModel.key(table, feed.configuredKeys());
            when(table.has("order"), Feature.COLUMN_CALLED_ORDER);
            when(
                    !table.primaryKey().isEmpty() && !table.primaryKey().equals(table.sortKey()),
                    Feature.PRIMARY_KEY_BESIDE_SORTKEY);
            when(kind == TableKind.FACT && !table.has(ModelTable.ORGANIZATION), Feature.FACT_WITHOUT_ORGANIZATION);
            if (kind != TableKind.APPEND_ONLY_FACT) {
                when(key.size() > 1, Feature.COMPOUND_KEY);
                ColumnType type = table.column(key.get(0)).type();
                when(type.equals(ColumnType.decimal(19, 0)), Feature.KEY_OF_DECIMAL);
                when(type.equals(ColumnType.varchar(36)), Feature.KEY_OF_TEXT);
                when(type.kind() == ColumnType.Kind.INTEGER, Feature.KEY_OF_INTEGER);
            }
        }
    }

    private void upgrades(
            Map<String, byte[]> publication, Map<String, TableDefinition> before, Map<String, TableDefinition> after) {
        boolean full = false;
        boolean upgrade = false;
        for (Map.Entry<String, byte[]> object : publication.entrySet()) {
            full |= object.getKey().matches("(?i).*SchemaFull/.*txt");
            boolean script = object.getKey().matches(".*SchemaUpgrade/.*txt");
            String text = new String(object.getValue(), StandardCharsets.UTF_8);
            when(script && text.contains("ADD COLUMN"), Feature.ADDED_COLUMN);
            when(script && text.contains("ALTER COLUMN"), Feature.WIDENED_COLUMN);
            upgrade |= script;
        }
        when(upgrade && before.isEmpty(), Feature.UPGRADE_FROM_THE_START);
        when(upgrade && !before.isEmpty() && full, Feature.UPGRADE_WITH_SCHEMA_FULL);
        when(upgrade && !before.isEmpty() && !full, Feature.UPGRADE_WITHOUT_SCHEMA_FULL);
        when(
                bucket.keySet().stream().anyMatch(key -> key.contains("/2024.9/"))
                        && bucket.keySet().stream().anyMatch(key -> key.contains("/2024.10/")),
                Feature.UPGRADES_IN_OTHER_ORDER_AS_TEXT);
        before.forEach((name, table) -> {
            for (FeedObject object : objects(publication.keySet())) {
                if (object.table().equals(name)) {
                    needsTheUpgrade(object, table, after.get(name));
                }
            }
        });
    }

    private void needsTheUpgrade(FeedObject object, TableDefinition before, TableDefinition after) {
        for (Map<String, Object> row : DataFile.rows(bucket.get(object.key()), after)) {
            row.forEach((column, value) -> {
                when(value != null && !before.has(column), Feature.ADDED_COLUMN_HAS_VALUES);
                when(
                        value instanceof String text
                                && before.has(column)
                                && text.getBytes(StandardCharsets.UTF_8).length
                                        > before.column(column).type().precision(),
                        Feature.VALUE_NEEDS_THE_WIDENING);
            });
        }
    }

    private void rows(Map<String, TableDefinition> schema) {
        Map<String, List<FeedObject>> byTableAndPod = new TreeMap<>();
        for (FeedObject object : objects(bucket.keySet())) {
            byTableAndPod
                    .computeIfAbsent(object.table() + " " + object.pod(), key -> new ArrayList<>())
                    .add(object);
        }
        for (List<FeedObject> objects : byTableAndPod.values()) {
            TableDefinition table = schema.get(objects.get(0).table());
            found.addAll(RowFeatures.of(table, FeedModel.key(table, feed.configuredKeys()), objects, bucket));
        }
    }

    private List<FeedObject> objects(Collection<String> keys) {
        return keys.stream().flatMap(key -> FeedObject.of(root, key).stream()).toList();
    }
}
