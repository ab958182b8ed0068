package org.zenotisync.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.TargetDatabase;

/** The corpus is only worth something if its runner notices every kind of difference. */
class CorpusRunnerTest {

    private static final String CASE =
            """
            # a dimension with two rows, one file that is refused and one stray object
            --- put SchemaFull/bi_dimx.txt
            CREATE TABLE bi_dimx (id INT, name VARCHAR(9)) SORTKEY(id);
            --- put SchemaFull/bi_dimz.txt
            CREATE TABLE bi_dimz (id INT) SORTKEY(id);
            --- put SchemaUpgrade/1/drop.txt
            DROP TABLE bi_dimz;
            --- put SchemaUpgrade/1/notes.txt
            nothing to see here
            --- put POD1/1/bi_dimz/1/a.csv
            1
            --- put POD1/1/bi_dimx/1/a.csv
            1,one
            2,""
            --- put POD1/1/bi_facty/1/a.csv
            1
            --- put stray.txt
            x
            --- rows bi_dimx: id, name
            1 | one
            2 | ''
            --- columns bi_dimx
            id
            name
            --- absent
            bi_facty
            --- fails POD1/1/bi_facty
            has no schema
            --- refuses SchemaUpgrade/1/drop.txt
            DROP TABLE is refused
            --- holds POD1/1/bi_dimz
            SchemaUpgrade/1/drop.txt
            --- no-scripts
            SchemaUpgrade/1/notes.txt
            --- unknown
            stray.txt
            --- runs
            POD1/1/bi_dimx dimension consumed read=2 inserted=2
            POD1/1/bi_facty fact failed
            --- checkpoints
            POD1/bi_dimx = 1
            """;

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    @TempDir
    private Path folder;

    @Test
    void aCaseThatIsRightPasses() throws Exception {
        runner("right").run(CorpusParser.parse(CASE));
    }

