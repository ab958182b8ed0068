package org.zenotisync.schema;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnHistory;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.schema.ddl.DdlParser;
import org.zenotisync.schema.ddl.SchemaStatement;
import org.zenotisync.schema.ddl.SchemaStatement.AddColumn;

/** Compares a known table with the CREATE TABLE of a SchemaFull file that has changed. */
final class DeclaredTable {

    private final FeedTable table;
    private final TargetColumns target;
    private final List<SchemaStatement> changes = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Set<String> added;
    private ColumnHistory history;

    DeclaredTable(FeedTable table, TargetColumns target) {
        this.table = table;
        this.target = target;
        this.added = new HashSet<>(table.added());
        this.history = table.history();
    }

    /** A table that was not known. */
    static FeedTable first(TableDefinition definition) {
        return new FeedTable(definition).withHistory(ColumnHistory.from(digest(definition)));
    }

    /**
     * Missing columns are added, and columns that are declared wider are widened. The file gives the order of files.
     * The same declaration once more says nothing about what upgrades have done since: an object may be put again
     * unchanged.
     */
    StatementPlan plan(TableDefinition wanted) throws SchemaException, SQLException {
        String digest = digest(wanted);
        if (table.history().isDeclared(digest)) {
            return StatementPlan.contained(table);
        }
        List<ColumnDefinition> feed = new ArrayList<>();
        for (ColumnDefinition column : wanted.columns()) {
            String present = table.presentName(column.name());
            // if both the former and the present name are declared, the former one is a new column
            String name = wanted.has(present) ? column.name() : present;
            feed.add(column(column, name));
        }
        Set<String> names = feed.stream().map(ColumnDefinition::name).collect(Collectors.toSet());
        List<ColumnDefinition> left = new ArrayList<>();
        for (ColumnDefinition column : table.definition().columns()) {
            if (names.contains(column.name())) {
                continue;
            }
            // SchemaFull may lack what an upgrade has added
            if (table.isInFeed(column.name()) && table.added().contains(column.name())) {
                feed.add(column);
            } else {
                left.add(column.withNotNull(false));
            }
        }
        List<ColumnDefinition> all = new ArrayList<>(feed);
        all.addAll(left);
        List<String> declaredKey =
                wanted.primaryKey().stream().map(table::presentName).toList();
        List<String> sortKey = wanted.sortKey().stream().map(table::presentName).toList();
        // the storage of a table that is there does not change, and a key that another script has added stays
        TableDefinition next = new TableDefinition(
                table.name(),
                all,
                declaredKey.isEmpty() ? table.definition().primaryKey() : declaredKey,
                sortKey,
                table.definition().storage());
        Set<String> dropped = left.stream().map(ColumnDefinition::name).collect(Collectors.toSet());
        return new StatementPlan(
                new FeedTable(next, table.formerNames(), added, dropped, history.withDeclared(digest)), changes, notes);
    }

    private ColumnDefinition column(ColumnDefinition wanted, String name) throws SchemaException, SQLException {
        if (table.dropped().contains(name)) {
            ReturnedColumn returned = ReturnedColumn.of(table, wanted, Optional.empty(), target);
            changes.addAll(returned.changes());
            notes.addAll(returned.notes());
            history = history.withReturned(name);
            added.add(name);
            return returned.column();
        }
        if (!table.definition().has(name)) {
            changes.add(new AddColumn(table.name(), wanted, Optional.empty()));
            added.add(wanted.name());
            return wanted;
        }
        ColumnType type = Widening.of(table, name, wanted.type(), changes);
        return table.definition().column(name).withType(type).withNotNull(wanted.notNull());
    }

    private static String digest(TableDefinition definition) {
        try {
            byte[] bytes = DdlParser.canonical(definition).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
