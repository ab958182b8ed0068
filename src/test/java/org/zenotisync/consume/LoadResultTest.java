package org.zenotisync.consume;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.zenotisync.checkpoint.Manifest;
import org.zenotisync.checkpoint.RunLog;
import org.zenotisync.feed.FeedFile;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.Source;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.feed.csv.BadRow;
import org.zenotisync.feed.csv.RowCounts;
import org.zenotisync.merge.Destination;
import org.zenotisync.merge.MergePlan;
import org.zenotisync.merge.Merged;
import org.zenotisync.merge.Rivals;
import org.zenotisync.merge.StagedRows;
import org.zenotisync.merge.TableKey;
import org.zenotisync.merge.TableKey.Origin;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.model.TableKind;
import org.zenotisync.privacy.Projection;
import org.zenotisync.stage.LoadPlan;
import org.zenotisync.stage.StagedBadRow;
import org.zenotisync.stage.StagedFile;
import org.zenotisync.stage.StagedGroup;
import org.zenotisync.warehouse.duckdb.DuckDbWarehouse;

/** What is recorded of a table group, from what was staged and merged. */
class LoadResultTest {

    private static final TableDefinition TABLE = new TableDefinition(
            "bi_dimx", List.of(new ColumnDefinition("id", ColumnType.varchar(9))), List.of(), List.of());
    private static final List<String> KEY = List.of("id");
    private static final FeedFile FIRST = file(1, "a");
    private static final FeedFile SECOND = file(2, "b");

    @Test
    void theManifestGetsTheObjectsThatWereKnownAndThenThoseThatWereRead() {
        Manifest.Entry known = new Manifest.Entry(1, "k", "e", 1, 7, Optional.of("d"));
        StagedFile alone = new StagedFile(FIRST, OptionalLong.of(5), Optional.of("digest"));
        StagedFile withOthers = new StagedFile(SECOND, OptionalLong.empty(), Optional.empty());

        assertThat(result(List.of(known), List.of(alone, withOthers), List.of(), 1)
                        .entries())
                .containsExactly(
                        known,
                        new Manifest.Entry(1, FIRST.object().key(), "etag", 3, 5, Optional.of("digest")),
                        new Manifest.Entry(2, SECOND.object().key(), "etag", 3, -1));
    }

    @Test
    void theQuarantineGetsTheBadRowsWithTheirObjects() {
        byte[] raw = "x".getBytes(StandardCharsets.UTF_8);
        StagedBadRow value = new StagedBadRow(FIRST, new BadRow(4, "id", "is bad", raw));
        StagedBadRow row = new StagedBadRow(SECOND, new BadRow(5, null, "is short", raw));

        assertThat(result(List.of(), List.of(), List.of(value, row), 1).quarantined())
                .satisfiesExactly(
                        entry -> {
                            assertThat(entry.logid()).isEqualTo(1);
                            assertThat(entry.key()).isEqualTo(FIRST.object().key());
                            assertThat(entry.etag()).isEqualTo("etag");
                            assertThat(entry.line()).isEqualTo(4);
                            assertThat(entry.column()).hasValue("id");
                            assertThat(entry.reason()).isEqualTo("is bad");
                            assertThat(entry.raw()).isEqualTo(raw);
                        },
                        entry -> assertThat(entry.column()).isEmpty());
        assertThat(value.text()).isEqualTo("line 4, column \"id\": is bad");
        assertThat(row.text()).isEqualTo("line 5: is short");
    }

    @Test
    void theRunLogGetsWhatWasReadAndWhatTheMergeDid() {
        assertThat(result(List.of(), List.of(), List.of(), 1).counts())
                .isEqualTo(new RunLog.Counts(11, 1, 2, 3, 4, 5, 9));
    }

    @Test
    void aGuessedKeyIsProvenByRows() {
        assertThat(result(List.of(), List.of(), List.of(), 1).key()).isEqualTo(new TableKey(KEY, Origin.SORTKEY, true));
        assertThat(result(List.of(), List.of(), List.of(), 0).key())
                .isEqualTo(new TableKey(KEY, Origin.SORTKEY, false));
    }

    private static LoadResult result(
            List<Manifest.Entry> known, List<StagedFile> files, List<StagedBadRow> badRows, long rows) {
        TableGroupId id = new TableGroupId("bucket", "POD1", "bi_dimx", 1);
        MergePlan merge = new MergePlan(
                id,
                TableKind.DIMENSION,
                new FeedTable(TABLE),
                "bi_dimx",
                new TableKey(KEY, Origin.SORTKEY, false),
                MergePlan.Purpose.LOAD,
                Rivals.NONE,
                new DuckDbWarehouse(null).mergeSql(TABLE, "bi_dimx", KEY),
                Optional.empty());
        StagedRows staged =
                new StagedRows(merge, rows, 0, Destination.STAGE, false, true, false, OptionalLong.empty(), 0);
        StagedGroup group = new StagedGroup(
                new LoadPlan(new TableGroup(id, List.of(FIRST, SECOND)), Projection.whole(merge.table()), merge),
                new RowCounts(11, rows, 0, 9),
                files,
                badRows,
                staged);
        return new LoadResult(
                new StagedLoad(group, known, Duration.ZERO), new Merged(staged, 1, 2, 3, 4, 5), Duration.ZERO);
    }

    private static FeedFile file(long logid, String name) {
        String key = "POD1/1/bi_dimx/" + logid + "/" + name + ".csv";
        return new FeedFile(logid, new FeedObject(Source.of("bucket", ""), key, "etag", 3, Instant.EPOCH));
    }
}
