package org.zenotisync.cycle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.SyncHarness;

/** Statements about control tables do not quote the names of columns, so that none may be a reserved word. */
class ControlNamesTest {

    /** Reserved words of MySQL 8.4 and MariaDB, SQL Server (Transact-SQL), Oracle, and the core of SQL:2016. */
    private static final Set<String> RESERVED = Set.of(
            """
            accessible add all alter analyze and any as asc asensitive audit authorization backup before begin between
            bigint binary blob both break browse bulk by call cascade case change char character check checkpoint close
            cluster clustered coalesce collate column comment commit compress compute condition connect constraint
            contains containstable continue convert create cross cube cume_dist current current_date current_role
            current_time current_timestamp current_user cursor database databases date day_hour day_microsecond
            day_minute day_second dbcc deallocate dec decimal declare default delayed delete dense_rank deny desc describe
            deterministic disk distinct distinctrow distributed div double drop dual dump each else elseif empty enclosed
            end errlvl escape escaped except exclusive exec execute exists exit explain external false fetch file
            fillfactor first_value float float4 float8 for force foreign freetext freetexttable from full fulltext
            function generated get goto grant group grouping groups having high_priority holdlock hour_microsecond
            hour_minute hour_second identified identity identity_insert identitycol if ignore immediate in increment
            index infile initial inner inout insensitive insert int int1 int2 int3 int4 int8 integer intersect interval
            into io_after_gtids io_before_gtids is iterate join json_table key keys kill lag last_value lateral lead
            leading leave left level like limit linear lineno lines load localtime localtimestamp lock long longblob
            longtext loop low_priority manual match maxextents maxvalue mediumblob mediumint mediumtext member merge
            middleint minus minute_microsecond minute_second mlslabel mod mode modifies modify national natural noaudit
            nocheck nocompress nonclustered not nowait no_write_to_binlog nth_value ntile null nullif number numeric of
            off offline offset offsets on online open opendatasource openquery openrowset openxml optimize
            optimizer_costs option optionally or order out outer outfile over partition pctfree percent percent_rank
            pivot plan precision primary print prior proc procedure public purge raiserror range rank raw read readtext
            read_write reads real reconfigure recursive references regexp release rename repeat replace replication
            require resignal resource restore restrict return revert revoke right rlike rollback row rowcount
            rowguidcol rowid rownum rows row_number rule save schema schemas second_microsecond securityaudit select
            semantickeyphrasetable sensitive separator session session_user set setuser share show shutdown signal size
            smallint some spatial specific sql sqlexception sqlstate sqlwarning sql_big_result sql_calc_found_rows
            sql_small_result ssl start starting statistics stored straight_join successful synonym sysdate system
            system_user table tablesample terminated textsize then tinyblob tinyint tinytext to top trailing tran
            transaction trigger true truncate try_convert tsequal uid undo union unique unlock unpivot unsigned update
            updatetext usage use user using utc_date utc_time utc_timestamp validate values varbinary varchar varchar2
            varcharacter varying view virtual waitfor when whenever where while window with within writetext
            year_month zerofill"""
                    .strip()
                    .split("\\s+"));

    @RegisterExtension
    final S3Extension s3 = new S3Extension();

    @TempDir
    private Path folder;

    @Test
    void noColumnOfAControlTableIsAReservedWord() {
        Map<String, String> settings = Map.of("zenoti.events.to", "log:events");
        try (SyncHarness harness =
                new SyncHarness(s3.client(), "control-names", folder.resolve("names.duckdb"), settings)) {
            s3.publish(
                    "control-names",
                    Map.of("SchemaFull/bi_dimx.txt", "CREATE TABLE bi_dimx (id INT) SORTKEY(id);".getBytes(UTF_8)));
            harness.cleanCycle();

            Set<String> columns =
                    harness
                            .query("SELECT column_name FROM duckdb_columns() WHERE table_name LIKE 'zenoti_sync_%'")
                            .stream()
                            .map(row -> row.get(0).toString().toLowerCase(Locale.ROOT))
                            .collect(Collectors.toSet());

            assertThat(columns).contains("group_count", "event_order").doesNotContainAnyElementsOf(RESERVED);
        }
    }
}
