package org.zenotisync.consume;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.zenotisync.checkpoint.Manifest;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.merge.LoadException;
import org.zenotisync.merge.MergePlan;
import org.zenotisync.model.TableKind;
import org.zenotisync.stage.LoadPlan;
import org.zenotisync.stage.StagedGroup;
import org.zenotisync.stage.Stager;

/** Stages a table group in its transaction, without the objects of an append-only fact that were inserted before. */
public final class StageTableGroup {

    private final DataSource dataSource;
    private final SyncConfig config;
    private final Manifest manifest;
    private final ContentCheck contents;
    private final Stager stager;

    public StageTableGroup(
            DataSource dataSource, SyncConfig config, Manifest manifest, ContentCheck contents, Stager stager) {
        this.dataSource = dataSource;
        this.config = config;
        this.manifest = manifest;
        this.contents = contents;
        this.stager = stager;
    }

    /**
     * Fills the stage, or the target itself.
     *
     * @throws LoadException if a file cannot be opened or read, or must not be
     */
    public StagedLoad stage(LoadPlan plan) throws LoadException, SQLException {
        try (Connection connection = dataSource.getConnection()) {
            long start = System.nanoTime();
            InsertedObjects inserted = inserted(connection, plan);
            StagedGroup staged = stager.stage(connection, plan.only(inserted.files()));
            return new StagedLoad(staged, inserted.entries(), Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private InsertedObjects inserted(Connection connection, LoadPlan plan) throws LoadException, SQLException {
        MergePlan merge = plan.merge();
        return merge.isReplay() && merge.kind() == TableKind.APPEND_ONLY_FACT
                ? InsertedObjects.of(plan, manifest.of(connection, plan.group().id()), contents, config.onLateFile())
                : InsertedObjects.none(plan.group());
    }
}
