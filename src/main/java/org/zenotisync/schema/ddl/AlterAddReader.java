package org.zenotisync.schema.ddl;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Reads the ADD parts of one ALTER TABLE: columns, the key, constraints and defaults. */
final class AlterAddReader {

    private final TokenCursor at;
    private final AlterTableParts parts;
    private final Set<String> added = new HashSet<>();

    AlterAddReader(TokenCursor at, AlterTableParts parts) {
        this.at = at;
        this.parts = parts;
    }

    /** Reads what follows ADD. */
    void read() throws DdlException {
        if (at.take("(")) {
            do {
                addElement();
            } while (at.take(","));
            at.expect(")");
            return;
        }
        addElement();
        // SQL Server: ADD a INT, b INT
        while (AlterTableReader.isListContinued(at)) {
            at.expect(",");
            addElement();
        }
    }

    private void addElement() throws DdlException {
        if (isDefault()) {
            at.take("CONSTRAINT");
            while (!at.at("FOR")) {
                StatementWords.skipOne(at);
            }
            at.expect("FOR");
            at.name("column");
            at.take("WITH", "VALUES");
            parts.passOver("ADD DEFAULT");
        } else if (CreateTableReader.beginsConstraint(at)) {
            constraint();
        } else {
            addColumn();
        }
    }

    /** SQL Server: {@code ADD [CONSTRAINT name] DEFAULT value FOR column}. */
    private boolean isDefault() {
        if (at.at("CONSTRAINT")) {
            return at.peek(2).is("DEFAULT");
        }
        return at.at("DEFAULT", "(") || at.at("DEFAULT") && at.has("FOR");
    }

    private void constraint() throws DdlException {
        if (at.take("CONSTRAINT")) {
            at.name("constraint");
        }
        if (at.take("PRIMARY", "KEY")) {
            parts.add(new SchemaStatement.AddPrimaryKey(parts.table(), CreateTableReader.keyColumns(at)));
        } else {
            CreateTableReader.skipConstraint(at);
            parts.passOver("ADD CONSTRAINT");
        }
    }

    private void addColumn() throws DdlException {
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
        Optional<String> defaultValue = ConstantDefault.read(source, at);
        if (source.identity()) {
            parts.addNotKept(source.name(), SchemaScript.What.IDENTITY);
        } else if (ConstantDefault.isExpression(source)) {
            parts.addNotKept(source.name(), SchemaScript.What.EXPRESSION);
        }
        parts.add(new SchemaStatement.AddColumn(parts.table(), source.definition(), defaultValue));
    }
}
