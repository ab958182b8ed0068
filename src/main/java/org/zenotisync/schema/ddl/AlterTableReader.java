package org.zenotisync.schema.ddl;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.schema.ddl.SchemaScript.NotKept;

/** Reads ALTER TABLE from the table name on: one result for each part that changes columns or the key. */
final class AlterTableReader {

    private static final Set<String> ACTIONS = Set.of("ADD", "ALTER", "DROP", "RENAME");

    private final TokenCursor at;
    private final List<NotKept> notKept;
    private final List<SchemaStatement> actions = new ArrayList<>();
    private final List<String> passedOver = new ArrayList<>();
    private final Set<String> added = new HashSet<>();
    private String table;

    /**
     * What a statement says.
     *
     * @param statements in order
     * @param passedOver what its other parts are
     */
    record Result(List<SchemaStatement> statements, List<String> passedOver) {}

    private AlterTableReader(TokenCursor at, List<NotKept> notKept) {
        this.at = at;
        this.notKept = notKept;
    }

    /** Reads the statement behind ALTER TABLE to its end. */
    static Result read(TokenCursor at, List<NotKept> notKept) throws DdlException {
        return new AlterTableReader(at, notKept).read();
    }

    private Result read() throws DdlException {
        boolean only = at.take("ONLY");
        at.take("IF", "EXISTS");
        if (!only) {
            at.take("ONLY");
        }
        table = at.tableName();
        do {
            action();
            if (actions.size() + passedOver.size() > TableDefinition.MOST_COLUMNS) {
                throw at.refused("ALTER TABLE has too many parts", "at most " + TableDefinition.MOST_COLUMNS);
            }
        } while (at.take(","));
        if (!at.atEnd()) {
            throw at.unexpected("a comma, a semicolon or the end of the statement");
        }
        return new Result(actions, passedOver);
    }

    private void action() throws DdlException {
        // SQL Server says how rows that are there are checked
        boolean checked = at.take("WITH", "CHECK") || at.take("WITH", "NOCHECK");
        if (at.take("ADD")) {
            add();
        } else if (at.take("CHECK", "CONSTRAINT") || at.take("NOCHECK", "CONSTRAINT")) {
            checkConstraint();
        } else if (checked) {
            throw refused();
        } else if (at.take("ALTER", "COLUMN")) {
            alterColumn();
        } else if (at.at("ALTER") && !isColumnBehindAlter()) {
            alterStorage();
        } else if (at.take("RENAME", "COLUMN")) {
            renameColumn();
        } else if (at.take("DROP")) {
            drop();
        } else if (at.take("OWNER", "TO")) {
            anyName("owner");
            passedOver.add("OWNER TO");
        } else if (at.take("REBUILD")) {
            rebuild();
        } else {
            throw refused();
        }
    }

    private DdlException refused() {
        Token token = at.peek();
        String what = token == null
                ? ""
                : DdlException.excerpt(token.text(), 0, token.text().length());
        return at.refused(("ALTER TABLE ... " + what).strip() + " is refused", Accepted.STATEMENTS);
    }

    /** SQL Server: {@code CHECK CONSTRAINT ALL}, or the names of constraints. */
    private void checkConstraint() throws DdlException {
        anyName("constraint");
        while (at.at(",") && at.peek(1) != null && !isAction(at.peek(1))) {
            at.expect(",");
            anyName("constraint");
        }
        passedOver.add("CHECK CONSTRAINT");
    }

    /** SQL Server: {@code REBUILD [PARTITION = n] [WITH (…)]}. */
    private void rebuild() throws DdlException {
        if (at.take("PARTITION", "=")) {
            at.next();
        }
        if (at.take("WITH")) {
            at.skipParentheses();
        }
        passedOver.add("REBUILD");
    }

    /** Steps over a name that is not kept. */
    private void anyName(String what) throws DdlException {
        if (at.atEnd() || !at.peek().isName()) {
            throw at.unexpected("the name of a " + what);
        }
        at.next();
    }

    private boolean isColumnBehindAlter() {
        Token next = at.peek(1);
        return next == null
                || !(next.is("DISTSTYLE")
                        || next.is("DISTKEY")
                        || next.is("SORTKEY")
                        || next.is("COMPOUND")
                        || next.is("INTERLEAVED")
                        || next.is("ENCODE"));
    }

    /** Redshift: how rows are laid out. */
    private void alterStorage() throws DdlException {
        at.expect("ALTER");
        if (at.take("ENCODE")) {
            at.name("encoding");
            passedOver.add("ALTER ENCODE");
        } else if (at.take("DISTSTYLE")) {
            at.name("style");
            if (at.take("DISTKEY")) {
                column();
            }
            passedOver.add("ALTER DISTSTYLE");
        } else if (at.take("DISTKEY")) {
            column();
            passedOver.add("ALTER DISTKEY");
        } else {
            if (!at.take("COMPOUND")) {
                at.take("INTERLEAVED");
            }
            at.expect("SORTKEY");
            if (at.at("(")) {
                at.columnNames();
            } else {
                at.name("sortkey");
            }
            passedOver.add("ALTER SORTKEY");
        }
    }

    private void column() throws DdlException {
        if (at.at("(")) {
            at.columnNames();
        } else {
            at.name("column");
        }
    }

