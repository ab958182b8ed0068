package org.zenotisync.feedmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTextTest {

    @Test
    void aFileWithoutBytesHasNoRecords() {
        assertThat(records("")).isEmpty();
        assertThat(records("\uFEFF")).isEmpty();
    }

    @Test
    void recordsEndWithLfOrCrlfAndTheLastOneMayLackIts() {
        assertThat(records("a,b\nc,d\r\ne,f")).containsExactly(plain("a", "b"), plain("c", "d"), plain("e", "f"));
    }

    @Test
    void aByteOrderMarkBelongsToNoValue() {
        assertThat(records("\uFEFFa,b\n")).containsExactly(plain("a", "b"));
        assertThat(records("\uFEFF\"a\",b\n")).containsExactly(List.of(quoted("a"), new CsvField("b", false)));
    }

    @Test
    void emptyLinesAreSkipped() {
        assertThat(records("a,b\n\n\r\nc,d\n\n")).containsExactly(plain("a", "b"), plain("c", "d"));
    }

    @Test
    void unquotedAndQuotedEmptyFieldsDiffer() {
        assertThat(records(",\"\",\n"))
                .containsExactly(List.of(new CsvField("", false), quoted(""), new CsvField("", false)));
    }

    @Test
    void quotesKeepCommasQuotesAndLineBreaksAsTheyAre() {
        assertThat(records("\"a,b\",\"say \"\"hi\"\"\",\"x\ny\r\nz\rw\n\n\"\n1,2,3"))
                .containsExactly(
                        List.of(quoted("a,b"), quoted("say \"hi\""), quoted("x\ny\r\nz\rw\n\n")), plain("1", "2", "3"));
    }

    @Test
    void nothingIsTrimmedAndBackslashesMeanNothing() {
        assertThat(records(" a ,\\N,\\.,C:\\\n")).containsExactly(plain(" a ", "\\N", "\\.", "C:\\"));
    }

    @Test
    void whatTheRulesLeaveOpenIsRefused() {
        assertThatThrownBy(() -> records("a\"b,c")).hasMessageContaining("a quote inside an unquoted field");
        assertThatThrownBy(() -> records("\"a,c")).hasMessageContaining("never closed");
        assertThatThrownBy(() -> records("\"a\"b,c")).hasMessageContaining("neither a comma nor a line end");
        assertThatThrownBy(() -> records("a\rb")).hasMessageContaining("neither a comma nor a line end");
        assertThatThrownBy(() -> CsvText.records(new byte[] {(byte) 0xC3, '('})).hasMessage("not UTF-8");
    }

    private static List<List<CsvField>> records(String text) {
        return CsvText.records(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<CsvField> plain(String... values) {
        return List.of(values).stream().map(value -> new CsvField(value, false)).toList();
    }

    private static CsvField quoted(String value) {
        return new CsvField(value, true);
    }
}
