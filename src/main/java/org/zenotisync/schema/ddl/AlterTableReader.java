package org.zenotisync.schema.ddl;

import java.util.List;
import java.util.Set;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.schema.ddl.SchemaScript.NotKept;

/** Reads ALTER TABLE from the table name on: one statement for each part that changes columns or the key. */
final class AlterTableReader {

    private static final Set<String> ACTIONS = Set.of("ADD", "ALTER", "DROP", "RENAME");

    private final TokenCursor at;
    private final AlterTableParts parts;
    private final AlterAddReader add;

    private AlterTableReader(TokenCursor at, AlterTableParts parts) {
        this.at = at;
        this.parts = parts;
        this.add = new AlterAddReader(at, parts);
    }

    /**
     * Reads the statement after ALTER TABLE to its end.
     *
     * @param notKept takes values of added columns that a database would make and this program does not
     */
    static AlterTableParts read(TokenCursor at, List<NotKept> notKept) throws DdlException {
        boolean only = at.take("ONLY");
        at.take("IF", "EXISTS");
        if (!only) {
            at.take("ONLY");
        }
        AlterTableParts parts = AlterTableParts.of(at.tableName(), notKept);
        new AlterTableReader(at, parts).readParts();
        return parts;
    }

    private void readParts() throws DdlException {
        do {
            readPart();
            if (parts.size() > TableDefinition.MOST_COLUMNS) {
                throw at.refused("ALTER TABLE has too many parts", "at most " + TableDefinition.MOST_COLUMNS);
            }
        } while (at.take(","));
        if (!at.atEnd()) {
            throw at.unexpected("a comma, a semicolon or the end of the statement");
        }
    }

    private void readPart() throws DdlException {
        // SQL Server says how rows that are there are checked
        boolean checked = at.take("WITH", "CHECK") || at.take("WITH", "NOCHECK");
        if (at.take("ADD")) {
            add.read();
        } else if (at.take("CHECK", "CONSTRAINT") || at.take("NOCHECK", "CONSTRAINT")) {
            checkConstraint();
        } else if (checked) {
            throw refused();
        } else if (at.take("ALTER", "COLUMN")) {
            new AlterColumnReader(at, parts).read();
        } else if (AlterStorageReader.isNext(at)) {
            new AlterStorageReader(at, parts).read();
        } else if (at.take("RENAME", "COLUMN")) {
            renameColumn();
        } else if (at.take("DROP")) {
            new AlterDropReader(at, parts).read();
        } else if (at.take("OWNER", "TO")) {
            anyName("owner");
            parts.passOver("OWNER TO");
        } else if (at.take("REBUILD")) {
            rebuild();
        } else {
            throw refused();
        }
    }

    /** Whether a comma comes next that separates the items of one part, and not two parts of the statement. */
    static boolean isListContinued(TokenCursor at) {
        Token following = at.peek(1);
        return at.at(",") && !following.isEnd() && !isAction(following);
    }

    private static boolean isAction(Token token) {
        return token.kind() == Token.Kind.WORD && ACTIONS.stream().anyMatch(token::is);
    }

    private DdlException refused() {
        Token token = at.peek();
        String what = DdlException.excerpt(token.text(), 0, token.text().length());
        return at.refused(("ALTER TABLE ... " + what).strip() + " is refused", Accepted.STATEMENTS);
    }

    /** SQL Server: {@code CHECK CONSTRAINT ALL}, or the names of constraints. */
    private void checkConstraint() throws DdlException {
        anyName("constraint");
        while (isListContinued(at)) {
            at.expect(",");
            anyName("constraint");
        }
        parts.passOver("CHECK CONSTRAINT");
    }

    /** SQL Server: {@code REBUILD [PARTITION = n] [WITH (…)]}. */
    private void rebuild() throws DdlException {
        if (at.take("PARTITION", "=")) {
            at.next();
        }
        if (at.take("WITH")) {
            at.skipParentheses();
        }
        parts.passOver("REBUILD");
    }

    /** Steps over a name that is not kept. */
    private void anyName(String what) throws DdlException {
        if (at.atEnd() || !at.peek().isName()) {
            throw at.unexpected("the name of a " + what);
        }
        at.next();
    }

    private void renameColumn() throws DdlException {
        String from = at.name("column");
        at.expect("TO");
        String to = at.name("column");
        parts.add(new SchemaStatement.RenameColumn(parts.table(), from, to));
    }
}
