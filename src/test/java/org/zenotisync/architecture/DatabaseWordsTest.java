package org.zenotisync.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Only the package warehouse knows what one database says and another one does not: a statement that makes or changes
 * tables, and words that are not in every SQL. The reader of the feed's own scripts knows those of Redshift.
 */
class DatabaseWordsTest {

    private static final Path MAIN = Path.of("src", "main", "java", "org", "zenotisync");

    private static final List<Path> KNOW_THEM = List.of(
            MAIN.resolve("warehouse"),
            MAIN.resolve("schema/ddl"),
            // how the feed's scripts want a table laid out
            MAIN.resolve("model/TableDefinition.java"),
            MAIN.resolve("model/TableStorage.java"));

    /** Comments, and texts: text blocks, texts on one line, characters. */
    private static final Pattern PARTS = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*|\"\"\"(.*?)(?<!\\\\)\"\"\""
            + "|\"((?:[^\"\\\\\\n]|\\\\.)*)\"|'(?:[^'\\\\]|\\\\.)+'");

    /** A text that begins like this is a statement, and no message. */
    private static final Pattern STATEMENT = Pattern.compile(
            "\\s*(?:CREATE|ALTER|DROP|TRUNCATE|LOCK|ANALYZE|VACUUM|COPY|MERGE|REPLACE|SHOW|EXPLAIN)\\s+[A-Z{].*",
            Pattern.DOTALL);

    /** Words that some databases do not know, in a statement or a part of one. */
    private static final Pattern WORD = Pattern.compile(
            "(?i:ON CONFLICT|ON DUPLICATE|IS (NOT )?DISTINCT FROM|\\bpg_[a-z]|\\bduckdb_|\\bstl_|information_schema"
                    + "|octet_length|strlen\\(|translate\\(|to_regclass|\\bUNLOGGED\\b|DISTSTYLE|DISTKEY \\(|jsonb?_)"
                    + "|\\bLIMIT [0-9?{]|\\bFETCH FIRST\\b|\\bILIKE\\b|\\bTEMPORARY\\b|[a-z?)]::[a-z]|\\bUSING [({]"
                    + "|\\bRETURNING\\b|\\bTOP [0-9(]|\\bFOR UPDATE\\b|\\bINTERVAL '");

    @Test
    void onlyTheWarehousesKnowTheWordsOfADatabase() throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(MAIN)) {
            for (Path file :
                    (Iterable<Path>) files.filter(path -> path.toString().endsWith(".java"))::iterator) {
                if (KNOW_THEM.stream().noneMatch(file::startsWith)) {
                    found.addAll(wordsOf(Files.readString(file)).stream()
                            .map(word -> file + ": " + word)
                            .toList());
                }
            }
        }

        assertThat(found).isEmpty();
    }

    @Test
    void theseWordsAreFoundInStatementsAndNotInMessages() {
        assertThat(
                        wordsOf(
                                """
                String a = "CREATE TABLE " + name;
                String b = "SELECT 1 FROM t LIMIT 1";
                String c = \"""
                    INSERT INTO {table} (a) VALUES (?) ON CONFLICT DO NOTHING
                    \""";
                """))
                .hasSize(3);
        assertThat(
                        wordsOf(
                                """
                // CREATE TABLE t
                String a = "the file holds no CREATE TABLE statement";
                String b = "SELECT a FROM t WHERE b = ?";
                """))
                .isEmpty();
    }

    private static List<String> wordsOf(String java) {
        List<String> found = new ArrayList<>();
        Matcher parts = PARTS.matcher(java);
        while (parts.find()) {
            String text = parts.group(1) == null ? parts.group(2) : parts.group(1);
            if (text != null
                    && (STATEMENT.matcher(text).matches() || WORD.matcher(text).find())) {
                found.add(text.strip().replaceAll("\\s+", " "));
            }
        }
        return found;
    }
}
