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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnHistory;
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
        refused("id,name,ID", "line 1: the header names column \"id\" twice");
    }

    @Test
    void aHeaderMayNotNameAColumnBothAsItIsCalledAndAsItWasCalled() {
        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> mapping("id,name,city", Map.of("city", "name")))
                .withMessage("line 1: the header names column \"name\" twice");
    }

    @Test
    void aLineWithMoreThanHalfOfItsFieldsNamedLikeColumnsIsAHeader() {
        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> mapping("zip,id,tip"))
                .withMessageStartingWith("line 1: the header names 'tip', which the schema does not know");
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
        refused(";Oslo", "line 1: 1 field instead of 4: is the separator a comma? This line has ';'");
        refused("\",Oslo\"", "line 1: 1 field instead of 4: is the separator a comma? The whole line is in quotes");
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1,Oslo,Norway,0150, | or look for a newer SchemaFull",
                "1,Oslo,Norway,0150,\"\" | 4 columns; look for a newer SchemaFull",
                "1,Oslo,Norway,0150,,  | 4 columns; look for a newer SchemaFull"
            })
    void aCommaAtTheEndOfTheFirstRowIsNamedAsOne(String line, String expected) {
        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> mapping(line))
                .withMessageContaining(expected)
                .satisfies(e -> assertThat(e.getMessage().contains("remove the trailing comma"))
                        .isEqualTo(expected.startsWith("or")));
    }

    @Test
    void aQuotedEmptyNameAtTheEndOfAHeaderIsAName() {
        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> mapping("id,name,\"\""))
                .withMessageContaining("the header names ''");
    }

    /** Programs write the number of the row under it. */
    @ParameterizedTest
    @ValueSource(strings = {",name", "\"\",zip,name", ",country,zip"})
    void aFirstColumnWithoutNameIsUnknown(String line) {
        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> mapping(line))
                .withMessageStartingWith("line 1: the header names '', which the schema does not know");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bi_dimcity.id,bi_dimcity.name", "Bi_DimCity_s3[Id],BI_DIMCITY_S3[Name]", "# id,na-me"})
    void whereAllFieldsAreNamesTheyMayBeWrittenAsToolsWriteThem(String line) throws CsvFormatException {
        FieldMapping mapping = mapping(line);

        assertThat(mapping.isHeader()).isTrue();
        assertThat(fieldsOf(mapping)).containsExactly(0, 1, -1, -1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bi_dimcity.id,Oslo", "bi_dimcity.id,bi_dimcity.id", ",Oslo", "bi_dimcity.id,x,y,z"})
    void whereOtherFieldsAreNotNamesSuchALineIsARow(String line) throws CsvFormatException {
        assertThat(mapping(line).isHeader()).isFalse();
    }

    @Test
    void oneFieldMayBeAHeader() throws CsvFormatException {
        assertThat(mapping("ID").isHeader()).isTrue();
        assertThat(fieldsOf(mapping("ID"))).containsExactly(0, -1, -1, -1);
    }

    @Test
    void ofManyUnknownNamesFiveAreListed() {
        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> mapping("id,a,b,c,d,e,f,g"))
                .withMessageStartingWith("line 1: the header names 'a', 'b', 'c', 'd', 'e', which");
    }

    @ParameterizedTest
    @ValueSource(strings = {"---,---", "--- , ===,-,|"})
    void aLineOfDashesIsNotTheFirstRow(String line) {
        assertThatExceptionOfType(BadRowException.class)
                .isThrownBy(() -> mapping(line))
                .withMessage("line 1: a line of dashes, which is not a row");
    }

    /** A tag that has a field for each column, and does not continue in the next one, may be a value. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<None>,Oslo,Norway,0150",
                "<b>bold</b>,<i>x</i>,y,z",
                "<1 hour,x,y,z",
                "a<b>,x,y,z",
                "\"<b x\",y",
                "\"<rows>\",x"
            })
    void aFirstValueMayBeginLikeATag(String line) throws CsvFormatException {
        assertThat(mapping(line).isHeader()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<rows>",
                "<rows><row a='1', b='2'/></rows>",
                " <Status Id='1',b,c,d",
                "<p>Sorry,x,not now</p>,d",
                "<p>Sorry,x,y,not now</p>",
                "<a>x</a>,b"
            })
    void aLineOfMarkupIsRefused(String line) {
        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> mapping(line))
                .withMessageStartingWith("line 1: the file begins with '<', so it is HTML or XML");
    }

    @Test
    void aTagIsNeverTheOnlyValueOfATableWithOneColumn() {
        TableDefinition one = new TableDefinition(
                "bi_dimword", List.of(new ColumnDefinition("word", ColumnType.varchar(50))), List.of(), List.of());

        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> mapping("<None>", new FeedTable(one)))
                .withMessageContaining("HTML or XML");
    }

    @Test
    void anOlderFileLacksOnlyColumnsThatAreKnownToBeAdded() throws CsvFormatException {
        FeedTable grown = new FeedTable(TABLE).withAdded("zip").withHistory(ColumnHistory.from("digest"));

        assertThat(fieldsOf(mapping("1,Oslo,Norway", grown))).containsExactly(0, 1, 2, -1);
        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> mapping("1,Oslo", grown))
                .withMessage("line 1: 2 fields, but the schema has 4 columns; a file without header may lack only"
                        + " columns at its end that the table gained later, and this one lacks \"country\": is the"
                        + " separator a comma, and is it a file of this table?");
    }

    /** An earlier version of the program has made the target: some of its columns may have been added before. */
    @Test
    void withoutTheWholeHistoryAnOlderFileMayLackMoreColumns() throws CsvFormatException {
        assertThat(fieldsOf(mapping("1,Oslo", new FeedTable(TABLE).withAdded("zip"))))
                .containsExactly(0, 1, -1, -1);
    }

    @Test
    void aTableThatHadOneColumnMayHaveFilesOfOneField() throws CsvFormatException {
        FeedTable grown =
                new FeedTable(TABLE).withAdded("zip").withAdded("country").withAdded("name");

        assertThat(fieldsOf(mapping("1", grown))).containsExactly(0, -1, -1, -1);
        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> mapping("1;Oslo", grown))
                .withMessage("line 1: 1 field instead of 4: is the separator a comma? This line has ';'");
    }

    /** If it is not known which columns came later, these are still in every file. */
    @ParameterizedTest
    @CsvSource({"void", "organizationid", "key"})
    void aFileWithoutHeaderNeverLacksItsKeyVoidOrOrganization(String last) {
        TableDefinition table = new TableDefinition(
                "bi_factx",
                List.of("a", "b", last).stream()
                        .map(name -> new ColumnDefinition(name, ColumnType.varchar(50)))
                        .toList(),
                List.of(),
                List.of());

        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> FieldMapping.of(
                        record("1,2"),
                        new FileRules(new FeedTable(table), List.of("key")),
                        new ColumnNames(new FeedTable(table))))
                .withMessageContaining("may lack only columns at its end that are not key, void or organizationid, and"
                        + " this one lacks \"" + last + "\"");
    }

    @Test
    void theKeyIsNeverAColumnThatAFileMayLack() {
        FeedTable grown = new FeedTable(TABLE).withAdded("zip");

        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> FieldMapping.of(
                        record("1,Oslo,Norway"), new FileRules(grown, List.of("zip")), new ColumnNames(grown)))
                .withMessageContaining("this one lacks \"zip\"");
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
        return mapping(line, new FeedTable(TABLE).withFormerNames(formerNames));
    }

    private static FieldMapping mapping(String line, FeedTable table) throws CsvFormatException {
        List<String> key = List.of(table.definition().columns().get(0).name());
        return FieldMapping.of(record(line), new FileRules(table, key), new ColumnNames(table));
    }

    private static CsvRecord record(String line) throws CsvFormatException {
        try {
            CsvScanner scanner = new CsvScanner(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)));
            scanner.next();
            return scanner.record();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
