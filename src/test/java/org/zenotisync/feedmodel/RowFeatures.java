package org.zenotisync.feedmodel;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.model.TableKind;

/** Which features the rows of one table in one POD have. */
final class RowFeatures {

    /** One row and where it stands. */
    private record Placed(
            BigInteger group,
            BigInteger logid,
            String file,
            int line,
            List<Object> key,
            Object organization,
            Object isVoid) {

        boolean sameLogid(Placed other) {
            return group.equals(other.group) && logid.equals(other.logid);
        }
    }

    private final Set<Feature> found = EnumSet.noneOf(Feature.class);

    private RowFeatures() {}

    static Set<Feature> of(
            TableDefinition table, List<String> key, List<FeedObject> objects, Map<String, byte[]> bucket) {
        RowFeatures features = new RowFeatures();
        List<Placed> rows = placed(table, key, objects, bucket);
        switch (TableKind.ofTable(table.name()).orElseThrow()) {
            case FACT -> features.fact(rows, table.has(ModelTable.ORGANIZATION));
            case APPEND_ONLY_FACT -> features.appendOnly(rows);
            case DIMENSION -> features.dimension(rows);
        }
        features.spelling(table, key, objects, bucket);
        return features.found;
    }

    private static List<Placed> placed(
            TableDefinition table, List<String> key, List<FeedObject> objects, Map<String, byte[]> bucket) {
        List<FeedObject> ordered = new ArrayList<>(objects);
        ordered.sort(Comparator.comparing(FeedObject::group).thenComparing(FeedObject.FEED_ORDER));
        List<Placed> rows = new ArrayList<>();
        for (FeedObject object : ordered) {
            int line = 0;
            for (Map<String, Object> row : DataFile.rows(bucket.get(object.key()), table)) {
                List<Object> values = new ArrayList<>();
                key.forEach(column -> values.add(row.get(column)));
                rows.add(new Placed(
                        object.group(),
                        object.logid(),
                        object.file(),
                        line++,
                        values,
                        row.get(ModelTable.ORGANIZATION),
                        row.get(ModelTable.VOID)));
            }
        }
        return rows;
    }

    private void when(boolean condition, Feature feature) {
        if (condition) {
            found.add(feature);
        }
    }

    private void fact(List<Placed> rows, boolean hasOrganization) {
        for (int i = 0; i < rows.size(); i++) {
            Placed row = rows.get(i);
            boolean isVoid = (Boolean) row.isVoid();
            when(row.key().contains(null), Feature.FACT_NULL_KEY);
            when(hasOrganization && row.organization() == null, Feature.FACT_NULL_ORGANIZATION);
            List<Placed> others = new ArrayList<>(rows);
            others.remove(i);
            List<Placed> sameKey = others.stream()
                    .filter(other -> other.key().equals(row.key()))
                    .toList();
            when(isVoid && sameKey.isEmpty(), Feature.FACT_UNKNOWN_DELETED);
            boolean liveInLogid = false;
            boolean liveBefore = false;
            for (Placed other : sameKey) {
                if (Objects.equals(other.organization(), row.organization())) {
                    pairOfFact(row, other);
                    boolean live = !(Boolean) other.isVoid();
                    liveInLogid |= live && other.sameLogid(row);
                    liveBefore |= live && other.group().compareTo(row.group()) < 0;
                } else {
                    found.add(Feature.FACT_KEY_IN_TWO_ORGANIZATIONS);
                }
            }
            when(isVoid && liveBefore && !liveInLogid, Feature.FACT_DELETED_ONLY);
        }
    }

    /** Two rows of one key and organisation; called for both orders. */
    private void pairOfFact(Placed row, Placed other) {
        boolean voidAndLive = (Boolean) row.isVoid() && !(Boolean) other.isVoid();
        boolean bothLive = !(Boolean) row.isVoid() && !(Boolean) other.isVoid();
        if (row.sameLogid(other)) {
            when(voidAndLive, Feature.FACT_UPDATED_IN_ONE_LOGID);
            boolean sameFile = row.file().equals(other.file());
            when(voidAndLive && sameFile && other.line() < row.line(), Feature.FACT_LIVE_LINE_BEFORE_VOID_LINE);
            when(voidAndLive && !sameFile, Feature.FACT_UPDATED_ACROSS_PARTS);
            when(bothLive, Feature.FACT_TWO_LIVE_ROWS);
        } else if (row.group().equals(other.group())) {
            found.add(Feature.FACT_KEY_IN_SEVERAL_LOGIDS);
            when(voidAndLive && other.logid().compareTo(row.logid()) < 0, Feature.FACT_VOIDED_BY_LATER_LOGID);
        } else {
            found.add(Feature.FACT_KEY_IN_LATER_GROUP);
        }
    }

    private void appendOnly(List<Placed> rows) {
        for (Placed row : rows) {
            when(Boolean.TRUE.equals(row.isVoid()), Feature.APPEND_ONLY_VOID);
            when(row.isVoid() == null, Feature.APPEND_ONLY_VOID_NULL);
        }
    }

    private void dimension(List<Placed> rows) {
        Map<List<Object>, List<Placed>> byKey = new HashMap<>();
        for (Placed row : rows) {
            when(row.key().contains(null), Feature.DIMENSION_NULL_KEY);
            when(Boolean.TRUE.equals(row.isVoid()), Feature.DIMENSION_VOID);
            for (Placed other : byKey.computeIfAbsent(row.key(), key -> new ArrayList<>())) {
                boolean sameLogid = row.sameLogid(other);
                boolean sameFile = row.file().equals(other.file());
                when(sameLogid && sameFile, Feature.DIMENSION_KEY_TWICE_IN_FILE);
                when(sameLogid && !sameFile, Feature.DIMENSION_KEY_IN_TWO_PARTS);
                when(!sameLogid && row.group().equals(other.group()), Feature.DIMENSION_KEY_IN_TWO_LOGIDS);
                when(!row.group().equals(other.group()), Feature.DIMENSION_KEY_IN_LATER_GROUP);
            }
            byKey.get(row.key()).add(row);
        }
    }

    /** One key column's value in two spellings. */
    private void spelling(
            TableDefinition table, List<String> key, List<FeedObject> objects, Map<String, byte[]> bucket) {
        Map<Object, Set<String>> spellings = new HashMap<>();
        for (FeedObject object : objects) {
            List<List<CsvField>> records = CsvText.records(bucket.get(object.key()));
            if (!records.isEmpty() && !DataFile.isHeader(records.get(0), table)) {
                for (List<CsvField> record : records) {
                    CsvField field = record.get(table.indexOf(key.get(0)));
                    Object value =
                            FeedValue.parse(field, table.column(key.get(0)).type());
                    if (value != null) {
                        spellings.computeIfAbsent(value, any -> new HashSet<>()).add(field.text());
                    }
                }
            }
        }
        when(spellings.values().stream().anyMatch(texts -> texts.size() > 1), Feature.KEY_SPELLED_DIFFERENTLY);
    }
}
