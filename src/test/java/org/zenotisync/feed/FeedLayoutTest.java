package org.zenotisync.feed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedLayoutTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "007, 7",
        "1000, 1000",
        "999999999999999999, 999999999999999999",
        "000000000000000000000000000000000042, 42"
    })
    void aGroupFolderIsNamedAfterAPositiveNumber(String folder, long group) {
        assertThat(FeedLayout.groupId(folder)).hasValue(group);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "000",
                "-1",
                "+1",
                "1.0",
                "1e3",
                "",
                " 1",
                "1 ",
                "1\n",
                "0x1",
                "a",
                "1a",
                "٣",
                "tmp",
                "1000000000000000000",
                "9223372036854775808",
                "99999999999999999999"
            })
    void anyOtherFolderIsNotAGroup(String folder) {
        assertThat(FeedLayout.groupId(folder)).isEmpty();
    }

    @Test
    void aLogidMayBeZero() {
        assertThat(FeedLayout.number("0")).hasValue(0L);
        assertThat(FeedLayout.place("bi_factx/00/a.csv")).hasValue(new FeedLayout.Place("bi_factx", 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SchemaFull", "SCHEMAFULL", "schemaUpgrade", "MonthlySnapshot", "monthlysnapshot"})
    void threeFoldersOfTheRootHoldNoGroups(String folder) {
        assertThat(FeedLayout.isReserved(folder)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POD1", "SchemaFull2", "Schema", "MonthlySnapshots", "", "schemaful"})
    void anyOtherFolderOfTheRootMayBeAPod(String folder) {
        assertThat(FeedLayout.isReserved(folder)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POD\n1", "POD\0", "\u007F", "\u0085", "SchemaFull"})
    void aNameThatForgesLinesOrCannotBeKeptIsNotAPod(String folder) {
        assertThat(FeedLayout.canBePod(folder)).isFalse();
        assertThat(FeedLayout.canBePod("\"'; DROP TABLE x; -- $$ ${body} {{y}} \\N"))
                .isTrue();
        assertThat(FeedLayout.canBePod("p".repeat(500))).isTrue();
        assertThat(FeedLayout.canBePod("p".repeat(501))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "bi_factforms/7/part_0.csv, bi_factforms, 7",
        "Bi_FactForms/007/PART_0.CSV, bi_factforms, 7",
        "_x1/999999999999999999/a b.c.csv, _x1, 999999999999999999",
        "bi_dimuser/1/-.csv, bi_dimuser, 1",
        "bi_dimuser/1/part-00000, bi_dimuser, 1"
    })
    void aFileIsInTheFolderOfItsLogidBelowThatOfItsTable(String path, String table, long logid) {
        assertThat(FeedLayout.place(path)).hasValue(new FeedLayout.Place(table, logid));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bi_factforms/7/",
                "bi_factforms/7",
                "bi_factforms/part_0.csv",
                "bi_factforms/7/more/part_0.csv",
                "bi_factforms//part_0.csv",
                "/bi_factforms/7/part_0.csv",
                "bi_factforms/x/part_0.csv",
                "bi_factforms/-7/part_0.csv",
                "bi_factforms/99999999999999999999/part_0.csv",
                "bi-factforms/7/part_0.csv",
                "1factforms/7/part_0.csv",
                "bi_fact forms/7/part_0.csv",
                "bi_fact\"forms\"/7/part_0.csv",
                "bi_fact;DROP TABLE x/7/part_0.csv",
                "bi_factforms/7/part\n0.csv",
                "bi_factforms/7/part\0.csv",
                "bi_factforms/7\n/part_0.csv",
                "bi_factförms/7/part_0.csv",
                "_SUCCESS",
                ""
            })
    void anythingElseBelowAGroupIsUnknown(String path) {
        assertThat(FeedLayout.place(path)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "part_0.csv, true",
        "P.CSV, true",
        "a.csv.gz, true",
        "a.CSV.GZ, true",
        "a b.c.csv, true",
        ".csv, false",
        "csv, false",
        "part-00000, false",
        "a.tmp, false",
        "a.xlsx, false",
        "a.csv.bak, false",
        "a.csv.crc, false",
        "a.gz, false",
        "a.csv.gz.tmp, false",
        ".csv.gz, false"
    })
    void aFileIsDataByTheEndOfItsName(String name, boolean isData) {
        assertThat(FeedLayout.isData(name)).isEqualTo(isData);
    }

    @ParameterizedTest
    @CsvSource({
        ".DS_Store, true", ".ds_store, true", "Thumbs.db, true", "desktop.ini, true", "_SUCCESS, true",
        "10_$folder$, true", "._part_0.csv, true", "_SUCCESS.csv, false", "part_0.csv, false", "a_$folder$.csv, false"
    })
    void filesThatSystemsWriteAreKnown(String name, boolean isLeftover) {
        assertThat(FeedLayout.isLeftover(name)).isEqualTo(isLeftover);
    }

    @Test
    void aTableNameHasAtMost127Characters() {
        assertThat(FeedLayout.place("x".repeat(127) + "/1/a.csv")).isPresent();
        assertThat(FeedLayout.place("x".repeat(128) + "/1/a.csv")).isEmpty();
    }
}
