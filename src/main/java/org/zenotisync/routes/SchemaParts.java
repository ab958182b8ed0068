package org.zenotisync.routes;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.zenotisync.cycle.Adoption;
import org.zenotisync.cycle.AdoptionCheck;
import org.zenotisync.cycle.AdoptionSource;
import org.zenotisync.cycle.ControlTables;
import org.zenotisync.cycle.SchemaDecisions;
import org.zenotisync.cycle.SchemaSteps;
import org.zenotisync.cycle.UnknownReport;
import org.zenotisync.schema.SchemaAcceptance;
import org.zenotisync.schema.SchemaAdoption;
import org.zenotisync.schema.SchemaApplier;
import org.zenotisync.schema.SchemaChanges;
import org.zenotisync.schema.SchemaConcerns;
import org.zenotisync.schema.SchemaScripts;
import org.zenotisync.schema.TableUse;

/** Assembles what finds, applies and decides about schema files. */
final class SchemaParts {

    private final SyncCore core;
    private final SchemaChanges changes;
    private final SchemaApplier applier;
    private final SchemaDecisions decisions;
    private final SchemaSteps steps;
    private final Adoption adoption;

    SchemaParts(SyncCore core, UnknownReport unknownReport) {
        this.core = core;
        SchemaScripts scripts = new SchemaScripts(core.objects());
        changes = changes(scripts);
        applier = new SchemaApplier(
                core.dataSource(),
                core.warehouse(),
                core.config(),
                core.control().schemaFiles(),
                core.control().tables(),
                scripts,
                core.control().layouts(),
                core.control().seenGroups(),
                this::usesOf);
        decisions = new SchemaDecisions(
                core.config(),
                core.dataSource(),
                core.control(),
                core.listing(),
                changes,
                new SchemaAcceptance(
                        core.dataSource(),
                        core.warehouse(),
                        core.config(),
                        core.control().schemaFiles(),
                        core.control().tables(),
                        new SchemaScripts(core.objectsWithoutRoutes()),
                        core.control().layouts(),
                        core.control().seenGroups(),
                        this::usesOf));
        steps = new SchemaSteps(
                core.config(),
                core.dataSource(),
                core.control(),
                core.listing(),
                core.eachSource(),
                changes,
                applier,
                new SchemaConcerns(scripts),
                unknownReport);
        adoption = adoption(new SchemaScripts(core.objectsWithoutRoutes()));
    }

    private SchemaChanges changes(SchemaScripts scripts) {
        return new SchemaChanges(
                core.listing(),
                core.dataSource(),
                core.control().schemaFiles(),
                core.control().tables(),
                scripts);
    }

    /** @param scripts reads schema files without routes */
    private Adoption adoption(SchemaScripts scripts) {
        ControlTables control = core.control();
        SchemaAdoption schemas = new SchemaAdoption(
                core.warehouse(),
                core.config(),
                control.schemaFiles(),
                control.tables(),
                control.seenGroups(),
                scripts);
        return new Adoption(
                core.dataSource(),
                core.warehouse(),
                control,
                new AdoptionSource(
                        core.config(), core.dataSource(), control, core.listing(), changes(scripts), schemas),
                new AdoptionCheck(core.warehouse(), core.config(), control, schemas),
                schemas);
    }

    private List<TableUse> usesOf(Connection connection, String table) throws SQLException {
        return core.control().checkpoints().ofTable(connection, table).stream()
                .map(checkpoint -> new TableUse(
                        checkpoint.source(),
                        checkpoint.pod(),
                        Math.max(checkpoint.lastGroup(), checkpoint.replayTo()),
                        checkpoint.provenKey().orElse(List.of())))
                .toList();
    }

    SchemaChanges changes() {
        return changes;
    }

    SchemaApplier applier() {
        return applier;
    }

    SchemaDecisions decisions() {
        return decisions;
    }

    SchemaSteps steps() {
        return steps;
    }

    Adoption adoption() {
        return adoption;
    }
}
