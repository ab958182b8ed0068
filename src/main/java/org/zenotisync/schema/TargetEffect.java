package org.zenotisync.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.FeedTable;
import org.zenotisync.schema.ddl.SchemaStatement;
import org.zenotisync.schema.ddl.SchemaStatement.AddColumn;
import org.zenotisync.schema.ddl.SchemaStatement.AlterType;
import org.zenotisync.schema.ddl.SchemaStatement.CopyColumn;
import org.zenotisync.schema.ddl.SchemaStatement.FillNulls;
import org.zenotisync.schema.ddl.SchemaStatement.RenameColumn;

/**
 * What a script of one source changes in targets that other sources use, too. Columns are added and widened as far as
 * the other sources have not done that already. What changes a column for good (another name, another type, another
 * key) changes it for all sources, see {@link ChangeForAll}.
 */
final class TargetEffect {

    private final Connection connection;
    private final TableRegistry tables;
    private final TableUse.Tables uses;
    private final Set<String> configured;
    private final String source;
    private final Map<String, KnownTable> known = new LinkedHashMap<>();
    private final Map<String, FeedTable> before = new LinkedHashMap<>();
    private final Map<String, FeedTable> after = new LinkedHashMap<>();
    private final List<TargetChanges.Change> changes = new ArrayList<>();
    private final Map<String, FeedTable> ofSource = new LinkedHashMap<>();
    private final List<ChangeForAll> forAll = new ArrayList<>();

    private TargetEffect(
            Connection connection, TableRegistry tables, TableUse.Tables uses, Set<String> configured, String source) {
        this.connection = connection;
        this.tables = tables;
        this.uses = uses;
        this.configured = configured;
        this.source = source;
    }

    /**
     * Finds it out.
     *
     * @param uses what was consumed of each table
     * @param configured ids of the sources that the settings have
     * @param source id of the source whose script it is
     * @param own what the script changes in what is known of its source
     * @throws SchemaException if that contradicts what other sources say
     */
    static TargetEffect of(
            Connection connection,
            TableRegistry tables,
            TableUse.Tables uses,
            Set<String> configured,
            String source,
            ScriptEffect own)
            throws SQLException, SchemaException {
        TargetEffect effect = new TargetEffect(connection, tables, uses, configured, source);
        effect.add(own);
        return effect;
    }

    private void add(ScriptEffect own) throws SQLException, SchemaException {
        for (Map.Entry<String, FeedTable> table : own.after().entrySet()) {
            String name = table.getKey();
            List<TargetChanges.Change> ofTable = own.changes().inOrder().stream()
                    .filter(change -> change.statement().table().equals(name))
                    .toList();
            Map<String, FeedTable> others = tables.ofSources().ofOthers(connection, source, name);
            Optional<KnownTable> ofAll = tables.known(connection, name);
            ofAll.ifPresent(present -> known.put(name, present));
            Optional<FeedTable> target = ofAll.map(KnownTable::table);
            Optional<FeedTable> ofOwn = Optional.ofNullable(own.before().get(name));
            if (others.isEmpty() || target.isEmpty()) {
                ofOwn.ifPresent(present -> before.put(name, present));
                after.put(name, table.getValue());
                ofSource.put(name, table.getValue());
                changes.addAll(ofTable);
            } else {
                FeedTable declared =
                        ofOwn.isPresent() ? table.getValue() : withPresentNames(table.getValue(), target.get());
                ChangeForAll change = new ChangeForAll(target.get(), others, configured);
                for (TargetChanges.Change ofSource : ofTable) {
                    change.add(ofSource);
                }
                change.takeKey(ofOwn, declared);
                add(target.get(), change, declared, ofTable);
            }
        }
    }

    /** A source that is declared after a column was renamed may still have its former name. */
    private static FeedTable withPresentNames(FeedTable own, FeedTable target) {
        FeedTable table = own;
        for (String column : own.definition().columnNames()) {
            String present = target.presentName(column);
            if (!target.definition().has(column)
                    && target.definition().has(present)
                    && !own.definition().has(present)) {
                table = RenameColumnRule.renamed(table, new RenameColumn(own.name(), column, present));
            }
        }
        return table;
    }

