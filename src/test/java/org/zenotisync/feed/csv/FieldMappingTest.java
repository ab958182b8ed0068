package org.zenotisync.feed.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;

class FieldMappingTest {

    private static final TableDefinition TABLE = new TableDefinition(
            "bi_dimcity",
            List.of("id", "name", "country", "zip").stream()
                    .map(name -> new ColumnDefinition(name, ColumnType.varchar(50)))
                    .toList(),
            List.of(),
            List.of());

    @Test
    void aHeaderPutsFieldsIntoColumnsByNameInAnyCaseAndOrder() throws CsvFormatException {
        FieldMapping mapping = mapping("ZIP,Id,\"NAME\",country");

        assertThat(mapping.isHeader()).isTrue();
        assertThat(fieldsOf(mapping)).containsExactly(1, 2, 3, 0);
    }

    @Test
    void aHeaderMayLackColumns() throws CsvFormatException {
        FieldMapping mapping = mapping("zip,id");

        assertThat(mapping.fields()).isEqualTo(2);
        assertThat(fieldsOf(mapping)).containsExactly(1, -1, -1, 0);
    }

    @Test
    void aHeaderMayUseNamesFromBeforeARename() throws CsvFormatException {
        assertThat(fieldsOf(mapping("id,CITY,country", Map.of("city", "name")))).containsExactly(0, 1, 2, -1);
    }

    @Test
    void aHeaderMayNotNameAColumnTwice() {
        refused("id,name,NAME", "line 1: the header names column \"name\" twice");
    }

    @Test
    void aHeaderMayNotNameAColumnBothAsItIsCalledAndAsItWasCalled() {
        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> mapping("id,name,city", Map.of("city", "name")))
                .withMessage("line 1: the header names column \"name\" twice");
    }

    @Test
    void unknownNamesOfAHeaderAreNamedInTheMessage() {
        refused(
                "id,name,tip,country,\"a\nb\"",
                "line 1: the header names 'tip', 'a\\u000ab', which the schema does not know; look for a newer"
                        + " SchemaFull/bi_dimcity.txt or a SchemaUpgrade script that adds to it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id,x,y,z", "ID,x,y,z", "\"Id\",name,x,y", "city_id,x,y,z"})
    void aLineThatBeginsWithTheNameOfTheFirstColumnIsAHeader(String line) {
        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> mapping(line, Map.of("city_id", "id")))
                .withMessageStartingWith("line 1: the header names '")
                .withMessageContaining("'y'")
                .withMessageContaining("which the schema does not know");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,Oslo,Norway,0150", "name,Oslo,Norway,0150", "x,id,name,y", "x ,name,y, zip"})
    void aLineWithAtMostHalfOfItsFieldsNamedLikeColumnsIsData(String line) throws CsvFormatException {
        FieldMapping mapping = mapping(line);

        assertThat(mapping.isHeader()).isFalse();
        assertThat(fieldsOf(mapping)).containsExactly(0, 1, 2, 3);
    }

    @Test
    void anOlderFileWithoutHeaderLacksTheLastColumns() throws CsvFormatException {
        FieldMapping mapping = mapping("1,Oslo");

        assertThat(mapping.fields()).isEqualTo(2);
        assertThat(fieldsOf(mapping)).containsExactly(0, 1, -1, -1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[Zip], I D ,\"'name'\",COUNTRY_", "ZIP,`id`,na_me,coun try", "\u00a0zip,id,name,country"})
    void blanksBracketsQuotesAndUnderscoresDoNotCountInAHeader(String line) throws CsvFormatException {
        assertThat(fieldsOf(mapping(line))).containsExactly(1, 2, 3, 0);
    }

    @Test
    void oneFieldIsNeverARow() {
        refused("1", "line 1: 1 field instead of 4: is the separator a comma?");
        refused("1;Oslo", "line 1: 1 field instead of 4: is the separator a comma? This line has ';'");
    }

    @Test
    void aHeaderThatLeavesOutTheKeyIsRefused() {
        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> mapping("name,zip"))
                .withMessageStartingWith("line 1: the header does not name \"id\"");
    }

    @Test
    void aHeaderThatEndsWithACommaIsRefused() {
        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> mapping("id,name,"))
                .withMessageStartingWith("line 1: the header ends with a trailing comma");
    }

    @Test
    void moreFieldsThanColumnsAreRefused() {
        refused(
                "1,Oslo,Norway,0150,x",
                "line 1: 5 fields, but the schema has 4 columns; look for a newer SchemaFull/bi_dimcity.txt or a"
                        + " SchemaUpgrade script that adds to it");
    }

    private static void refused(String line, String message) {
        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> mapping(line))
                .withMessage(message);
    }

    private static List<Integer> fieldsOf(FieldMapping mapping) {
        return IntStream.range(0, TABLE.columns().size())
                .mapToObj(mapping::fieldOf)
                .toList();
    }

    private static FieldMapping mapping(String line) throws CsvFormatException {
        return mapping(line, Map.of());
    }

    private static FieldMapping mapping(String line, Map<String, String> formerNames) throws CsvFormatException {
        try {
            CsvScanner scanner = new CsvScanner(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)));
            scanner.next();
            FeedTable table = new FeedTable(TABLE).withFormerNames(formerNames);
            return FieldMapping.of(scanner.record(), new FileRules(table, List.of("id")), new ColumnNames(table));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
