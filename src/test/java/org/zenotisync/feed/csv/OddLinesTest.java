package org.zenotisync.feed.csv;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;

/** Lines between the rows of a file that are not rows. */
class OddLinesTest {

    private static final FeedTable TABLE =
            table("bi_dimx", "statusid", "statusname", "_").withFormerNames(Map.of("label", "statusname"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "---,---",
                "-,===",
                "\"----\",----",
                "-+---+|, - --- ",
                "\t---,-",
                " ---,-",
                "=--,|",
                "+,---",
                "|,---"
            })
    void aLineOfDashesIsNotARow(String line) {
        refused(line, "a line of dashes, which is not a row");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-,-", "--,--", "-,+++", "-- -,-", "-|-|-,-", "---,", ",---", "---,---a", "a---,---", "---,1"})
    void aFewDashesAreValues(String line) {
        accepted(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "statusid,statusname",
                "StatusId,STATUSNAME",
                "\"StatusId\",\"StatusName\"",
                "statusname,statusid",
                "STATUS_ID,[StatusName]",
                "'Status Id',`status name`",
                "# statusid,label",
                "Label,statusid",
                "status-id,status.name",
                "bi_dimx.statusid,Bi_DimX[StatusName]",
                "bi_dimx_s3.statusname,statusid",
                "\uFEFFstatusid,statusname",
                "\uFEFF\"statusid\",statusname",
                "\u00a0statusid\u00a0,statusname",
                "status\u00a0id,statusname",
                "\tstatusid , statusname"
            })
    void aHeaderFurtherDownIsNotARow(String line) {
        refused(line, "a header in the middle of the file, which is not a row");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "statusid,open",
                "open,statusname",
                "statusid,statusid",
                "statusi,statusname",
                "statusidx,statusname",
                "statusname,label",
                "status\u00e9id,statusname",
                "statusid\u00e9,statusname",
                "\u00e9,statusname",
                "\uFEFF,statusname",
                "\u00a0,statusname",
                "'',statusname",
                ",statusname",
                " ,statusname",
                "bi_dimy.statusid,statusname",
                "_,statusname",
                "x,y"
            })
    void aRowInWhichOnlySomeValuesAreNamesIsData(String line) {
        accepted(line);
    }

    /** A file of one column, or of a table of one, may have a name as a value. */
    @Test
    void oneNameIsAValue() {
        assertThatCode(() -> new OddLines(new ColumnNames(TABLE), 1).refuse(record("statusid")))
                .doesNotThrowAnyException();
        assertThatExceptionOfType(BadRowException.class)
                .isThrownBy(() -> new OddLines(new ColumnNames(TABLE), 1).refuse(record(" ---")));
    }

    /** The name of one column begins with that of another one. */
    @Test
    void aNameMayBeginLikeAnother() {
        FeedTable table = table("bi_dimx", "id", "idname", "idname2");
        OddLines odd = new OddLines(new ColumnNames(table), 3);

        assertThatExceptionOfType(BadRowException.class).isThrownBy(() -> odd.refuse(record("idname2,id,idname")));
        assertThatCode(() -> odd.refuse(record("idname3,id,idname"))).doesNotThrowAnyException();
    }

    /** Two columns that differ only in characters that do not count cannot be found without them. */
    @Test
    void aNameThatTwoColumnsWouldHaveIsNone() {
        OddLines odd = new OddLines(new ColumnNames(table("bi_dimx", "a_b", "ab", "c")), 2);

        assertThatCode(() -> odd.refuse(record("a b,c"))).doesNotThrowAnyException();
        assertThatExceptionOfType(BadRowException.class).isThrownBy(() -> odd.refuse(record("a_b,ab")));
    }

    private static void refused(String line, String reason) {
        assertThatExceptionOfType(BadRowException.class)
                .isThrownBy(() -> new OddLines(new ColumnNames(TABLE), 2).refuse(record(line)))
                .withMessage("line 2: " + reason);
    }

    private static void accepted(String line) {
        assertThatCode(() -> new OddLines(new ColumnNames(TABLE), 2).refuse(record(line)))
                .doesNotThrowAnyException();
    }

    /** The second record, so that a byte order mark before it is a part of it. */
    private static CsvRecord record(String line) throws IOException, CsvFormatException {
        String text = "0,0\n" + line;
        CsvScanner scanner = new CsvScanner(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        scanner.next();
        scanner.next();
        return scanner.record();
    }

    private static FeedTable table(String name, String... columns) {
        return new FeedTable(new TableDefinition(
                name,
                Stream.of(columns)
                        .map(column -> new ColumnDefinition(column, ColumnType.varchar(60)))
                        .toList(),
                List.of(),
                List.of()));
    }
}
