package org.zenotisync.feedmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.zenotisync.feedmodel.FeedOptions.LateObjects;
import org.zenotisync.model.TableDefinition;

class ExpectedTableTest {

    private static final TableDefinition FACT = table(
            "CREATE TABLE Bi_FactPayments (id INT, organizationid VARCHAR(36), amount INT, void BOOLEAN) sortkey(id);");
    private static final TableDefinition DIMENSION =
            table("CREATE TABLE Bi_DimUser (id INT, name VARCHAR(36), city VARCHAR(36)) sortkey(id);");
    private static final TableDefinition APPEND_ONLY =
            table("CREATE TABLE Bi_FactFeedbackV2 (id INT, rating INT, void BOOLEAN) sortkey(id);");

    private static TableDefinition table(String ddl) {
        Map<String, TableDefinition> tables = new TreeMap<>();
        SchemaScript.run(ddl.getBytes(StandardCharsets.UTF_8), tables);
        return tables.values().iterator().next();
    }

    private static List<Map<String, Object>> rows(TableDefinition table, String csv) {
        return DataFile.rows(csv.getBytes(StandardCharsets.UTF_8), table);
    }

    private static ExpectedTable expected(TableDefinition table, String... csvOfPods) {
        List<PodSnapshot> snapshots = new ArrayList<>();
        for (int i = 0; i < csvOfPods.length; i++) {
            snapshots.add(new PodSnapshot("POD" + (i + 1), rows(table, csvOfPods[i]), Set.of()));
        }
        return new ExpectedTable(table, List.of("id"), snapshots, Set.of());
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // the rows are only read
    private static List<List<Object>> target(List<Object>... rows) {
        return new ArrayList<>(Arrays.asList(rows));
    }

    private static List<Object> fact(int id, int amount) {
        return List.of(number(id), "o", number(amount), false);
    }

    private static List<Object> user(int id, String name) {
        return Arrays.asList(number(id), name, null);
    }

    private static BigDecimal number(int value) {
        return new BigDecimal(value).stripTrailingZeros();
    }

    @Test
    void eachKindOfDifferenceIsCounted() {
        ExpectedTable table = expected(FACT, "1,o,10,0\n2,o,20,0\n3,o,30,0\n4,o,40,0\n");
        table.apply("POD1", List.of(rows(FACT, "4,o,40,1\n3,o,30,1\n3,o,31,0\n")));
        // 1 is lost, 2 is changed, 3 is there twice, 4 was deleted; 9 is in no snapshot
        List<List<Object>> found = target(fact(2, 21), fact(3, 31), fact(3, 31), fact(4, 40), fact(9, 90));
        assertThat(table.counts(found)).containsOnly(Map.entry("POD1", new SnapshotCounts(3, 1, 1, 1, 1, 0)));
        assertThat(table.differenceAfterRestore(
                        found,
                        target(fact(1, 10), fact(2, 21), fact(3, 31), fact(3, 31), fact(4, 40), fact(9, 90)),
                        Set.of("POD1"),
                        false))
                .isEmpty();
        List<List<Object>> replaced = target(fact(1, 10), fact(2, 20), fact(3, 31), fact(9, 90));
        assertThat(table.differenceAfterRestore(found, replaced, Set.of("POD1"), true))
                .isEmpty();
        assertThat(table.differenceAfterRestore(found, found, Set.of("POD1"), true))
                .contains("missing: 1", "unexpected: 3", "not replaced: [2, o]");
        assertThat(table.counts(replaced)).containsOnly(Map.entry("POD1", new SnapshotCounts(3, 0, 0, 0, 0, 0)));
    }

    @Test
    void aGroupThatTheSnapshotHoldsAlreadyDoesNoHarm() {
        ExpectedTable table = expected(FACT, "1,o,11,0\n2,o,20,0\n");
        table.apply("POD1", List.of(rows(FACT, "1,o,10,0\n3,o,30,0\n")));
        table.apply("POD1", List.of(rows(FACT, "1,o,10,1\n1,o,11,0\n")));
        assertThat(table.counts(target(fact(1, 11), fact(2, 20))))
                .containsOnly(Map.entry("POD1", new SnapshotCounts(2, 0, 0, 0, 0, 0)));
    }

    @Test
    void laterLogidsOfAGroupComeAfterEarlierOnes() {
        ExpectedTable table = expected(FACT, "1,o,10,0\n");
        table.apply("POD1", List.of(rows(FACT, "1,o,11,0\n"), rows(FACT, "1,o,11,1\n"), rows(FACT, "1,o,12,0\n")));
        assertThat(table.counts(target(fact(1, 12))).get("POD1").different()).isZero();
    }

    @Test
    void rowsOfAnAppendOnlyFactCountAsOftenAsTheyAreThere() {
        ExpectedTable table = expected(APPEND_ONLY, "1,5,0\n1,5,0\n2,3,0\n");
        List<Object> row = List.of(number(1), number(5), false);
        assertThat(table.counts(target(row)).get("POD1").missing()).isEqualTo(2);
        assertThat(table.isRefused(target(row), Set.of("POD1"), false, false)).isTrue();
        assertThat(table.isRefused(target(row), Set.of("POD1"), false, true)).isFalse();
        assertThat(table.isRefused(target(), Set.of("POD1"), false, true)).isTrue();
    }

    @Test
    void ofADimensionThatTwoPodsBringAnyVersionIsRight() {
        ExpectedTable table = expected(DIMENSION, "1,Ann,\n2,Ben,\n", "1,Anne,\n2,Ben,\n");
        assertThat(table.counts(target(user(1, "Anne"), user(2, "Ben"))).get("POD1"))
                .isEqualTo(new SnapshotCounts(2, 0, 0, 0, 0, 0));
        assertThat(table.counts(target(user(1, "x"))).get("POD2")).isEqualTo(new SnapshotCounts(2, 1, 0, 0, 0, 1));
    }

    @Test
    void whatAGroupThatIsGoneMayHaveSaidIsUndecided() {
        ExpectedTable table = expected(FACT, "1,o,10,0\n2,o,20,0\n");
        table.missGroup();
        table.apply("POD1", List.of(rows(FACT, "2,o,20,1\n2,o,22,0\n")));
        assertThat(table.counts(target(fact(1, 11), fact(2, 20))).get("POD1"))
                .isEqualTo(new SnapshotCounts(2, 0, 1, 0, 0, 1));
    }

    @Test
    void rowsWithoutACompleteKeyCountAsOftenAsTheyAreThere() {
        ExpectedTable table = expected(FACT, ",o,10,0\n,o,10,0\n1,,10,0\n");
        assertThat(table.counts(target(Arrays.asList(null, "o", number(10), false)))
                        .get("POD1"))
                .isEqualTo(new SnapshotCounts(3, 2, 0, 0, 0, 0));
    }

    /** What random snapshots have, over many seeds. */
    @Test
    void everythingOccursInRandomSnapshots() {
        Set<String> seen = new TreeSet<>();
        for (long seed = 0; seed < 60; seed++) {
            RandomFeed feed = RandomFeed.of(
                    seed, new FeedOptions(1, seed % 3 == 0 ? LateObjects.IN_ANY_GROUP : LateObjects.NONE));
            FeedModel model = feed.model();
            feed.publications().forEach(model::publish);
            RandomSnapshot snapshot = new RandomSnapshot(seed, feed, model, 1, LocalDate.of(2024, 3, 1), "2024-03-01");
            SnapshotModel judge = new SnapshotModel(model, snapshot, feed.configuredKeys());
            snapshot.objects().keySet().forEach(key -> seen.add(key.substring(key.lastIndexOf('.'))));
            judge.tables(Set.of()).forEach((name, table) -> {
                List<List<Object>> content = model.tables().get(name).rows();
                table.counts(content).forEach((pod, counts) -> {
                    if (counts.compared() > 0) {
                        seen.add(name.startsWith("bi_dim") ? "dimension" : table.isKeyless() ? "multiset" : "fact");
                    }
                    assertThat(table.isKeyless() ? counts.missing() : 0)
                            .as("%s of %s", name, feed.describe())
                            .isZero();
                });
                seen.add(table.columnsLeftOut().isEmpty() ? "all columns" : "columns left out");
                seen.add("PODs " + table.pods().size());
            });
        }
        assertThat(seen)
                .contains(
                        ".zip",
                        ".csv",
                        "dimension",
                        "fact",
                        "multiset",
                        "all columns",
                        "columns left out",
                        "PODs 1",
                        "PODs 2");
    }
}
