package org.zenotisync.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DotEnvFileTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "NAME=value | value",
                "export NAME=value | value",
                "export  NAME = value | value",
                "  NAME = value | value",
                "NAME: value | value",
                "NAME=a b c | a b c",
                "NAME='a b # c' | a b # c",
                "NAME=\"a b # c\" | a b # c",
                "NAME='value' # why | value",
                "NAME=\"value\"# why | value",
                "NAME=value # why | value",
                "NAME=pa#ss | pa#ss",
                "NAME=#ss | ``",
                "NAME= | ``",
                "NAME='' | ``",
                "NAME=it's | it's",
                "NAME=a=b=c | a=b=c",
                "NAME=a$$b${c}$d | a$$b${c}$d",
                "NAME='a$$b\\n\\\\' | a$$b\\n\\\\",
                "NAME=\"a\\$\\$b\\\"c\\\\d\" | a$$b\"c\\d",
                "NAME=C:\\users\\new | C:\\users\\new",
                "NAME=\"C:\\users\" | C:\\users",
                "NAME=ends\\ | ends\\",
            })
    void aLineGivesItsValueAsPeopleMeanIt(String line, String value) {
        DotEnvFile file = file(line + "\n");

        assertThat(file.badLine()).isEmpty();
        assertThat(file.values()).isEqualTo(Map.of("NAME", value));
    }

    @Test
    void byteOrderMarkCommentsBlankLinesAndAnyLineEndsAreNoHindrance() {
        DotEnvFile file = file("\uFEFFA=1\r\n\r\n# B=2\r\n  # more\r\nC='3'\rD=4\n\n");

        assertThat(file.badLine()).isEmpty();
        assertThat(file.values()).isEqualTo(Map.of("A", "1", "C", "3", "D", "4"));
    }

    @Test
    void aFileOfWindowsInUtf16IsRead() {
        DotEnvFile file = DotEnvFile.of("\uFEFFA=\u00e9\r\nB=2\r\n".getBytes(StandardCharsets.UTF_16LE));

        assertThat(file.values()).isEqualTo(Map.of("A", "\u00e9", "B", "2"));
    }

    @Test
    void ofANameThatComesAgainTheLastOneCounts() {
        assertThat(file("A=1\nA=2\n").values()).isEqualTo(Map.of("A", "2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NAME",
                "export NAME",
                "NAME='a",
                "NAME=\"a",
                "NAME='a'b",
                "NAME=\"a\" b",
                "=a",
                "my name=a",
                "1A=b"
            })
    void aLineThatCannotBeReadIsKnownByItsNumberAndTheOthersAreRead(String line) {
        DotEnvFile file = file("# first\nA=1\n" + line + "\nB=2\n");

        assertThat(file.badLine()).contains(3);
        assertThat(file.values()).isEqualTo(Map.of("A", "1", "B", "2"));
    }

    @Test
    void bytesThatAreNoTextAreABadLineUnlessTheyStandInAComment() {
        assertThat(DotEnvFile.of("# \u00e9\nA=1".getBytes(StandardCharsets.ISO_8859_1))
                        .badLine())
                .isEmpty();
        assertThat(DotEnvFile.of("A=\u00e9\n".getBytes(StandardCharsets.ISO_8859_1))
                        .badLine())
                .contains(1);
    }

    private static DotEnvFile file(String text) {
        return DotEnvFile.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
