package org.zenotisync.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns are always named: a table may have others, or another order, than the program thinks. */
class NamedColumnsTest {

    private static final Pattern ALL_COLUMNS =
            Pattern.compile("\\bselect\\s+(?:all\\s+|distinct\\s+)?(?:[\\w\".{}]+\\.)?\\*", Pattern.CASE_INSENSITIVE);
    private static final Pattern UNNAMED_INSERT =
            Pattern.compile("\\binsert\\s+into\\s+[\\w\".{}]+\\s+(?:values|select)\\b", Pattern.CASE_INSENSITIVE);

    /** Where a text of Java goes on in the next line. */
    private static final Pattern JOINT = Pattern.compile("\"\\s*\\+\\s*\"");

    @Test
    void noStatementOfTheProgramLeavesItsColumnsUnnamed() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path folder : List.of(Path.of("src", "main", "java"), Path.of("src", "main", "resources"))) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> found = Files.walk(folder)) {
                    found.filter(Files::isRegularFile).forEach(files::add);
                }
            }
        }
        List<String> findings = new ArrayList<>();
        for (Path file : files) {
            // every byte is a character, so that a file of any encoding can be read
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            findings(text).forEach(finding -> findings.add(file + ": " + finding));
        }

        assertThat(files).hasSizeGreaterThan(50);
        assertThat(findings).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from t",
                "SELECT\n  *",
                "SELECT t.* FROM t",
                "SELECT DISTINCT *",
                "\"SELECT \"\n    + \"* FROM t\"",
                "INSERT INTO t VALUES (1)",
                "INSERT INTO {target} SELECT {columns}",
                "SELECT {stage}.*",
                "INSERT INTO \"t\" SELECT a FROM s"
            })
    void theScanFindsUnnamedColumnsHoweverTheyAreWritten(String text) {
        assertThat(findings(text)).hasSize(1);
    }

    @Test
    void theScanLetsCountsAndProductsPass() {
        assertThat(findings("SELECT count(*), a * b FROM t")).isEmpty();
    }

    private static List<String> findings(String text) {
        String joined = JOINT.matcher(text).replaceAll("");
        List<String> findings = new ArrayList<>();
        for (Pattern pattern : List.of(ALL_COLUMNS, UNNAMED_INSERT)) {
            Matcher matcher = pattern.matcher(joined);
            while (matcher.find()) {
                findings.add(matcher.group());
            }
        }
        return findings;
    }
}
