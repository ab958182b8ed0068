package org.zenotisync.warehouse.redshift;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zenotisync.warehouse.Dialect;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.ObjectLoadException;
import org.zenotisync.warehouse.ObjectLoader;
import org.zenotisync.warehouse.ObjectSet;
import org.zenotisync.warehouse.SqlTemplate;
import org.zenotisync.warehouse.StageTable;

/** Has Redshift read the objects from S3, by COPY. */
final class RedshiftLoader implements ObjectLoader {

    private static final SqlTemplate NUMBER_LOADED_ROWS = SqlTemplate.of(
            """
            UPDATE {stage}
            SET {batch} = {ordinal}, {row} = {ordinal}
            WHERE {batch} = {unknown}
            """);

    private final Dialect dialect;
    private final RedshiftStages stages;
    private final RedshiftCopy copy;

    RedshiftLoader(Dialect dialect, RedshiftStages stages, RedshiftCopy copy) {
        this.dialect = dialect;
        this.stages = stages;
        this.copy = copy;
    }

    @Override
    public List<Long> load(Connection connection, StageTable stage, List<ObjectSet> sets) throws SQLException {
        boolean severalBatches =
                sets.stream().mapToInt(ObjectSet::batch).distinct().count() > 1;
        stages.create(connection, stage, LooseTypes.of(stage), severalBatches ? RedshiftStages.UNKNOWN_BATCH : 0);
        List<Long> rows = new ArrayList<>();
        for (ObjectSet set : sets) {
            rows.add(copy.load(connection, set));
            if (severalBatches) {
                Jdbc.update(
                        connection,
                        NUMBER_LOADED_ROWS.fill(Map.of(
                                "stage", dialect.quote(StageTable.NAME),
                                "batch", dialect.quote(StageTable.BATCH.name()),
                                "row", dialect.quote(StageTable.ROW.name()),
                                "ordinal", Integer.toString(set.batch()),
                                "unknown", Integer.toString(RedshiftStages.UNKNOWN_BATCH))));
            }
        }
        return rows;
    }

    @Override
    public Optional<String> findMisread(Connection connection, StageTable stage) throws SQLException {
        String condition = LooseTypes.cutCondition(stage);
        String count = "SELECT count(*) FROM " + dialect.quote(StageTable.NAME) + " WHERE " + condition;
        boolean isCut = !condition.isEmpty() && Jdbc.number(connection, count) > 0;
        return isCut ? Optional.of("COPY would cut a value to fit its column") : Optional.empty();
    }

    /** A character is replaced by itself, since an empty last argument may be taken as NULL. */
    @Override
    public String without(String text, String removed, char other) {
        return "translate(" + text + ", '" + other + removed + "', '" + other + "')";
    }

    @Override
    public boolean readsByPrefix() {
        return !copy.usesManifest();
    }

    @Override
    public Optional<String> explain(Connection connection, ObjectLoadException failure) {
        return LoadErrors.explain(connection, failure);
    }
}
