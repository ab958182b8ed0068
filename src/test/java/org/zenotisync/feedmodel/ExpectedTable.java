package org.zenotisync.feedmodel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.model.TableKind;

/**
 * What a target table must hold of the keys of its snapshots, and what a restore makes of it. An append-only fact has no
 * key: all rows of its snapshots are expected as often as they are there.
 */
public final class ExpectedTable {

    /** A row, and the POD whose snapshot has its key. */
    private record Expected(String pod, Map<String, Object> row) {}

    /** The rows of a key, and what later groups said about it. */
    private static final class OfKey {
        private List<Expected> rows = new ArrayList<>();
        private String firstPod;
        private int lastGroup = -1;
        private final Set<String> touchedBy = new HashSet<>();
    }

    /** What is wrong with a key. */
    private enum Kind {
        MISSING,
        DIFFERENT,
        NOT_DELETED,
        SURPLUS,
        UNDECIDED
    }

    /**
     * @param number of rows that count
     * @param row the expected row; null if none is expected
     */
    private record Finding(Kind kind, String pod, long number, List<Object> key, Map<String, Object> row) {
        Finding undecided() {
            return new Finding(Kind.UNDECIDED, pod, number, key, row);
        }
    }

    private final TableDefinition table;
    private final TableKind kind;
    private final List<String> match = new ArrayList<>();
    private final List<String> compared = new ArrayList<>();
    private final List<PodSnapshot> snapshots;
    private final TreeSet<String> leftOut = new TreeSet<>();
    private final Map<List<Object>, OfKey> keys = new LinkedHashMap<>();
    private final List<Expected> withoutKey = new ArrayList<>();
    private int groups;
    private int applied;
    private int lastGone = -1;

    /** Whether PODs bring rows of the table that have no snapshot of it. */
    private boolean hasOtherPods;

    /** PODs bring rows of the table that have no snapshot of it: any version of a dimension's row may be theirs. */
    void othersBringIt() {
        hasOtherPods = true;
    }

    ExpectedTable(TableDefinition table, List<String> key, List<PodSnapshot> snapshots, Set<String> ignored) {
        this.table = table;
        this.snapshots = snapshots;
        kind = TableKind.ofTable(table.name()).orElseThrow();
        if (kind != TableKind.APPEND_ONLY_FACT) {
            match.addAll(key);
        }
        if (kind == TableKind.FACT && table.has(ModelTable.ORGANIZATION)) {
            match.add(ModelTable.ORGANIZATION);
        }
        snapshots.forEach(snapshot -> leftOut.addAll(snapshot.lacking()));
        table.columnNames().stream()
                .filter(column -> ignored.contains(table.name() + "." + column))
                .forEach(leftOut::add);
        match.forEach(leftOut::remove);
        compared.addAll(table.columnNames());
        compared.removeAll(leftOut);
        snapshots.forEach(snapshot -> snapshot.rows().forEach(row -> expect(new Expected(snapshot.pod(), row))));
    }

    private void expect(Expected row) {
        List<Object> key = key(row.row());
        if (match.isEmpty() || key.contains(null)) {
            withoutKey.add(row);
            return;
        }
        OfKey ofKey = keys.computeIfAbsent(key, first -> new OfKey());
        ofKey.firstPod = ofKey.rows.isEmpty() ? row.pod() : ofKey.firstPod;
        ofKey.rows.add(row);
    }

    private List<Object> key(Map<String, Object> row) {
        List<Object> key = new ArrayList<>();
        match.forEach(column -> key.add(row.get(column)));
        return key;
    }

    /** A later group cannot be read any more. */
    void missGroup() {
        lastGone = groups++;
    }

