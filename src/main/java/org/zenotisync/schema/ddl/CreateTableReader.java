package org.zenotisync.schema.ddl;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.model.TableStorage;
import org.zenotisync.model.TableStorage.Distribution;
import org.zenotisync.model.TableStorage.SortStyle;
import org.zenotisync.schema.ddl.SchemaScript.NotKept;

/** Reads CREATE TABLE of Redshift from the table name on. */
final class CreateTableReader {

    private final TokenCursor at;
    private final List<ColumnSource> columns = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private List<String> primaryKey = List.of();
    private List<String> sortKey = List.of();
    private List<String> distKey = List.of();
    private Optional<Distribution> distribution = Optional.empty();
    private SortStyle sortStyle = SortStyle.COMPOUND;

    private CreateTableReader(TokenCursor at) {
        this.at = at;
    }

    /** Notes the columns whose values the database would make for a file without them. */
    private void noteNotKept(String table, List<NotKept> notKept) {
        for (ColumnSource column : columns) {
            if (column.identity()) {
                notKept.add(new NotKept(table, column.name(), SchemaScript.What.IDENTITY));
            } else if (column.defaultValue().isPresent() && !ConstantDefault.isNull(column)) {
                notKept.add(new NotKept(table, column.name(), SchemaScript.What.DEFAULT));
            }
        }
    }

    /** Reads the statement after CREATE TABLE to its end. */
    static SchemaStatement.CreateTable read(TokenCursor at, List<NotKept> notKept) throws DdlException {
        CreateTableReader reader = new CreateTableReader(at);
        SchemaStatement.CreateTable create = reader.read();
        reader.noteNotKept(create.table(), notKept);
        return create;
    }

    private SchemaStatement.CreateTable read() throws DdlException {
        boolean onlyIfMissing = at.take("IF", "NOT", "EXISTS");
        String table = at.tableName();
        refuseSelect();
        at.expect("(");
        do {
            element();
        } while (at.take(","));
        at.expect(")");
        while (!at.atEnd()) {
            tableAttribute();
        }
        if (columns.isEmpty()) {
            throw at.refused("the table has no columns", "CREATE TABLE with a list of columns");
        }
        takeKeysOfColumns();
        return new SchemaStatement.CreateTable(definition(table), onlyIfMissing);
    }

    private TableDefinition definition(String table) throws DdlException {
        List<ColumnDefinition> definitions =
                columns.stream().map(ColumnSource::definition).toList();
        try {
            return new TableDefinition(table, definitions, primaryKey, sortKey, storage());
        } catch (IllegalArgumentException e) {
            throw at.refused(String.valueOf(e.getMessage()), "distinct columns, and keys of these columns");
        }
    }

    private void refuseSelect() throws DdlException {
        if (at.at("AS")) {
            throw at.refused("CREATE TABLE ... AS is refused", "CREATE TABLE with a list of columns");
        }
    }

    /** A column or a constraint of the table; a column may be called like the first word of a constraint. */
    private void element() throws DdlException {
        if (at.at("LIKE")) {
            throw at.refused("CREATE TABLE ... (LIKE ...) is refused", "CREATE TABLE with a list of columns");
        }
        if (beginsConstraint(at)) {
            constraint();
            return;
        }
        ColumnSource column = ColumnReader.read(at);
        if (!names.add(column.name())) {
            throw at.refused(column.line(), "column " + column.name() + " is declared twice", "every column once");
        }
        columns.add(column);
        if (columns.size() > TableDefinition.MOST_COLUMNS) {
            throw at.refused(
                    "the table has too many columns", "at most " + TableDefinition.MOST_COLUMNS + ", as in Redshift");
        }
    }

    /** Whether what comes next can only be a constraint of a table. */
    static boolean beginsConstraint(TokenCursor at) {
        if (at.at("CONSTRAINT")) {
            Token third = at.peek(2);
            return at.peek(1).isName()
                    && (third.is("PRIMARY") || third.is("UNIQUE") || third.is("FOREIGN") || third.is("CHECK"));
        }
        return at.at("PRIMARY", "KEY")
                || at.at("UNIQUE", "(")
                || at.at("UNIQUE", "CLUSTERED")
                || at.at("UNIQUE", "NONCLUSTERED")
                || at.at("FOREIGN", "KEY")
                || at.at("CHECK", "(");
    }

