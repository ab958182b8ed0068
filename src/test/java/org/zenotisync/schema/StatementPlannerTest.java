package org.zenotisync.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.schema.ddl.DdlException;
import org.zenotisync.schema.ddl.DdlParser;
import org.zenotisync.schema.ddl.SchemaStatement;

class StatementPlannerTest {

    private static final String CREATE = "CREATE TABLE t (id INT, name VARCHAR(20), amount DECIMAL(10,2)) SORTKEY(id);";

    private final Set<String> empty = new HashSet<>();
    private StatementPlanner planner = planner("", Occasion.AGAIN);
    private FeedTable table;
    private final List<SchemaStatement> changes = new ArrayList<>();

    @Test
    void anUnknownTableIsCreatedAsItIsDeclared() throws Exception {
        apply(CREATE);

        assertThat(columns()).isEqualTo("id INTEGER, name VARCHAR(20), amount DECIMAL(10,2)");
        assertThat(table.definition().sortKey()).containsExactly("id");
        assertThat(changes).hasSize(1).first().isInstanceOf(SchemaStatement.CreateTable.class);
    }

    @Test
    void aColumnIsAddedAtTheEnd() throws Exception {
        apply(CREATE + "ALTER TABLE t ADD COLUMN tip INT DEFAULT 7;");

        assertThat(table.added()).containsExactly("tip");
        assertThat(columns()).endsWith("amount DECIMAL(10,2), tip INTEGER");
        assertThat(changes)
                .last()
                .isEqualTo(
                        DdlParser.parse("ALTER TABLE t ADD tip INT DEFAULT 7").get(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "VARCHAR(20) > VARCHAR(21)",
                "VARCHAR(20) > VARCHAR(MAX)",
                "SMALLINT > INT",
                "SMALLINT > BIGINT",
                "INT > BIGINT",
                "INT > DECIMAL(10,0)",
                "BIGINT > DECIMAL(19,0)",
                "SMALLINT > DECIMAL(7,2)",
                "DECIMAL(10,2) > DECIMAL(11,2)",
                "DECIMAL(10,2) > DECIMAL(12,4)",
                "REAL > DOUBLE PRECISION",
                "INT > DOUBLE PRECISION",
                "DATE > TIMESTAMP"
            })
    void aColumnIsWidenedAndNeverNarrowed(String narrow, String wide) throws Exception {
        apply("CREATE TABLE t (id INT, c " + narrow + ");");
        apply("ALTER TABLE t ALTER COLUMN c TYPE " + wide);
        TableDefinition widened = table.definition();

        assertThat(changes)
                .last()
                .isEqualTo(DdlParser.parse("ALTER TABLE t ALTER COLUMN c TYPE " + wide)
                        .get(0));
        changes.clear();
        apply("ALTER TABLE t ALTER COLUMN c TYPE " + narrow + "; ALTER TABLE t ADD COLUMN c " + narrow);
        assertThat(changes).isEmpty();
        assertThat(table.definition()).isEqualTo(widened);
        assertThat(table.added()).containsExactly("c");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "VARCHAR(20) > INT", "INT > VARCHAR(20)", "BIGINT > DOUBLE PRECISION", "DECIMAL(10,2) > DECIMAL(10,3)",
                "DECIMAL(10,2) > BIGINT", "BIGINT > DECIMAL(18,0)", "INT > DECIMAL(10,1)", "TIMESTAMP > TIMESTAMPTZ",
                "BOOLEAN > INT", "DOUBLE PRECISION > DECIMAL(38,10)", "INT > REAL"
            })
    void aChangeThatCouldLoseSomethingIsRefused(String before, String after) throws Exception {
        apply("CREATE TABLE t (id INT, c " + before + ");");
        FeedTable unchanged = table;

        for (String script : List.of("ALTER COLUMN c TYPE ", "ADD COLUMN c ")) {
            assertThatExceptionOfType(SchemaException.class)
                    .isThrownBy(() -> apply("ALTER TABLE t " + script + after))
                    .withMessageStartingWith("column c of table t is ")
                    .withMessageEndingWith("without a possible loss; only widening is applied");
        }
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> apply("CREATE TABLE t (id INT, c " + after + ")"));
        assertThat(table).isEqualTo(unchanged);
    }

    @Test
    void aTableOrColumnThatIsMissingIsNamed() throws Exception {
        refused(
                "ALTER TABLE t ADD COLUMN c INT",
                "table t is not known: no schema file before this one makes it; look for SchemaFull/t.txt in the bucket,"
                        + " and in status for files that were refused");
        apply(CREATE);
        refused("ALTER TABLE t ALTER COLUMN c TYPE INT", "table t has no column c");
        refused("ALTER TABLE t RENAME COLUMN c TO d", "table t has no column c");
        refused(
                "ALTER TABLE t RENAME COLUMN name TO amount",
                "table t has both column name and column amount, so the one cannot be renamed to the other");
    }

    @Test
    void aChangedSchemaFileAddsAndWidensAndSaysTheOrderOfFiles() throws Exception {
        apply(CREATE);
        changes.clear();

        apply("CREATE TABLE t (id BIGINT, tip INT, name VARCHAR(10)) SORTKEY(name)");

        assertThat(columns()).isEqualTo("id BIGINT, tip INTEGER, name VARCHAR(20), amount DECIMAL(10,2)");
        assertThat(table.dropped()).containsExactly("amount");
        assertThat(changes)
                .isEqualTo(DdlParser.parse("ALTER TABLE t ALTER COLUMN id TYPE BIGINT; ALTER TABLE t ADD tip INT"));
        assertThat(table.definition().sortKey()).containsExactly("name");
    }

    @Test
    void aRenameKeepsPlaceTypeAndKeys() throws Exception {
        apply(CREATE + "ALTER TABLE t RENAME COLUMN id TO tid;");

        assertThat(columns()).startsWith("tid INTEGER, name");
        assertThat(table.definition().sortKey()).containsExactly("tid");
        assertThat(table.presentName("id")).isEqualTo("tid");
    }

    @Test
    void aColumnThatIsRenamedTwiceIsFoundUnderAllItsNames() throws Exception {
        apply(CREATE + "ALTER TABLE t RENAME COLUMN name TO title; ALTER TABLE t RENAME COLUMN title TO label;");

        assertThat(columns()).contains("label VARCHAR(20)").doesNotContain("name", "title");
        assertThat(List.of("name", "title", "label"))
                .allMatch(name -> table.presentName(name).equals("label"));
        apply("ALTER TABLE t ALTER COLUMN name TYPE VARCHAR(30)");
        assertThat(columns()).contains("label VARCHAR(30)");
    }

    @Test
    void aColumnMayBeRenamedThereAndBack() throws Exception {
        apply(CREATE + "ALTER TABLE t RENAME COLUMN name TO title; ALTER TABLE t RENAME COLUMN title TO name;");

        assertThat(columns()).isEqualTo("id INTEGER, name VARCHAR(20), amount DECIMAL(10,2)");
        assertThat(table.presentName("name")).isEqualTo("name");
        assertThat(table.presentName("title")).isEqualTo("name");
    }

    @Test
    void anOlderSchemaFileWithAFormerNameAddsNoColumn() throws Exception {
        apply(CREATE + "ALTER TABLE t RENAME COLUMN name TO title;");
        changes.clear();

        apply(CREATE);

        assertThat(changes).isEmpty();
        assertThat(columns()).startsWith("id INTEGER, title VARCHAR(20)");
    }

    @Test
    void aFormerNameThatASchemaFileDeclaresBesideThePresentOneIsANewColumn() throws Exception {
        apply(CREATE + "ALTER TABLE t RENAME COLUMN name TO title;");
        changes.clear();

        apply("CREATE TABLE t (id INT, name VARCHAR(5), title VARCHAR(20), amount DECIMAL(10,2))");

        assertThat(changes).isEqualTo(DdlParser.parse("ALTER TABLE t ADD name VARCHAR(5)"));
        assertThat(columns()).isEqualTo("id INTEGER, name VARCHAR(5), title VARCHAR(20), amount DECIMAL(10,2)");
        assertThat(table.presentName("name")).isEqualTo("name");
    }

    @Test
    void aNewScriptMayAddAColumnUnderAFormerName() throws Exception {
        planner = planner("", Occasion.FIRST_TIME);
        apply(CREATE);
        changes.clear();

        apply("ALTER TABLE t RENAME COLUMN name TO title; ALTER TABLE t ADD COLUMN name VARCHAR(5);");

        assertThat(changes)
                .isEqualTo(DdlParser.parse(
                        "ALTER TABLE t RENAME COLUMN name TO title; ALTER TABLE t ADD name VARCHAR(5)"));
        assertThat(columns()).isEqualTo("id INTEGER, title VARCHAR(20), amount DECIMAL(10,2), name VARCHAR(5)");
        assertThat(table.formerNames()).isEmpty();
    }

    @Test
    void upgradesThatTheFirstSchemaFileContainsChangeNothing() throws Exception {
        String upgrades =
                """
                ALTER TABLE t ADD COLUMN name VARCHAR(20);
                ALTER TABLE t ALTER COLUMN name TYPE VARCHAR(40);
                ALTER TABLE t RENAME COLUMN name TO title;
                ALTER TABLE t RENAME COLUMN title TO label;
                ALTER TABLE t ADD COLUMN tip INT;""";
        planner = planner(upgrades, Occasion.FIRST_SET_UP);
        apply("CREATE TABLE t (id INT, label VARCHAR(40), tip INT)");
        changes.clear();
        FeedTable before = table;

        apply(upgrades);

        assertThat(changes).isEmpty();
        assertThat(table.definition()).isEqualTo(before.definition());
        assertThat(List.of("name", "title"))
                .allMatch(name -> table.presentName(name).equals("label"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void scriptsThatAreAppliedAgainChangeNothing(long seed) throws Exception {
        Random random = new Random(seed);
        apply(CREATE);
        List<String> scripts = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            String column = table.definition()
                    .columnNames()
                    .get(random.nextInt(table.definition().columns().size()));
            String script = "ALTER TABLE t "
                    + switch (random.nextInt(3)) {
                        case 0 -> "ADD COLUMN added_" + i + " VARCHAR(" + (1 + random.nextInt(9)) + ")";
                        case 1 -> "RENAME COLUMN " + column + " TO renamed_" + i;
                        default -> "ALTER COLUMN " + column + " TYPE " + wider(column);
                    };
            apply(script);
            scripts.add(script);
        }
        FeedTable before = table;
        changes.clear();

        for (String script : scripts) {
            apply(script);
            assertThat(changes).as("seed %d, %s", seed, script).isEmpty();
        }
        assertThat(table).as("seed %d", seed).isEqualTo(before);
    }

    private static final String IDIOM =
            """
            ALTER TABLE t ADD COLUMN name2 INT;
            UPDATE t SET name2 = name;
            ALTER TABLE t DROP COLUMN name;
            ALTER TABLE t RENAME COLUMN name2 TO name;""";

    @Test
    void aDroppedColumnLeavesTheFeedAndStaysInTheTarget() throws Exception {
        apply(CREATE);
        changes.clear();
        apply("ALTER TABLE t DROP COLUMN name; ALTER TABLE t ADD tip INT");

        assertThat(feed()).isEqualTo("id INTEGER, amount DECIMAL(10,2), tip INTEGER");
        assertThat(columns()).endsWith("name VARCHAR(20)");
        assertThat(changes).isEqualTo(DdlParser.parse("ALTER TABLE t ADD tip INT"));
    }

    @Test
    void aColumnThatComesBackIsTheLastOne() throws Exception {
        planner = planner("", Occasion.FIRST_TIME);
        apply(CREATE + "ALTER TABLE t DROP COLUMN name;");
        changes.clear();
        apply("ALTER TABLE t ADD COLUMN name VARCHAR(30)");

        assertThat(feed()).isEqualTo("id INTEGER, amount DECIMAL(10,2), name VARCHAR(30)");
        assertThat(changes).isEqualTo(DdlParser.parse("ALTER TABLE t ALTER COLUMN name TYPE VARCHAR(30)"));
        apply("ALTER TABLE t DROP COLUMN name");
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> apply("ALTER TABLE t ADD COLUMN name INT"))
                .withMessageContaining("was dropped as VARCHAR(30) and comes back as INTEGER")
                .withMessageContaining("rename or drop that column in the target");
        empty.add("name");
        changes.clear();
        apply("ALTER TABLE t ADD COLUMN name INT");
        assertThat(changes.get(0)).isEqualTo(new SchemaStatement.RemoveColumn("t", "name"));
        assertThat(feed()).endsWith("name INTEGER");
    }

    @Test
    void anOldScriptNeitherDropsWhatCameBackNorAddsWhatWasDropped() throws Exception {
        planner = planner("", Occasion.FIRST_TIME);
        apply(CREATE + "ALTER TABLE t ADD tip INT; ALTER TABLE t DROP COLUMN name; ALTER TABLE t DROP COLUMN tip;"
                + "ALTER TABLE t ADD name VARCHAR(20)");
        FeedTable before = table;
        changes.clear();

        for (String script : List.of(
                "ALTER TABLE t ADD tip INT",
                "ALTER TABLE t DROP COLUMN name",
                "ALTER TABLE t DROP COLUMN tip",
                "ALTER TABLE t ADD name VARCHAR(20)",
                "ALTER TABLE t DROP COLUMN name; ALTER TABLE t ADD name VARCHAR(20)")) {
            planner = planner("", Occasion.AGAIN);
            apply(script);
            assertThat(table).as(script).isEqualTo(before);
        }
        assertThat(changes).isEmpty();
    }

    @Test
    void aChangeOfTypeByCopyReplacesTheColumn() throws Exception {
        planner = planner("", Occasion.FIRST_TIME);
        apply(CREATE);
        changes.clear();
        apply(IDIOM);

        assertThat(columns()).isEqualTo("id INTEGER, amount DECIMAL(10,2), name INTEGER");
        assertThat(table.presentName("name2")).isEqualTo("name");
        assertThat(table.added()).isEmpty();
        assertThat(changes).last().isInstanceOf(SchemaStatement.ReplaceColumn.class);
        FeedTable before = table;
        changes.clear();
        planner = planner("", Occasion.AGAIN);
        apply(IDIOM);
        assertThat(changes).isEmpty();
        assertThat(table.definition()).isEqualTo(before.definition());
        assertThat(table.dropped()).isEmpty();
    }

    @Test
    void aChangeOfTypeByCopyMayRenameFirstAndIsHarmlessWhenItIsRepeated() throws Exception {
        String script =
                """
                ALTER TABLE t RENAME COLUMN name TO old;
                ALTER TABLE t ADD COLUMN name INT;
                UPDATE t SET name = old;
                ALTER TABLE t DROP COLUMN old;""";
        planner = planner("", Occasion.FIRST_TIME);
        apply(CREATE + script);
        FeedTable before = table;
        assertThat(feed()).isEqualTo("id INTEGER, amount DECIMAL(10,2), name INTEGER");
        assertThat(table.presentName("old")).isEqualTo("name");
        changes.clear();

        planner = planner("", Occasion.AGAIN);
        apply(script);
        assertThat(changes).isEmpty();
        assertThat(table.definition()).isEqualTo(before.definition());
        assertThat(table.dropped()).containsExactly("old");
    }

    @Test
    void atTheFirstSetUpSchemaFullMayBeFromBeforeOrAfterAChangeOfType() throws Exception {
        planner = planner(IDIOM, Occasion.FIRST_SET_UP);
        apply("CREATE TABLE t (id INT, name INT, amount INT)");
        changes.clear();
        apply(IDIOM);
        assertThat(changes).isEmpty();
        assertThat(feed()).isEqualTo("id INTEGER, name INTEGER, amount INTEGER");

        table = null;
        planner = planner(IDIOM, Occasion.FIRST_SET_UP);
        apply("CREATE TABLE t (id INT, name VARCHAR(9), amount INT)");
        apply(IDIOM);
        assertThat(feed()).isEqualTo("id INTEGER, amount INTEGER, name INTEGER");
    }

    @Test
    void aCopyIntoAColumnOfTheFeedOrOfAnotherTypeIsRefused() throws Exception {
        planner = planner("", Occasion.FIRST_TIME);
        apply(CREATE + "ALTER TABLE t ADD x INT;");
        refused(
                "UPDATE t SET amount = id",
                "UPDATE would change the values of column amount of table t; only a column that a script has added is"
                        + " filled from another one");
        refused(
                "UPDATE t SET x = amount::bigint",
                "UPDATE converts column amount of table t to BIGINT and column x is INTEGER; let both be the same type");
        refused("UPDATE t SET x = y", "table t has no column y");
    }

    @Test
    void theSameDeclarationOnceMoreSaysNothingOfWhatUpgradesHaveDone() throws Exception {
        planner = planner("", Occasion.FIRST_TIME);
        apply(CREATE + "ALTER TABLE t DROP COLUMN name; ALTER TABLE t ADD tip INT;");
        FeedTable before = table;
        changes.clear();
        apply(CREATE);
        assertThat(table).isEqualTo(before);

        apply("CREATE TABLE t (id INT, name VARCHAR(20), amount DECIMAL(10,2)) SORTKEY(name);".replace("(20)", "(21)"));
        assertThat(feed()).isEqualTo("id INTEGER, name VARCHAR(21), amount DECIMAL(10,2), tip INTEGER");
    }

    @Test
    void aKeyThatIsAddedIsTheKey() throws Exception {
        apply(CREATE + "ALTER TABLE t ADD CONSTRAINT pk PRIMARY KEY (id);");
        assertThat(table.definition().primaryKey()).containsExactly("id");
        refused("ALTER TABLE t ADD PRIMARY KEY (x)", "table t has no column x");
        apply("CREATE TABLE t (id INT, name VARCHAR(30))");
        assertThat(table.definition().primaryKey()).containsExactly("id");
        assertThat(table.dropped()).containsExactly("amount");
    }

    private String feed() {
        return table.feedColumns().stream().map(StatementPlannerTest::text).collect(Collectors.joining(", "));
    }

    private String wider(String column) {
        return switch (table.definition().column(column).type().kind()) {
            case VARCHAR ->
                "VARCHAR(" + (table.definition().column(column).type().precision() + 1) + ")";
            case INTEGER, BIGINT -> "BIGINT";
            default -> "DECIMAL(38,2)";
        };
    }

    private void refused(String script, String message) {
        assertThatExceptionOfType(SchemaException.class)
                .isThrownBy(() -> apply(script))
                .withMessage(message);
    }

    private void apply(String script) throws DdlException, SchemaException, SQLException {
        List<SchemaStatement> statements = DdlParser.parse(script);
        for (int i = 0; i < statements.size(); i++) {
            StatementPlan plan = planner.plan(Optional.ofNullable(table), statements.get(i), i);
            table = plan.table();
            changes.addAll(plan.changes());
        }
    }

    /** @param upgrades the upgrades that are applied in the cycle, seen from before the first one */
    private StatementPlanner planner(String upgrades, Occasion occasion) {
        try {
            return new StatementPlanner(new PlanContext(
                    SchemaFile.Role.UPGRADE,
                    new UpgradeStatements(DdlParser.parse(upgrades), 0),
                    occasion,
                    (name, column) -> empty.contains(column)));
        } catch (DdlException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private String columns() {
        return table.definition().columns().stream()
                .map(StatementPlannerTest::text)
                .collect(Collectors.joining(", "));
    }

    private static String text(ColumnDefinition column) {
        return column.name() + " " + column.type();
    }
}