    /** A later group was consumed. */
    void apply(String pod, List<List<Map<String, Object>>> batches) {
        int group = groups++;
        applied++;
        if (match.isEmpty()) {
            return;
        }
        for (List<Map<String, Object>> batch : batches) {
            batch.forEach(row -> touch(row, pod, group));
        }
        for (List<Map<String, Object>> batch : batches) {
            if (kind == TableKind.FACT) {
                batch.stream().filter(ExpectedTable::isVoid).forEach(row -> find(row)
                        .ifPresent(ofKey -> ofKey.rows = new ArrayList<>()));
                batch.stream().filter(row -> !isVoid(row)).forEach(row -> find(row)
                        .ifPresent(ofKey -> ofKey.rows.add(new Expected(ofKey.firstPod, row))));
            } else {
                batch.forEach(row -> find(row)
                        .ifPresent(ofKey -> ofKey.rows = new ArrayList<>(List.of(new Expected(ofKey.firstPod, row)))));
            }
        }
    }

    private void touch(Map<String, Object> row, String pod, int group) {
        find(row).ifPresent(ofKey -> {
            // the replay-safe merge: whatever the group has of a key replaces all that was there
            if (ofKey.lastGroup != group) {
                ofKey.rows = new ArrayList<>();
            }
            ofKey.lastGroup = group;
            ofKey.touchedBy.add(pod);
        });
    }

    private static boolean isVoid(Map<String, Object> row) {
        return Boolean.TRUE.equals(row.get(ModelTable.VOID));
    }

    private Optional<OfKey> find(Map<String, Object> row) {
        return Optional.ofNullable(keys.get(key(row)));
    }

    /** The table as the schema has it. */
    public TableDefinition table() {
        return table;
    }

    /** Whether rows are compared as a multiset. */
    public boolean isKeyless() {
        return match.isEmpty();
    }

    /** The columns that identify a row; none of an append-only fact. */
    List<String> match() {
        return match;
    }

    /** The PODs that have a snapshot of the table. */
    public List<String> pods() {
        return snapshots.stream().map(PodSnapshot::pod).toList();
    }

    /** The columns that are not compared. */
    public Set<String> columnsLeftOut() {
        return leftOut;
    }

    /** Later groups that were read. */
    public int groupsApplied() {
        return applied;
    }

    /** The rows of the snapshots. */
    List<Map<String, Object>> snapshotRows() {
        return snapshots.stream().flatMap(snapshot -> snapshot.rows().stream()).toList();
    }

    /**
     * What a verification counts, by POD.
     *
     * @param actual the target's rows with all columns of the table, in the form of {@link FeedValue}
     */
    public SortedMap<String, SnapshotCounts> counts(List<List<Object>> actual) {
        SortedMap<String, SnapshotCounts> counts = new TreeMap<>();
        snapshots.forEach(snapshot -> counts.put(snapshot.pod(), SnapshotCounts.NONE));
        withoutKey.forEach(row -> counts.merge(row.pod(), new SnapshotCounts(1, 0, 0, 0, 0, 0), SnapshotCounts::plus));
        keys.values().stream()
                .flatMap(ofKey -> ofKey.rows.stream())
                .forEach(row -> counts.merge(row.pod(), new SnapshotCounts(1, 0, 0, 0, 0, 0), SnapshotCounts::plus));
        findings(actual).forEach(finding -> counts.merge(finding.pod(), counts(finding), SnapshotCounts::plus));
        return counts;
    }

    private static SnapshotCounts counts(Finding finding) {
        long number = finding.number();
        return switch (finding.kind()) {
            case MISSING -> new SnapshotCounts(0, number, 0, 0, 0, 0);
            case DIFFERENT -> new SnapshotCounts(0, 0, number, 0, 0, 0);
            case NOT_DELETED -> new SnapshotCounts(0, 0, 0, number, 0, 0);
            case SURPLUS -> new SnapshotCounts(0, 0, 0, 0, number, 0);
            case UNDECIDED -> new SnapshotCounts(0, 0, 0, 0, 0, number);
        };
    }

    private List<Finding> findings(List<List<Object>> actual) {
        List<Finding> findings = new ArrayList<>();
        Map<List<Object>, List<Map<String, Object>>> target = byKey(actual);
        keys.forEach((key, ofKey) -> {
            for (Finding finding : findings(key, ofKey, target.getOrDefault(key, List.of()))) {
                findings.add(isDoubtful(ofKey, finding) ? finding.undecided() : finding);
            }
        });
        findings.addAll(lackingWithoutKey(actual));
        return findings;
    }

