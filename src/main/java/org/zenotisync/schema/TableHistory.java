package org.zenotisync.schema;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zenotisync.model.FeedTable;
import org.zenotisync.schema.ddl.SchemaStatement;
import org.zenotisync.schema.ddl.SchemaStatement.CreateTable;

/** What schema files make of one table, one file after the other. Nothing is carried out in the target. */
final class TableHistory {

    private final String name;
    private final TargetColumns target;
    private final Map<String, RivalFiles.TableOrigin> origins;
    private Optional<FeedTable> table;

    /**
     * @param name folded name of the table
     * @param before what is known of it; empty for nothing
     * @param origins the files of SchemaFull that tables come from, by table; gets that of this one
     */
    TableHistory(
            String name,
            Optional<FeedTable> before,
            Map<String, RivalFiles.TableOrigin> origins,
            TargetColumns target) {
        this.name = name;
        this.table = before;
        this.origins = origins;
        this.target = target;
    }

    /** The table after the files so far; empty if none of them makes it. */
    Optional<FeedTable> table() {
        return table;
    }

    /** The file of SchemaFull that the table comes from; empty if that is not known. */
    Optional<RivalFiles.TableOrigin> origin() {
        return Optional.ofNullable(origins.get(name));
    }

    /**
     * Adds what a file says of the table.
     *
     * @throws SchemaException if a statement is refused
     */
    void add(PendingSchema.Script script) throws SchemaException, SQLException {
        SchemaFile file = script.file();
        RivalFiles rivals = new RivalFiles(file, file.role() == SchemaFile.Role.FULL ? origins : Map.of());
        try {
            add(script, StatementPlanner.of(file, file.upgrades(), target), rivals);
        } catch (SchemaException e) {
            throw new SchemaException("the schema file " + file.object().uri() + " is refused: " + e.getMessage(), e);
        }
        rivals.originOf(name).ifPresent(origin -> origins.put(name, origin));
    }

    private void add(PendingSchema.Script script, StatementPlanner planner, RivalFiles rivals)
            throws SchemaException, SQLException {
        List<SchemaStatement> statements = script.script().statements();
        for (int i = 0; i < statements.size(); i++) {
            SchemaStatement statement = statements.get(i);
            if (!statement.table().equals(name)) {
                continue;
            }
            if (statement instanceof CreateTable) {
                rivals.noteCreate(name);
            }
            if (!rivals.isLeftOut(name)) {
                table = Optional.of(planner.plan(table, statement, i).table());
            }
        }
    }
}
