package org.zenotisync.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.FeedTable;
import org.zenotisync.schema.ddl.SchemaStatement;
import org.zenotisync.schema.ddl.SchemaStatement.AddColumn;
import org.zenotisync.schema.ddl.SchemaStatement.AlterType;
import org.zenotisync.schema.ddl.SchemaStatement.CopyColumn;
import org.zenotisync.schema.ddl.SchemaStatement.RenameColumn;

/**
 * What a script of one source changes in targets that other sources use, too. Columns are added and widened as far as
 * the other sources have not done that already. A column that is renamed gets the new name for all sources: files of
 * the others may use the former name.
 */
final class TargetEffect {

    private final Connection connection;
    private final TableRegistry tables;
    private final String source;
    private final Map<String, FeedTable> before = new LinkedHashMap<>();
    private final Map<String, FeedTable> after = new LinkedHashMap<>();
    private final List<TargetChanges.Change> changes = new ArrayList<>();
    private final Map<String, Map<String, FeedTable>> renamedOthers = new HashMap<>();

    private TargetEffect(Connection connection, TableRegistry tables, String source) {
        this.connection = connection;
        this.tables = tables;
        this.source = source;
    }

    /**
     * Finds it out.
     *
     * @param source id of the source whose script it is
     * @param own what the script changes in what is known of its source
     * @throws SchemaException if that contradicts what other sources say
     */
    static TargetEffect of(Connection connection, TableRegistry tables, String source, ScriptEffect own)
            throws SQLException, SchemaException {
        TargetEffect effect = new TargetEffect(connection, tables, source);
        effect.add(own);
        return effect;
    }

    private void add(ScriptEffect own) throws SQLException, SchemaException {
        for (Map.Entry<String, FeedTable> table : own.after().entrySet()) {
            String name = table.getKey();
            List<TargetChanges.Change> ofTable = own.changes().inOrder().stream()
                    .filter(change -> change.statement().table().equals(name))
                    .toList();
            Map<String, FeedTable> others = tables.ofOthers(connection, source, name);
            Optional<FeedTable> target = tables.find(connection, name);
            if (others.isEmpty() || target.isEmpty()) {
                FeedTable known = own.before().get(name);
                if (known != null) {
                    before.put(name, known);
                }
                after.put(name, table.getValue());
                changes.addAll(ofTable);
            } else {
                add(target.get(), table.getValue(), others, ofTable);
            }
        }
    }

    private void add(
            FeedTable target, FeedTable own, Map<String, FeedTable> others, List<TargetChanges.Change> ofSource)
            throws SchemaException {
        FeedTable present = renamed(target, others, ofSource);
        FeedTable union = SeveralSources.union(present, own, List.copyOf(others.values()));
        before.put(target.name(), target);
        after.put(target.name(), union);
        for (ColumnDefinition column : union.definition().columns()) {
            if (!present.definition().has(column.name())) {
                add(new AddColumn(target.name(), column, defaultOf(column, ofSource)), union);
            } else if (!present.definition().column(column.name()).type().equals(column.type())) {
                add(new AlterType(target.name(), column.name(), column.type()), union);
            }
        }
        for (TargetChanges.Change change : ofSource) {
            if (change.statement() instanceof CopyColumn copy
                    && !present.definition().has(copy.to())
                    && union.definition().has(copy.to())
                    && union.definition().has(copy.from())) {
                add(copy, union);
            }
        }
    }

    private FeedTable renamed(FeedTable target, Map<String, FeedTable> others, List<TargetChanges.Change> ofSource)
            throws SchemaException {
        FeedTable present = target;
        for (TargetChanges.Change change : ofSource) {
            if (!(change.statement() instanceof RenameColumn rename)
                    || !present.definition().has(rename.from())) {
                continue;
            }
            if (present.definition().has(rename.to())) {
                throw new SchemaException("column " + rename.from() + " of table " + target.name()
                        + " cannot be renamed to " + rename.to() + ", which is another column in another source");
            }
            present = RenameColumnRule.renamed(present, rename);
            add(rename, present);
            for (Map.Entry<String, FeedTable> other : others.entrySet()) {
                if (other.getValue().definition().has(rename.from())) {
                    other.setValue(RenameColumnRule.renamed(other.getValue(), rename));
                    renamedOthers
                            .computeIfAbsent(other.getKey(), id -> new HashMap<>())
                            .put(target.name(), other.getValue());
                }
            }
        }
        return present;
    }

    private void add(SchemaStatement statement, FeedTable table) {
        changes.add(new TargetChanges.Change(statement, table.definition()));
    }

    private static Optional<String> defaultOf(ColumnDefinition column, List<TargetChanges.Change> ofSource) {
        return ofSource.stream()
                .map(TargetChanges.Change::statement)
                .filter(AddColumn.class::isInstance)
                .map(AddColumn.class::cast)
                .filter(add -> add.column().name().equals(column.name()))
                .flatMap(add -> add.defaultValue().stream())
                .findFirst();
    }

    /** What is changed in the targets. */
    ScriptEffect onTargets() {
        return ScriptEffect.ofTargets(before, after, changes);
    }

    /** Keeps what is known of the tables over all sources, and what has changed for other sources. */
    void save() throws SQLException {
        for (FeedTable table : after.values()) {
            tables.save(connection, table);
        }
        for (Map.Entry<String, Map<String, FeedTable>> other : renamedOthers.entrySet()) {
            for (FeedTable table : other.getValue().values()) {
                tables.saveOfSource(connection, other.getKey(), table);
            }
        }
    }
}
