package org.zenotisync.schema.ddl;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.zenotisync.model.TableDefinition;

/** Reads ALTER TABLE from the table name on: added, widened and renamed columns, one result for each. */
final class AlterTableReader {

    private static final Set<String> ACTIONS = Set.of("ADD", "ALTER", "DROP", "RENAME");

    private final TokenCursor at;
    private final List<SchemaStatement> actions = new ArrayList<>();
    private final Set<String> added = new HashSet<>();
    private String table;

    private AlterTableReader(TokenCursor at) {
        this.at = at;
    }

    /** Reads the statement behind ALTER TABLE to its end. */
    static List<SchemaStatement> read(TokenCursor at) throws DdlException {
        return new AlterTableReader(at).read();
    }

    private List<SchemaStatement> read() throws DdlException {
        boolean only = at.take("ONLY");
        at.take("IF", "EXISTS");
        if (!only) {
            at.take("ONLY");
        }
        table = at.tableName();
        do {
            action();
        } while (at.take(","));
        if (!at.atEnd()) {
            throw at.unexpected("a comma, a semicolon or the end of the statement");
        }
        return actions;
    }

    private void action() throws DdlException {
        if (at.take("ADD")) {
            add();
        } else if (at.take("ALTER", "COLUMN")) {
            alterColumn();
        } else if (at.take("RENAME", "COLUMN")) {
            renameColumn();
        } else {
            Token token = at.peek();
            String what = token == null
                    ? ""
                    : DdlException.excerpt(token.text(), 0, token.text().length());
            throw at.refused(("ALTER TABLE ... " + what).strip() + " is refused", Accepted.STATEMENTS);
        }
    }

    private void add() throws DdlException {
        if (at.take("(")) {
            do {
                addColumn();
            } while (at.take(","));
            at.expect(")");
            return;
        }
        addColumn();
        // SQL Server: ADD a INT, b INT
        while (at.at(",") && at.peek(1) != null && !isAction(at.peek(1))) {
            at.expect(",");
            addColumn();
        }
    }

    private void addColumn() throws DdlException {
        if (CreateTableReader.beginsConstraint(at)) {
            throw at.refused("ALTER TABLE ... ADD of a constraint is refused", Accepted.STATEMENTS);
        }
        at.take("COLUMN");
        at.take("IF", "NOT", "EXISTS");
        ColumnSource source = ColumnReader.read(at);
        if (source.primaryKey() || source.sortKey() || source.distKey()) {
            throw at.refused(
                    source.line(),
                    "column " + source.name() + " would change the key of a table that is there",
                    "PRIMARY KEY, SORTKEY and DISTKEY in CREATE TABLE only");
        }
        if (!added.add(source.name())) {
            throw at.refused(source.line(), "column " + source.name() + " is added twice", "every column once");
        }
        if (actions.size() >= TableDefinition.MOST_COLUMNS) {
            throw at.refused("ALTER TABLE has too many parts", "at most " + TableDefinition.MOST_COLUMNS);
        }
        String defaultValue = ConstantDefault.read(source, at);
        actions.add(new SchemaStatement.AddColumn(table, source.definition(), defaultValue));
    }

    private void alterColumn() throws DdlException {
        int line = at.line();
        String name = at.name("column");
        if (at.at("SET") && !at.at("SET", "DATA", "TYPE") || at.at("DROP")) {
            throw at.refused("of ALTER COLUMN only a change of the type is accepted", Accepted.STATEMENTS);
        }
        if (!at.take("SET", "DATA", "TYPE")) {
            at.take("TYPE");
        }
        ColumnSource source = ColumnReader.readBehindName(at, name, line);
        if (source.primaryKey() || source.sortKey() || source.defaultValue() != null) {
            throw at.refused(line, "of ALTER COLUMN only a change of the type is accepted", Accepted.STATEMENTS);
        }
        actions.add(new SchemaStatement.AlterType(table, source.name(), source.type()));
    }

    private void renameColumn() throws DdlException {
        String from = at.name("column");
        at.expect("TO");
        String to = at.name("column");
        actions.add(new SchemaStatement.RenameColumn(table, from, to));
    }

    private static boolean isAction(Token token) {
        return token.kind() == Token.Kind.WORD && ACTIONS.stream().anyMatch(token::is);
    }
}
