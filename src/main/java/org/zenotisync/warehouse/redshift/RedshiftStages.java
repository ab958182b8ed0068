package org.zenotisync.warehouse.redshift;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.TableStorage;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.RowSource;
import org.zenotisync.warehouse.SqlTemplate;
import org.zenotisync.warehouse.StageTable;
import org.zenotisync.warehouse.Stages;

/** Temporary tables of Redshift. They outlive the return of a connection to its pool. */
final class RedshiftStages implements Stages {

    /** Batch of the rows of the last COPY, if a stage has rows of several logids. */
    static final int UNKNOWN_BATCH = -1;

    private static final SqlTemplate CREATE_STAGE = SqlTemplate.of(
            """
            CREATE TEMPORARY TABLE {stage} (
              {columns},
              {batch} DEFAULT {ordinal},
              {row} DEFAULT {ordinal}
            ){distribution}
            """);

    private final RedshiftDialect dialect;

    RedshiftStages(RedshiftDialect dialect) {
        this.dialect = dialect;
    }

    /**
     * With the distribution of the target, so that the merge moves no row from one node to another.
     *
     * @param columns those of the feed table, with the types that the stage is to have
     */
    void create(Connection connection, StageTable stage, List<ColumnDefinition> columns, int batch)
            throws SQLException {
        dropTemporary(connection, stage.name());
        TableStorage storage = stage.table().storage();
        String distribution = storage.distKey() != null
                ? " DISTKEY (" + dialect.quote(storage.distKey()) + ")"
                : storage.distribution() == TableStorage.Distribution.AUTO
                        ? ""
                        : " DISTSTYLE " + storage.distribution();
        Jdbc.execute(
                connection,
                CREATE_STAGE.fill(Map.of(
                        "stage", dialect.quote(stage.name()),
                        "columns", dialect.columnList(columns),
                        "batch", dialect.declared(StageTable.BATCH),
                        "row", dialect.declared(StageTable.ROW),
                        "ordinal", Integer.toString(batch),
                        "distribution", distribution)));
    }

    @Override
    public long fillStage(Connection connection, StageTable stage, RowSource rows) throws Exception {
        create(connection, stage, stage.table().columns(), UNKNOWN_BATCH);
        try (InsertSink sink = new InsertSink(connection, dialect.quote(stage.name()), stage.columns())) {
            rows.writeTo(sink);
            sink.finish();
        }
        return Jdbc.number(connection, "SELECT count(*) FROM " + dialect.quote(stage.name()));
    }

    @Override
    public void dropStage(Connection connection) throws SQLException {
        dropTemporary(connection, StageTable.NAME);
    }

    @Override
    public void createTemporary(Connection connection, String name, String query) throws SQLException {
        Jdbc.update(connection, "CREATE TEMPORARY TABLE " + dialect.quote(name) + " AS\n" + query);
    }

    @Override
    public void dropTemporary(Connection connection, String name) throws SQLException {
        Jdbc.execute(connection, "DROP TABLE IF EXISTS " + dialect.quote(name));
    }
}
