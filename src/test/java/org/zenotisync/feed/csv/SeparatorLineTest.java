package org.zenotisync.feed.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeparatorLineTest {

    @ParameterizedTest
    @ValueSource(strings = {"sep=,", "SEP=,", "\"sep=,\"", "sep=,,", "\"sep=,\",,"})
    void aLineThatNamesTheCommaIsNotData(String line) throws Exception {
        assertThat(SeparatorLine.is(record(line))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"sep", "se=,", "sep=", "\"sep=\"", "sep=,x", "sep=,,x", "sop=,", "\"sop=,\"", "sep=ab", "1"})
    void anyOtherLineMayBeARow(String line) throws Exception {
        assertThat(SeparatorLine.is(record(line))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"sep=;, ;", "'sep=|,', |", "'sep=\t', \\u0009"})
    void anotherSeparatorIsRefused(String line, String shown) {
        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> SeparatorLine.is(record(line)))
                .withMessage("line 1: the file says that its separator is '" + shown
                        + "'; the feed's separator is the comma");
    }

    private static CsvRecord record(String line) throws IOException, CsvFormatException {
        CsvScanner scanner = new CsvScanner(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)));
        scanner.next();
        return scanner.record();
    }
}
