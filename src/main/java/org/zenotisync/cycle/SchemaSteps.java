package org.zenotisync.cycle;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.schema.SchemaApplier;
import org.zenotisync.schema.SchemaChanges;
import org.zenotisync.schema.SchemaFile;
import org.zenotisync.warehouse.Jdbc;

/** The steps of the schema route: which files are applied, and what became of each. */
public final class SchemaSteps {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaSteps.class);

    private final SyncConfig config;
    private final DataSource dataSource;
    private final ControlTables control;
    private final SchemaChanges schemaChanges;
    private final SchemaApplier schemaApplier;
    private final UnknownReport unknownReport;
    private final FailureLog failures;

    public SchemaSteps(
            SyncConfig config,
            DataSource dataSource,
            ControlTables control,
            SchemaChanges schemaChanges,
            SchemaApplier schemaApplier,
            UnknownReport unknownReport,
            FailureLog failures) {
        this.config = config;
        this.dataSource = dataSource;
        this.control = control;
        this.schemaChanges = schemaChanges;
        this.schemaApplier = schemaApplier;
        this.unknownReport = unknownReport;
        this.failures = failures;
    }

    /** The schema files that are new or have changed, in the order in which they are applied. */
    public List<SchemaFile> findSchemaFiles(@ExchangeProperty(CycleSteps.CYCLE) Cycle cycle) throws SQLException {
        SchemaChanges.Found found;
        try {
            found = schemaChanges.find(config.source(), cycle.root().folders(), !isAnythingConsumed());
        } catch (IOException e) {
            throw new UnreachableException("the first set-up needs all schema upgrades: " + Failures.text(e), e);
        }
        List<String> unknown = found.unknown().keys();
        cycle.unknownFound(unknown);
        unknownReport.add(config.source(), unknown);
        return found.files();
    }

    private boolean isAnythingConsumed() throws SQLException {
        String source = config.source().id();
        return Jdbc.with(dataSource, c -> control.checkpoints().all(c, source)).stream()
                .anyMatch(Checkpoint::hasConsumed);
    }

    /** Upgrades come before the data that needs them. */
    boolean isAnySchemaFileWaiting(Cycle cycle) throws SQLException {
        return !schemaChanges
                .preview(config.source(), cycle.root().folders(), false)
                .files()
                .isEmpty();
    }

    /** Notes that a schema file was applied. */
    public void schemaFileApplied(SchemaFile file, @ExchangeProperty(CycleSteps.CYCLE) Cycle cycle) {
        LOG.info("Applied {}", file.object().uri());
        cycle.schemaFileApplied();
    }

    /** Notes that a schema file was refused; the other files and all tables go on. */
    public void schemaFileFailed(
            SchemaFile file,
            @ExchangeProperty("CamelExceptionCaught") Exception failure,
            @ExchangeProperty(CycleSteps.CYCLE) Cycle cycle)
            throws SQLException {
        String reason = Failures.text(failure);
        failures.told(file.object().uri(), reason);
        cycle.schemaFileFailed(new CycleReport.SchemaFailure(file.object().uri(), reason));
        schemaApplier.recordFailure(file, reason);
    }

    /** Tells that a schema file was broken off by the end of the program: it was not refused, so nothing is noted. */
    public void schemaFileBrokenOff(SchemaFile file, @ExchangeProperty("CamelExceptionCaught") Exception failure) {
        LOG.info("{} is broken off, since the program ends: {}", file.object().uri(), Failures.text(failure));
    }

    /** Notes that a route of the schema is stopped; every file that is left comes to that. */
    public void schemaPaused(@ExchangeProperty(CycleSteps.CYCLE) Cycle cycle) {
        if (!cycle.isSchemaPaused()) {
            LOG.info("The schema route is stopped: schema files wait");
        }
        cycle.schemaPaused();
    }
}
