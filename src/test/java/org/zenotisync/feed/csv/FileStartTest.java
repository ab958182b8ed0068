package org.zenotisync.feed.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zenotisync.feed.csv.FileStart.LineEnd;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;

class FileStartTest {

    private static final TableDefinition TABLE = new TableDefinition(
            "bi_dimx",
            List.of(
                    new ColumnDefinition("id", ColumnType.of(ColumnType.Kind.BIGINT)),
                    new ColumnDefinition("name", ColumnType.varchar(20)),
                    new ColumnDefinition("city", ColumnType.varchar(20))),
            List.of(),
            List.of());

    @Test
    void aHeaderNamesTheColumnsInTheOrderOfTheFields() throws Exception {
        FileStart start = start("Town,ID\nx,1\n");

        assertThat(start.hasHeader()).isTrue();
        assertThat(start.isEmpty()).isFalse();
        assertThat(start.columns()).extracting(ColumnDefinition::name).containsExactly("city", "id");
    }

    @Test
    void anOlderFileHasTheFirstColumns() throws Exception {
        FileStart start = start("1,x\n");

        assertThat(start.hasHeader()).isFalse();
        assertThat(start.columns()).extracting(ColumnDefinition::name).containsExactly("id", "name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\r\n", "\uFEFF", "id,name\n", "id,name", "\n\nid,name\r\n\r\n"})
    void aFileWithoutRowsIsEmpty(String content) throws Exception {
        assertThat(start(content).isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"'1,x\n', LF", "'1,x\r\n2', CRLF", "'1,x\r2', CR", "'1,x', NONE", "'1,\"a\r\nb\"\n', LF"})
    void theFirstLineEndsInOneOfThreeWays(String content, LineEnd end) throws Exception {
        assertThat(start(content).lineEnd()).isEqualTo(end);
    }

    @Test
    void aByteOrderMarkIsNoticed() throws Exception {
        assertThat(start("\uFEFF1,x\n").hasByteOrderMark()).isTrue();
        assertThat(start("1,\uFEFF\n").hasByteOrderMark()).isFalse();
    }

    @Test
    void theLineOfTheFirstRecordIsCounted() throws Exception {
        assertThat(start("1,x\n").line()).isEqualTo(1);
        assertThat(start("\n\r\nid,name\n").line()).isEqualTo(3);
    }

    @Test
    void aLineThatNamesTheSeparatorIsNotTheFirstRecord() throws Exception {
        FileStart start = start("sep=,\r\nid,name\n1,x\n");

        assertThat(start.hasSeparatorLine()).isTrue();
        assertThat(start.hasHeader()).isTrue();
        assertThat(start.line()).isEqualTo(2);
        assertThat(start.lineEnd()).isEqualTo(LineEnd.LF);
        assertThat(start("sep=,\n").isEmpty()).isTrue();
        assertThat(start("sep=,\n").hasSeparatorLine()).isTrue();
        assertThat(start("1,x\n").hasSeparatorLine()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sep=,"})
    void aByteOrderMarkOfAFileWithoutLinesIsNoticed(String content) throws Exception {
        assertThat(start("\uFEFF" + content).hasByteOrderMark()).isTrue();
        assertThat(start(content).hasByteOrderMark()).isFalse();
    }

    @Test
    void whatIsNotCsvIsRefused() {
        assertThatThrownBy(() -> start("{\"id\":1,\"name\":\"x\"}\n"))
                .isInstanceOf(CsvFormatException.class)
                .hasMessageContaining("JSON");
    }

    /** For a database that compares the values of a row with them. */
    @Test
    void theNamesThatAHeaderMayHaveAreKnown() {
        List<String> names = new FileRules(new FeedTable(TABLE).withFormerNames(Map.of("Old_Town", "city")), List.of())
                .headerNames();

        assertThat(names)
                .contains("id", "name", "city", "oldtown", "bidimxid", "bidimxs3city", "bidimxoldtown")
                .isSorted()
                .hasSize(12);
    }

    @Test
    void aHeaderThatTheSchemaDoesNotKnowIsRefused() {
        assertThatThrownBy(() -> start("id,name,nosuch\n1,2,3\n"))
                .isInstanceOf(CsvFormatException.class)
                .hasMessageContaining("'nosuch'");
    }

    private static FileStart start(String content) throws IOException, CsvFormatException {
        return FileStart.read(
                new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)),
                new FileRules(new FeedTable(TABLE).withFormerNames(Map.of("town", "city")), List.of()));
    }
}