    private void add() throws DdlException {
        if (at.take("(")) {
            do {
                addElement();
            } while (at.take(","));
            at.expect(")");
            return;
        }
        addElement();
        // SQL Server: ADD a INT, b INT
        while (at.at(",") && at.peek(1) != null && !isAction(at.peek(1))) {
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
            passedOver.add("ADD DEFAULT");
        } else if (CreateTableReader.beginsConstraint(at)) {
            constraint();
        } else {
            addColumn();
        }
    }

    /** SQL Server: {@code ADD [CONSTRAINT name] DEFAULT value FOR column}. */
    private boolean isDefault() {
        if (at.at("CONSTRAINT")) {
            return at.peek(2) != null && at.peek(2).is("DEFAULT");
        }
        return at.at("DEFAULT", "(") || at.at("DEFAULT") && at.has("FOR");
    }

    private void constraint() throws DdlException {
        if (at.take("CONSTRAINT")) {
            at.name("constraint");
        }
        if (at.take("PRIMARY", "KEY")) {
            actions.add(new SchemaStatement.AddPrimaryKey(table, CreateTableReader.keyColumns(at)));
        } else {
            CreateTableReader.skipConstraint(at);
            passedOver.add("ADD CONSTRAINT");
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
        String defaultValue = ConstantDefault.read(source, at).orElse(null);
        if (source.identity()) {
            notKept.add(new NotKept(table, source.name(), SchemaScript.What.IDENTITY));
        } else if (ConstantDefault.isExpression(source)) {
            notKept.add(new NotKept(table, source.name(), SchemaScript.What.EXPRESSION));
        }
        actions.add(new SchemaStatement.AddColumn(table, source.definition(), defaultValue));
    }

    private void alterColumn() throws DdlException {
        int line = at.line();
        String name = at.name("column");
        if (at.take("SET", "NOT", "NULL")) {
            actions.add(new SchemaStatement.SetNotNull(table, name, true));
            return;
        }
        if (at.take("DROP", "NOT", "NULL")) {
            actions.add(new SchemaStatement.SetNotNull(table, name, false));
            return;
        }
        if (at.at("SET", "DEFAULT")) {
            at.next();
            while (!at.atEnd() && !at.at(",")) {
                StatementWords.skipOne(at);
            }
            passedOver.add("SET DEFAULT");
            return;
        }
        if (at.take("DROP", "DEFAULT")) {
            passedOver.add("DROP DEFAULT");
            return;
        }
        if (at.at("ENCODE")) {
            at.next();
            at.name("encoding");
            passedOver.add("ALTER COLUMN ... ENCODE");
            return;
        }
        if (at.at("SET") && !at.at("SET", "DATA", "TYPE") || at.at("DROP")) {
            throw onlyType(line);
        }
        boolean standard = at.take("SET", "DATA", "TYPE") || at.take("TYPE");
        ColumnSource source = ColumnReader.readBehindName(at, name, line);
        if (source.primaryKey() || source.sortKey() || source.defaultValue() != null) {
            throw onlyType(line);
        }
        actions.add(new SchemaStatement.AlterType(table, source.name(), source.type()));
        if (!standard && (source.notNull() || source.nullable())) {
            actions.add(new SchemaStatement.SetNotNull(table, source.name(), source.notNull()));
        }
    }

    private DdlException onlyType(int line) {
        return at.refused(line, "of ALTER COLUMN only a change of the type is accepted", Accepted.STATEMENTS);
    }

    private void renameColumn() throws DdlException {
        String from = at.name("column");
        at.expect("TO");
        String to = at.name("column");
        actions.add(new SchemaStatement.RenameColumn(table, from, to));
    }

    /** PostgreSQL and Redshift repeat DROP COLUMN behind a comma, SQL Server only the names. */
    private void drop() throws DdlException {
        Optional<Boolean> column = kindOfDrop();
        if (column.isEmpty()) {
            throw at.refused("ALTER TABLE ... DROP is refused: COLUMN or CONSTRAINT is missing", Accepted.STATEMENTS);
        }
        boolean isColumn = column.get();
        dropOne(isColumn);
        while (at.at(",") && at.peek(1) != null && !isAction(at.peek(1))) {
            at.expect(",");
            isColumn = kindOfDrop().orElse(isColumn);
            dropOne(isColumn);
        }
    }

    /** Whether COLUMN or CONSTRAINT comes next; empty if neither does. */
    private Optional<Boolean> kindOfDrop() {
        Token following = at.peek(1);
        if (following == null || !following.isName()) {
            return Optional.empty();
        }
        return at.take("COLUMN") ? Optional.of(true) : at.take("CONSTRAINT") ? Optional.of(false) : Optional.empty();
    }

    private void dropOne(boolean isColumn) throws DdlException {
        at.take("IF", "EXISTS");
        String name = at.name(isColumn ? "column" : "constraint");
        if (!at.take("CASCADE")) {
            at.take("RESTRICT");
        }
        if (isColumn) {
            actions.add(new SchemaStatement.DropColumn(table, name));
        } else {
            passedOver.add("DROP CONSTRAINT");
        }
    }

    private static boolean isAction(Token token) {
        return token.kind() == Token.Kind.WORD && ACTIONS.stream().anyMatch(token::is);
    }
}
