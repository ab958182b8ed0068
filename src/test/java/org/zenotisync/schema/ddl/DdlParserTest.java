package org.zenotisync.schema.ddl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.TableDefinition;

class DdlParserTest {

    private static final String MARKS = "()[]'\"`;,.-+*/\\\r\n\t \0\uFEFF\uD800ß0aE$#%:<>";

    private static final List<String> SAMPLES = List.of("bi_factforms.txt", "bi_dimuser.txt");

    static List<ScriptCorpus.Case> accepted() {
        return ScriptCorpus.ACCEPTED;
    }

    static List<ScriptCorpus.Case> refused() {
        return ScriptCorpus.REFUSED;
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void anAcceptedScriptIsReadAsWhatItMeans(ScriptCorpus.Case script) throws DdlException {
        assertThat(Rendering.of(DdlParser.parse(script.script()))).isEqualTo(script.expected());
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aRefusedScriptIsExplainedInOneLine(ScriptCorpus.Case script) {
        assertThatExceptionOfType(DdlException.class)
                .isThrownBy(() -> DdlParser.parse(script.script()))
                .satisfies(e -> assertThat(e.getMessage())
                        .startsWith("line " + e.line() + ": ")
                        .contains(script.expected())
                        .contains("; accepted: ", "; statement: ")
                        .doesNotContain("\n", "\r", "\0", "\u0001", "Exception")
                        .hasSizeLessThan(500));
    }

    @Test
    void theFactOfTheDocumentationIsRead() throws DdlException {
        TableDefinition forms = sample("bi_factforms.txt");

        assertThat(forms.name()).isEqualTo("bi_factforms");
        assertThat(forms.columns()).hasSize(33);
        assertThat(forms.columnNames()).startsWith("formid", "factformid").endsWith("organizationid", "isv3form");
        assertThat(forms.column("factformid").type()).isEqualTo(ColumnType.decimal(19, 0));
        assertThat(forms.column("value4").type()).isEqualTo(ColumnType.varchar(65_535));
        assertThat(forms.sortKey()).containsExactly("factformid");
        assertThat(forms.primaryKey()).isEmpty();
    }

    @Test
    void theDimensionOfTheDocumentationIsRead() throws DdlException {
        TableDefinition user = sample("bi_dimuser.txt");

        assertThat(user.name()).isEqualTo("bi_dimuser");
        assertThat(user.columns()).hasSize(73);
        assertThat(user.columnNames()).startsWith("userid", "firstname").endsWith("podname", "ctetllastupdatedon");
        assertThat(user.column("userpk").type()).isEqualTo(ColumnType.decimal(19, 0));
        assertThat(user.column("usertags").type()).isEqualTo(ColumnType.varchar(ColumnType.MAX_VARCHAR));
        assertThat(user.sortKey()).containsExactly("userid");
    }

    @Test
    void theCanonicalTextIsReadBackToTheSameTable() throws DdlException {
        int tables = 0;
        for (String script : scripts().toList()) {
            for (SchemaStatement statement : DdlParser.parse(script)) {
                if (statement instanceof SchemaStatement.CreateTable create) {
                    String canonical = DdlParser.canonical(create.definition());
                    assertThat(DdlParser.parse(canonical))
                            .containsExactly(new SchemaStatement.CreateTable(create.definition(), false));
                    tables++;
                }
            }
        }
        assertThat(tables).isGreaterThan(20);
    }

    @Test
    void theCanonicalTextKeepsTheKeys() throws DdlException {
        SchemaStatement create = DdlParser.parse(
                        "create table T (A int, Order decimal, primary key (A)) sortkey (order, a)")
                .get(0);

        assertThat(DdlParser.canonical(((SchemaStatement.CreateTable) create).definition()))
                .isEqualTo(
                        """
                        CREATE TABLE "t" (
                            "a" INTEGER,
                            "order" DECIMAL(18,0),
                            PRIMARY KEY ("a")
                        )
                        SORTKEY ("order", "a")""");
    }

    @Test
    void theOrderOfStatementsIsKept() throws DdlException {
        String script = scripts().collect(Collectors.joining("\n;\n"));

        String parts = ScriptCorpus.ACCEPTED.stream()
                .map(ScriptCorpus.Case::expected)
                .filter(expected -> !expected.isEmpty())
                .collect(Collectors.joining("; "));

        assertThat(Rendering.of(DdlParser.parse(script))).startsWith(parts + "; bi_factforms(");
    }

    @Test
    void aRefusalShowsOnlyTheBeginningOfAStatement() {
        DdlException refusal = catchThrowableOfType(
                DdlException.class, () -> DdlParser.parse("-- secret\nMERGE  \r\n\t'" + "\u202Ex".repeat(1_000) + "'"));

        assertThat(refusal).hasMessageStartingWith("line 2: MERGE is refused");
        assertThat(refusal.getMessage())
                .contains("statement: MERGE '?x?x")
                .endsWith("x?...")
                .doesNotContain("secret");
    }

    @Test
    void aTableMayHaveAsManyColumnsAsInRedshift() throws DdlException {
        assertThat(DdlParser.parse(wideTable(1_600))).hasSize(1);
        assertThatExceptionOfType(DdlException.class)
                .isThrownBy(() -> DdlParser.parse(wideTable(1_601)))
                .withMessageContaining("too many columns");
    }

    @Test
    void aScriptOfMoreThanFourMegabytesIsRefused() {
        assertThatExceptionOfType(DdlException.class)
                .isThrownBy(() -> DdlParser.parse(" ".repeat(DdlParser.MAX_SCRIPT_LENGTH + 1)))
                .withMessageContaining("the script is too long");
    }

    @Test
    void aScriptOfTooManyStatementsIsRefused() throws DdlException {
        String statement = "ALTER TABLE t ADD a INT;\n";

        assertThat(DdlParser.parse(statement.repeat(10_000))).hasSize(10_000);
        assertThatExceptionOfType(DdlException.class)
                .isThrownBy(() -> DdlParser.parse(statement.repeat(10_001)))
                .withMessageStartingWith("line 10001: the script has too many statements");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                ")",
                "((((((((((",
                "/*",
                "/**/",
                "--\n",
                "'",
                "''",
                "\"",
                "[",
                "]]",
                ";",
                "GO\n",
                "\nALTER TABLE ",
                "a ",
                "a,",
                "1",
                "\\",
                "\uFEFF",
                "CREATE TABLE t (",
                "CREATE TABLE t (a INT);",
                "ALTER TABLE t ADD a INT,",
                "ALTER TABLE t ADD a INT DEFAULT (",
                "CASE ",
                "NOT NULL ",
                "a INT DEFAULT -",
                "a VARCHAR(1)(1)"
            })
    void hostileTextOfFourMegabytesIsAnsweredInBoundedTime(String unit) {
        int repetitions = DdlParser.MAX_SCRIPT_LENGTH / unit.length() - 10;
        for (String opening : List.of("", "CREATE TABLE t (a INT, ", "ALTER TABLE t ADD a ")) {
            String script = opening + unit.repeat(repetitions);
            Assertions.assertTimeout(Duration.ofSeconds(20), () -> readOrRefuse(script));
        }
    }

    @Test
    void mutatedScriptsAreReadOrRefusedAndNothingElse() {
        List<String> valid = scripts().toList();
        List<String> corpus = Stream.concat(
                        valid.stream(), ScriptCorpus.REFUSED.stream().map(ScriptCorpus.Case::script))
                .toList();
        Random random = new Random(20_240_901);
        int accepted = 0;
        for (int i = 0; i < 20_000; i++) {
            String original = pick(i % 4 == 0 ? corpus : valid, random);
            String script = original;
            for (int n = random.nextInt(3); n >= 0; n--) {
                script = mutate(script, pick(corpus, random), random);
            }
            accepted += readOrRefuse(script) && !script.equals(original) ? 1 : 0;
        }
        assertThat(accepted).as("accepted mutations").isBetween(1_000, 19_000);
    }

    /** Whether a script is accepted; all names and tables that it yields must be sound. */
    private static boolean readOrRefuse(String script) {
        List<SchemaStatement> statements;
        try {
            statements = DdlParser.parse(script);
        } catch (DdlException e) {
            assertThat(e.getMessage()).hasSizeLessThan(700).doesNotContain("\n");
            return false;
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("script: " + DdlException.excerpt(script, 0, script.length()), e);
        }
        statements.stream().distinct().forEach(DdlParserTest::requireSound);
        return true;
    }

    private static void requireSound(SchemaStatement statement) {
        assertThat(statement.table()).matches("[a-z_][a-z0-9_]*");
        if (statement instanceof SchemaStatement.CreateTable create) {
            try {
                assertThat(DdlParser.parse(DdlParser.canonical(create.definition())))
                        .containsExactly(new SchemaStatement.CreateTable(create.definition(), false));
            } catch (DdlException e) {
                throw new AssertionError("not read back: " + create, e);
            }
        }
    }

    private static String mutate(String script, String other, Random random) {
        int from = random.nextInt(script.length() + 1);
        int to = Math.min(script.length(), from + random.nextInt(5));
        String piece =
                switch (random.nextInt(6)) {
                    case 0 -> "";
                    case 1 -> String.valueOf(MARKS.charAt(random.nextInt(MARKS.length())));
                    case 2 -> " " + pick(List.of(other.split("[^A-Za-z0-9_]+", -1)), random) + " ";
                    case 3 -> other.substring(0, random.nextInt(other.length() + 1));
                    case 4 -> script.substring(from, to).toUpperCase(Locale.ROOT);
                    default -> script.substring(from, to).repeat(2);
                };
        return script.substring(0, from) + piece + script.substring(to);
    }

    private static <T> T pick(List<T> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static Stream<String> scripts() {
        return Stream.concat(
                ScriptCorpus.ACCEPTED.stream().map(ScriptCorpus.Case::script),
                SAMPLES.stream().map(ScriptCorpus::sample));
    }

    private static TableDefinition sample(String file) throws DdlException {
        List<SchemaStatement> statements = DdlParser.parse(ScriptCorpus.sample(file));
        assertThat(statements).hasSize(1).first().isInstanceOf(SchemaStatement.CreateTable.class);
        return ((SchemaStatement.CreateTable) statements.get(0)).definition();
    }

    private static String wideTable(int columns) {
        return IntStream.range(0, columns)
                .mapToObj(i -> "c" + i + " VARCHAR(65535) NOT NULL DEFAULT 'x' ENCODE zstd")
                .collect(Collectors.joining(",\n", "CREATE TABLE t (", ")"));
    }
}