    static Stream<Arguments> differences() {
        return Stream.of(
                arguments("NULL for an empty text", "2 | ''", "2 | NULL"),
                arguments("another value", "1 | one", "1 | One"),
                arguments("a row too many", "1 | one", "1 | one\n1 | one"),
                arguments("a row too few", "1 | one\n", ""),
                arguments("a column too many", "id\nname\n", "id\nname\nage\n"),
                arguments("columns in another order", "id\nname\n", "name\nid\n"),
                arguments("a table that is there", "--- absent\nbi_facty", "--- absent\nbi_dimx"),
                arguments("another table group fails", "--- fails POD1/1/bi_facty", "--- fails POD1/2/bi_facty"),
                arguments("a failure in other words", "has no schema", "has no owner"),
                arguments("a failure that is not mentioned", "--- fails POD1/1/bi_facty\nhas no schema\n", ""),
                arguments("a failure that does not happen", "--- unknown", "--- fails POD1/9/bi_dimx\n--- unknown"),
                arguments("another file is refused", "--- refuses SchemaUpgrade/1/", "--- refuses SchemaUpgrade/2/"),
                arguments("a refusal in other words", "DROP TABLE is refused", "CREATE is refused"),
                arguments(
                        "a refusal that is not mentioned",
                        "--- refuses SchemaUpgrade/1/drop.txt\nDROP TABLE is refused\n",
                        ""),
                arguments("another table group waits", "--- holds POD1/1/bi_dimz", "--- holds POD1/2/bi_dimz"),
                arguments("a wait that is not mentioned", "--- holds POD1/1/bi_dimz\nSchemaUpgrade/1/drop.txt\n", ""),
                arguments("a wait in other words", "SchemaUpgrade/1/drop.txt\n--- no", "SchemaUpgrade/2\n--- no"),
                arguments("another file is no script", "SchemaUpgrade/1/notes.txt\n--- unk", "x.txt\n--- unk"),
                arguments("another unknown object", "--- unknown\nstray.txt", "--- unknown\nother.txt"),
                arguments("an unknown object that is not mentioned", "--- unknown\nstray.txt\n", ""),
                arguments("a table group that should wait", "--- absent", "--- waits\nPOD1/1/bi_dimx\n--- absent"),
                arguments("a replay that should happen", "--- absent", "--- replays\nPOD1/1/bi_dimx\n--- absent"),
                arguments("another count in the run log", "inserted=2", "inserted=1"),
                arguments("an attempt that is not mentioned", "POD1/1/bi_facty fact failed\n", ""),
                arguments("another checkpoint", "POD1/bi_dimx = 1", "POD1/bi_dimx = 2"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("differences")
    void everyKindOfDifferenceIsNoticed(String difference, String right, String wrong) {
        assertThat(CASE).contains(right);
        CorpusCase changed = CorpusParser.parse(CASE.replace(right, wrong));
        String bucket = "wrong-" + difference.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
        assertThatThrownBy(() -> runner(bucket).run(changed)).isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @CsvSource({"accept drop.txt,true", "accept drop.txt{LF}no such words,false", "retry drop.txt{LF}x,false"})
    void whatADecisionComesToIsNoticed(String decision, boolean isRight) {
        CorpusCase accepting = CorpusParser.parse(
                """
                # an upgrade that is accepted
                --- put SchemaFull/bi_dimz.txt
                CREATE TABLE bi_dimz (id INT) SORTKEY(id);
                --- put SchemaUpgrade/1/drop.txt
                DELETE FROM bi_dimz;
                --- refuses SchemaUpgrade/1/drop.txt
                DELETE is refused
                --- step it is accepted
                """
                        + "--- " + decision.replace("{LF}", "\n") + "\n");
        String bucket = "decision-" + Integer.toHexString(decision.hashCode());
        if (isRight) {
            assertThatCode(() -> runner(bucket).run(accepting)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> runner(bucket).run(accepting)).isInstanceOf(AssertionError.class);
        }
    }

    private CorpusRunner runner(String bucket) {
        return new CorpusRunner(
                S3.client(),
                bucket,
                TargetDatabase.DUCKDB.settings(folder),
                settings -> new HarnessSync(S3.client(), settings));
    }

    @Test
    void escapesStandForWhatCannotBeSeen() {
        assertThat(FeedText.text("a{CR}{LF}{TAB}{NUL}{BOM}{}{xy*3}b")).isEqualTo("a\r\n\t\0\uFEFFxyxyxyb");
        assertThat(FeedText.bytes("{xFF80}é"))
                .containsExactly(
                        0xFF, 0x80, "é".getBytes(StandardCharsets.UTF_8)[0], "é".getBytes(StandardCharsets.UTF_8)[1]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FeedText.text("{what}"))
                .withMessageContaining("{what}");
    }

    @Test
    void aContentEndsWithALineBreakUnlessItSaysOtherwise() {
        CorpusCase read = CorpusParser.parse("# t\n--- put a\n1\n\n2\n{}\n\n--- put b\n1{no newline}\n--- put c\n");
        assertThat(read.steps().get(0).objects().get("a")).asString().isEqualTo("1\n\n2\n\n");
        assertThat(read.steps().get(0).objects().get("b")).asString().isEqualTo("1");
        assertThat(read.steps().get(0).objects().get("c")).isEmpty();
    }

    @Test
    void aCaseThatCannotBeReadNamesItsLine() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CorpusParser.parse("# t\n--- step a\n--- puts x\n"))
                .withMessageContaining("line 3")
                .withMessageContaining("puts");
    }

    @Test
    void valuesOfDriversGetOneForm() {
        assertThat(NormalForm.of(new BigDecimal("1.5000"))).isEqualTo("1.5");
        assertThat(NormalForm.of(new BigDecimal("0.0000"))).isEqualTo("0");
        assertThat(NormalForm.of(100)).isEqualTo("100");
        assertThat(NormalForm.of(1e21)).isEqualTo("1000000000000000000000");
        assertThat(NormalForm.of(Double.NaN)).isEqualTo("NaN");
        assertThat(NormalForm.of(Timestamp.valueOf("2024-02-29 01:02:03.450"))).isEqualTo("2024-02-29 01:02:03.45");
        assertThat(NormalForm.of(OffsetDateTime.parse("2024-02-29T01:00:00+02:00")))
                .isEqualTo("2024-02-28 23:00:00Z");
        assertThat(NormalForm.of(null)).isNull();
        assertThat(NormalForm.of("")).isEmpty();
    }
}