    /** Nobody knows what a group that is gone said, unless a group after it had the key, too. */
    private boolean isDoubtful(OfKey ofKey, Finding finding) {
        boolean isOfOtherPod = kind == TableKind.DIMENSION
                && finding.kind() == Kind.DIFFERENT
                && (hasOtherPods || ofKey.touchedBy.stream().anyMatch(pod -> !pod.equals(finding.pod())));
        return isOfOtherPod || lastGone >= 0 && ofKey.lastGroup < lastGone;
    }

    private List<Finding> findings(List<Object> key, OfKey ofKey, List<Map<String, Object>> found) {
        List<Finding> findings = new ArrayList<>();
        if (ofKey.rows.isEmpty()) {
            if (!found.isEmpty()) {
                findings.add(new Finding(Kind.NOT_DELETED, ofKey.firstPod, 1, key, null));
            }
        } else if (ofKey.rows.size() > 1) {
            findings.addAll(repeated(key, ofKey.rows, found));
        } else {
            Expected row = ofKey.rows.get(0);
            if (found.isEmpty()) {
                findings.add(new Finding(Kind.MISSING, row.pod(), 1, key, row.row()));
            } else if (found.stream().noneMatch(other -> isSame(row.row(), other))) {
                findings.add(new Finding(Kind.DIFFERENT, row.pod(), 1, key, row.row()));
            }
            if (found.size() > 1) {
                findings.add(new Finding(Kind.SURPLUS, row.pod(), found.size() - 1, key, row.row()));
            }
        }
        return findings;
    }

    /** Several rows of one key: of a fact all of them, of a dimension any one of them. */
    private List<Finding> repeated(List<Object> key, List<Expected> rows, List<Map<String, Object>> found) {
        boolean isDimension = kind == TableKind.DIMENSION;
        boolean isRight = isDimension
                ? found.stream().anyMatch(other -> rows.stream().anyMatch(row -> isSame(row.row(), other)))
                : tally(rows.stream().map(Expected::row).toList()).equals(tally(found));
        if (isRight) {
            return List.of();
        }
        Kind wrong = found.isEmpty() && isDimension ? Kind.MISSING : Kind.UNDECIDED;
        return rows.subList(isDimension ? rows.size() - 1 : 0, rows.size()).stream()
                .map(row -> new Finding(wrong, row.pod(), 1, key, row.row()))
                .toList();
    }

    private Map<List<Object>, Integer> tally(Collection<Map<String, Object>> rows) {
        Map<List<Object>, Integer> counts = new HashMap<>();
        rows.forEach(row -> counts.merge(comparedValues(row), 1, Integer::sum));
        return counts;
    }

    /** Rows of a multiset that the target does not have as often. No group changes a row without a complete key. */
    private List<Finding> lackingWithoutKey(List<List<Object>> actual) {
        Map<List<Object>, Integer> there = tally(actual.stream()
                .map(this::asMap)
                .filter(row -> match.isEmpty() || key(row).contains(null))
                .toList());
        List<Finding> findings = new ArrayList<>();
        for (Expected row : withoutKey) {
            if (there.merge(comparedValues(row.row()), -1, Integer::sum) < 0) {
                Kind lacking = !match.isEmpty() && lastGone >= 0 ? Kind.UNDECIDED : Kind.MISSING;
                findings.add(new Finding(lacking, row.pod(), 1, List.of(), row.row()));
            }
        }
        return findings;
    }

    private Map<List<Object>, List<Map<String, Object>>> byKey(List<List<Object>> actual) {
        Map<List<Object>, List<Map<String, Object>>> byKey = new HashMap<>();
        for (List<Object> values : actual) {
            Map<String, Object> row = asMap(values);
            List<Object> key = key(row);
            if (!key.isEmpty() && !key.contains(null)) {
                byKey.computeIfAbsent(key, first -> new ArrayList<>()).add(row);
            }
        }
        return byKey;
    }

