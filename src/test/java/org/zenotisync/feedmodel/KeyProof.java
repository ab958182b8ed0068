package org.zenotisync.feedmodel;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.model.TableKind;

/**
 * Checks that a feed lets a loader prove its keys (rule 6): in the first group of a POD in which a table has rows, no
 * two of them share a key. For facts that means live rows of one logid, by key and organizationid; for dimensions all
 * rows.
 */
final class KeyProof {

    private final Map<String, byte[]> bucket;
    private final TableDefinition table;
    private final TableKind kind;
    private final List<String> match;

    private KeyProof(RandomFeed feed, Map<String, byte[]> bucket, TableDefinition table) {
        this.bucket = bucket;
        this.table = table;
        kind = TableKind.ofTable(table.name()).orElseThrow();
        match = new ArrayList<>(FeedModel.key(table, feed.configuredKeys()));
        if (kind == TableKind.FACT && table.has(ModelTable.ORGANIZATION)) {
            match.add(ModelTable.ORGANIZATION);
        }
    }

    /** Fails with an AssertionError if some table's key cannot be proven. */
    static void requireProvenKeys(RandomFeed feed) {
        Map<String, byte[]> bucket = new TreeMap<>();
        feed.publications().forEach(bucket::putAll);
        String root = FeedObject.root(feed.rootPrefix());
        Map<String, Map<BigInteger, List<FeedObject>>> groups = new TreeMap<>();
        for (String key : bucket.keySet()) {
            FeedObject.of(root, key).ifPresent(object -> groups.computeIfAbsent(
                            object.table() + " " + object.pod(), tableAndPod -> new TreeMap<>())
                    .computeIfAbsent(object.group(), group -> new ArrayList<>())
                    .add(object));
        }
        Map<String, TableDefinition> schema = ModelSchema.read(root, bucket);
        groups.forEach((tableAndPod, byGroup) -> {
            TableDefinition table = schema.get(tableAndPod.substring(0, tableAndPod.indexOf(' ')));
            KeyProof proof = new KeyProof(feed, bucket, table);
            boolean found = proof.kind == TableKind.APPEND_ONLY_FACT;
            for (List<FeedObject> objects : byGroup.values()) {
                found = found || proof.rowsAreUnique(objects);
            }
        });
    }

    /** Whether there are rows at all; if there are, they must be unique. */
    private boolean rowsAreUnique(List<FeedObject> objects) {
        boolean any = false;
        Set<List<Object>> seen = new HashSet<>();
        for (FeedObject object : objects) {
            for (Map<String, Object> row : DataFile.rows(bucket.get(object.key()), table)) {
                if (kind == TableKind.DIMENSION || Boolean.FALSE.equals(row.get(ModelTable.VOID))) {
                    any = true;
                    requireNew(seen, row, object);
                }
            }
        }
        return any;
    }

    private void requireNew(Set<List<Object>> seen, Map<String, Object> row, FeedObject object) {
        List<Object> identity = new ArrayList<>();
        match.forEach(column -> identity.add(row.get(column)));
        // A NULL equals nothing, so such rows share no key.
        if (!identity.contains(null)) {
            identity.add(kind == TableKind.FACT ? object.logid() : "whole table group");
            if (!seen.add(identity)) {
                throw new AssertionError(object.key() + " repeats " + identity);
            }
        }
    }
}
