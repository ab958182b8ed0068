package org.zenotisync.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.zenotisync.feed.FeedFile;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.Source;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.merge.TableKey;
import org.zenotisync.merge.TableKey.Origin;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.model.TableGroupId;
import org.zenotisync.model.TableKind;
import org.zenotisync.warehouse.MergeSql;
import org.zenotisync.warehouse.duckdb.DuckDbWarehouse;

class LoadPlanTest {

    private static final TableDefinition TABLE = new TableDefinition(
            "bi_dimx", List.of(new ColumnDefinition("id", ColumnType.varchar(9))), List.of(), List.of());
    private static final List<String> KEY = List.of("id");

    /** A file without the columns of a guessed key disproves it, so that the next key is tried. */
    @Test
    void aFileMustHaveTheColumnsOfTheLastKeyOnly() {
        LoadPlan last = plan(Optional.empty());

        assertThat(last.rules().key()).isEqualTo(KEY);
        assertThat(plan(Optional.of(last)).rules().key()).isEmpty();
        assertThat(plan(Optional.of(last)).rules().match()).isEqualTo(KEY);
    }

    private static LoadPlan plan(Optional<LoadPlan> otherwise) {
        FeedObject object = new FeedObject(Source.of("bucket", ""), "POD1/1/bi_dimx/1/a.csv", "etag", 1, Instant.EPOCH);
        return new LoadPlan(
                new TableGroup(new TableGroupId("bucket", "POD1", "bi_dimx", 1), List.of(new FeedFile(1, object))),
                TableKind.DIMENSION,
                new FeedTable(TABLE),
                "bi_dimx",
                new TableKey(KEY, Origin.SORTKEY, false),
                false,
                new MergeSql(new DuckDbWarehouse(null), TABLE, "bi_dimx", KEY),
                otherwise);
    }
}