    private boolean isSame(Map<String, Object> left, Map<String, Object> right) {
        return comparedValues(left).equals(comparedValues(right));
    }

    private List<Object> comparedValues(Map<String, Object> row) {
        List<Object> values = new ArrayList<>();
        compared.forEach(column -> values.add(row.get(column)));
        return values;
    }

    Map<String, Object> asMap(List<Object> values) {
        Map<String, Object> row = new HashMap<>();
        for (int i = 0; i < values.size(); i++) {
            row.put(table.columns().get(i).name(), values.get(i));
        }
        return row;
    }

    private List<Object> asList(Map<String, Object> row) {
        List<Object> values = new ArrayList<>();
        for (ColumnDefinition column : table.columns()) {
            values.add(row.get(column.name()));
        }
        return values;
    }

    /**
     * Whether a restore is refused: the table is empty, or of an append-only fact most rows are not there.
     *
     * @param pods those that are restored
     */
    public boolean isRefused(List<List<Object>> actual, Set<String> pods, boolean intoEmpty, boolean confirmed) {
        SortedMap<String, SnapshotCounts> counts = counts(actual);
        long missing = pods.stream().mapToLong(pod -> counts.get(pod).missing()).sum();
        if (missing > 0 && actual.isEmpty()) {
            return !intoEmpty;
        }
        long rows = snapshots.stream()
                .filter(snapshot -> pods.contains(snapshot.pod()))
                .mapToLong(snapshot -> snapshot.rows().size())
                .sum();
        return isKeyless() && missing * 2 > rows && !confirmed;
    }

    /**
     * What is wrong after a restore; empty if nothing is.
     *
     * @param before the target's rows before it
     * @param after those after it
     * @param pods those that were restored
     * @param replaces whether rows that differ were set, and those that should not be there were deleted
     */
    public String differenceAfterRestore(
            List<List<Object>> before, List<List<Object>> after, Set<String> pods, boolean replaces) {
        List<List<Object>> expected = new ArrayList<>(before);
        Map<List<Object>, Map<String, Object>> replaced = new LinkedHashMap<>();
        Map<List<Object>, List<Map<String, Object>>> target = byKey(before);
        for (Finding finding : findings(before)) {
            if (!pods.contains(finding.pod())) {
                continue;
            }
            if (finding.kind() == Kind.MISSING) {
                expected.add(asList(finding.row()));
            } else if (replaces && finding.kind() != Kind.UNDECIDED) {
                expected.removeIf(values -> key(asMap(values)).equals(finding.key()));
                if (finding.row() != null) {
                    replaced.put(finding.key(), finding.row());
                }
            }
        }
        // of several rows of a key one stays; what is not compared stays as one of them has it
        List<List<Object>> rest = new ArrayList<>(after);
        List<String> wrong = new ArrayList<>();
        replaced.forEach((key, row) -> {
            Set<List<Object>> candidates = candidates(row, target.get(key));
            Optional<List<Object>> one =
                    rest.stream().filter(candidates::contains).findFirst();
            one.ifPresentOrElse(rest::remove, () -> wrong.add("not replaced: " + key + "\n"));
        });
        return String.join("", wrong) + new TableContent(table.columns(), expected).difference(rest);
    }

    private Set<List<Object>> candidates(Map<String, Object> row, List<Map<String, Object>> found) {
        boolean isOneSame = found.stream().anyMatch(other -> isSame(row, other));
        Set<List<Object>> candidates = new HashSet<>();
        for (Map<String, Object> other : found) {
            if (!isOneSame || isSame(row, other)) {
                Map<String, Object> merged = new HashMap<>(other);
                compared.forEach(column -> merged.put(column, row.get(column)));
                candidates.add(asList(merged));
            }
        }
        return candidates;
    }

    @Override
    public String toString() {
        return table.name() + " (" + kind + ", match " + match + ", left out " + leftOut + ", applied " + applied
                + Objects.toString(lastGone >= 0 ? ", last gone " + lastGone : "") + ")";
    }
}