    private void add(FeedTable target, ChangeForAll change, FeedTable own, List<TargetChanges.Change> planned)
            throws SQLException, SchemaException {
        FeedTable present = change.target();
        FeedTable union = withWideCopies(
                SeveralSources.union(present, own, List.copyOf(change.others().values())), planned);
        before.put(target.name(), target);
        after.put(target.name(), union);
        ofSource.put(target.name(), own);
        changes.addAll(change.inTarget());
        forAll.add(change);
        for (ColumnDefinition column : union.definition().columns()) {
            if (!present.definition().has(column.name())) {
                add(new AddColumn(target.name(), column, defaultOf(column, planned)), union);
            } else if (!present.definition().column(column.name()).type().equals(column.type())) {
                add(new AlterType(target.name(), column.name(), column.type()), union);
            }
        }
        boolean hasRows = uses.of(connection, target.name()).stream()
                .anyMatch(use -> use.source().equals(source) && use.group() > 0);
        for (TargetChanges.Change ofScript : planned) {
            if (ofScript.statement() instanceof CopyColumn copy) {
                copy(copy, present, union, hasRows);
            } else if (ofScript.statement() instanceof AddColumn added
                    && hasRows
                    && added.defaultValue().isPresent()
                    && present.definition().has(added.column().name())) {
                add(FillNulls.with(added), union);
            }
        }
    }

    /** The values of another source may be longer than the script knows: a copy loses nothing of them. */
    private static FeedTable withWideCopies(FeedTable union, List<TargetChanges.Change> planned) {
        FeedTable table = union;
        for (TargetChanges.Change change : planned) {
            if (change.statement() instanceof CopyColumn copy
                    && table.definition().has(copy.from())
                    && table.definition().has(copy.to())) {
                ColumnDefinition to = table.definition().column(copy.to());
                ColumnType wide = to.type()
                        .common(table.definition().column(copy.from()).type())
                        .orElse(to.type());
                table = ChangeForAll.withType(table, copy.to(), wide);
            }
        }
        return table;
    }

    /** Another source may have added the column: then the rows of this source have NULL there since. */
    private void copy(CopyColumn copy, FeedTable present, FeedTable union, boolean hasRows) {
        if (!union.definition().has(copy.to()) || !union.definition().has(copy.from())) {
            return;
        }
        if (!present.definition().has(copy.to())) {
            add(copy, union);
        } else if (hasRows) {
            add(FillNulls.from(copy, union.definition().column(copy.to())), union);
        }
    }

    private void add(SchemaStatement statement, FeedTable table) {
        changes.add(new TargetChanges.Change(statement, table.definition()));
    }

    private static Optional<String> defaultOf(ColumnDefinition column, List<TargetChanges.Change> planned) {
        return planned.stream()
                .map(TargetChanges.Change::statement)
                .filter(AddColumn.class::isInstance)
                .map(AddColumn.class::cast)
                .filter(add -> add.column().name().equals(column.name()))
                .flatMap(add -> add.defaultValue().stream())
                .findFirst();
    }

    /** The tables of the script as they were known before over all sources, by name. */
    Map<String, KnownTable> known() {
        return known;
    }

    /** What is changed in the targets. */
    ScriptEffect onTargets() {
        return ScriptEffect.ofTargets(before, after, changes);
    }

    /** Keeps what is known of the tables over all sources, of the source, and what has changed for other sources. */
    void save(Connection now, EarlierLayouts layouts) throws SQLException {
        for (FeedTable table : after.values()) {
            tables.save(now, table);
        }
        for (FeedTable table : ofSource.values()) {
            tables.ofSources().save(now, source, table);
        }
        ScriptEffect onTargets = onTargets();
        for (ChangeForAll change : forAll) {
            for (Map.Entry<String, FeedTable> other : change.changedOthers().entrySet()) {
                FeedTable changed = other.getValue();
                layouts.renameOfOther(
                        now,
                        other.getKey(),
                        change.before(other.getKey()),
                        column -> changed.definition().has(column)
                                ? column
                                : onTargets.nameAfter(changed.name(), column));
                tables.ofSources().save(now, other.getKey(), changed);
            }
        }
    }
}