    private void constraint() throws DdlException {
        if (at.take("CONSTRAINT")) {
            at.name("constraint");
        }
        if (at.take("PRIMARY", "KEY")) {
            requireFirst(primaryKey, "PRIMARY KEY");
            primaryKey = keyColumns(at);
        } else {
            skipConstraint(at);
        }
    }

    /** Reads the columns of a key, and steps over what SQL Server writes around them. */
    static List<String> keyColumns(TokenCursor at) throws DdlException {
        KeyOptions.skip(at);
        List<String> key = at.columnNames();
        KeyOptions.skip(at);
        return key;
    }

    /** Steps over a constraint that is not the key, from its first word on. */
    static void skipConstraint(TokenCursor at) throws DdlException {
        if (at.take("UNIQUE")) {
            keyColumns(at);
        } else if (at.take("FOREIGN", "KEY")) {
            at.columnNames();
            at.expect("REFERENCES");
            KeyOptions.skipReference(at);
        } else if (at.take("CHECK")) {
            at.take("NOT", "FOR", "REPLICATION");
            at.skipParentheses();
        } else {
            throw at.unexpected("PRIMARY KEY, UNIQUE, FOREIGN KEY or CHECK");
        }
    }

    private void tableAttribute() throws DdlException {
        refuseSelect();
        if (at.take("DISTKEY")) {
            requireFirst(distKey, "DISTKEY");
            distKey = at.columnNames();
        } else if (at.take("DISTSTYLE")) {
            distribution();
        } else if (at.take("INTERLEAVED")) {
            sortStyle = SortStyle.INTERLEAVED;
            at.expect("SORTKEY");
            sortKeyColumns();
        } else if (at.take("COMPOUND")) {
            at.expect("SORTKEY");
            sortKeyColumns();
        } else if (at.take("SORTKEY", "AUTO")) {
            requireFirst(sortKey, "SORTKEY");
        } else if (at.take("SORTKEY")) {
            sortKeyColumns();
        } else if (at.at("ON") && at.peek(1).isName()) {
            KeyOptions.skipStorage(at);
        } else if (at.take("TEXTIMAGE_ON") || at.take("FILESTREAM_ON")) {
            at.next();
        } else if (at.at("WITH", "(")) {
            at.expect("WITH");
            at.skipParentheses();
        } else if (!at.take("ENCODE", "AUTO") && !at.take("BACKUP", "YES") && !at.take("BACKUP", "NO")) {
            throw at.unexpected(Accepted.TABLE_ATTRIBUTES + ", or the next statement after a semicolon");
        }
    }

    private void distribution() throws DdlException {
        for (Distribution style : Distribution.values()) {
            if (at.take(style.name())) {
                distribution = Optional.of(style);
                return;
            }
        }
        throw at.unexpected("AUTO, EVEN, ALL or KEY after DISTSTYLE");
    }

    /** If the attributes contradict each other, Redshift chooses. Other databases do not use them. */
    private TableStorage storage() {
        String column = distKey.size() == 1 ? distKey.get(0) : null;
        Distribution style = distribution.orElse(column == null ? Distribution.AUTO : Distribution.KEY);
        return (style == Distribution.KEY) == (column != null)
                ? new TableStorage(style, column, sortStyle)
                : new TableStorage(Distribution.AUTO, null, sortStyle);
    }

    private void sortKeyColumns() throws DdlException {
        requireFirst(sortKey, "SORTKEY");
        sortKey = at.columnNames();
    }

    private void takeKeysOfColumns() throws DdlException {
        for (ColumnSource column : columns) {
            if (column.primaryKey()) {
                requireFirst(primaryKey, "PRIMARY KEY");
                primaryKey = List.of(column.name());
            }
            if (column.distKey()) {
                requireFirst(distKey, "DISTKEY");
                distKey = List.of(column.name());
            }
            if (column.sortKey()) {
                requireFirst(sortKey, "SORTKEY");
                sortKey = List.of(column.name());
            }
        }
    }

    private void requireFirst(List<String> key, String what) throws DdlException {
        if (!key.isEmpty()) {
            throw at.refused(
                    "the table has more than one " + what, "one " + what + ", with several columns in one list");
        }
    }
}
