package org.zenotisync.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.zenotisync.feed.FeedFile;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.Source;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.merge.MergePlan;
import org.zenotisync.merge.Rivals;
import org.zenotisync.merge.TableKey;
import org.zenotisync.merge.TableKey.Origin;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.model.TableKind;
import org.zenotisync.privacy.Projection;
import org.zenotisync.warehouse.duckdb.DuckDbWarehouse;

class LoadPlanTest {

    private static final TableDefinition TABLE = new TableDefinition(
            "bi_dimx", List.of(new ColumnDefinition("id", ColumnType.varchar(9))), List.of(), List.of());
    private static final List<String> KEY = List.of("id");

    /** A file without the columns of a guessed key disproves it, so that the next key is tried. */
    @Test
    void aFileMustHaveTheColumnsOfTheLastKeyOnly() {
        LoadPlan last = plan(Optional.empty(), 1);
        LoadPlan first = plan(Optional.of(last.merge()), 1);

        assertThat(last.rules().key()).isEqualTo(KEY);
        assertThat(first.rules().key()).isEmpty();
        assertThat(first.rules().match()).isEqualTo(KEY);
        assertThat(first.otherwise()).hasValue(last);
        assertThat(last.otherwise()).isEmpty();
    }

    @Test
    void theLogidsAreThoseOfTheFilesThatAreRead() {
        LoadPlan plan = plan(Optional.empty(), 1, 1, 2);
        List<FeedFile> files = plan.files();

        assertThat(plan.hasSeveralBatches()).isTrue();
        assertThat(plan.only(files.subList(0, 2)).hasSeveralBatches()).isFalse();
        assertThat(plan.only(files.subList(0, 2)).group().files()).isEqualTo(files);
    }

    private static LoadPlan plan(Optional<MergePlan> otherwise, long... logids) {
        TableGroupId id = new TableGroupId("bucket", "POD1", "bi_dimx", 1);
        List<FeedFile> files = new ArrayList<>();
        for (long logid : logids) {
            String key = "POD1/1/bi_dimx/" + logid + "/" + files.size() + ".csv";
            files.add(new FeedFile(logid, new FeedObject(Source.of("bucket", ""), key, "etag", 1, Instant.EPOCH)));
        }
        MergePlan merge = new MergePlan(
                id,
                TableKind.DIMENSION,
                new FeedTable(TABLE),
                "bi_dimx",
                new TableKey(KEY, Origin.SORTKEY, false),
                MergePlan.Purpose.LOAD,
                Rivals.NONE,
                new DuckDbWarehouse(null).mergeSql(TABLE, "bi_dimx", KEY),
                otherwise);
        return new LoadPlan(new TableGroup(id, files), Projection.whole(merge.table()), merge);
    }
}
