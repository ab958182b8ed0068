package org.zenotisync.schema.ddl;

import java.util.Optional;

/** Reads the DROP parts of one ALTER TABLE: columns and constraints. */
final class AlterDropReader {

    private final TokenCursor at;
    private final AlterTableParts parts;

    AlterDropReader(TokenCursor at, AlterTableParts parts) {
        this.at = at;
        this.parts = parts;
    }

    private enum Dropped {
        COLUMN,
        CONSTRAINT
    }

    /** Reads what follows DROP. PostgreSQL and Redshift repeat DROP COLUMN after a comma, SQL Server only the names. */
    void read() throws DdlException {
        Dropped what = whatIsDropped()
                .orElseThrow(() -> at.refused(
                        "ALTER TABLE ... DROP is refused: COLUMN or CONSTRAINT is missing", Accepted.STATEMENTS));
        dropOne(what);
        while (AlterTableReader.isListContinued(at)) {
            at.expect(",");
            what = whatIsDropped().orElse(what);
            dropOne(what);
        }
    }

    /** Steps over COLUMN or CONSTRAINT; empty if neither comes next. */
    private Optional<Dropped> whatIsDropped() {
        if (!at.peek(1).isName()) {
            return Optional.empty();
        }
        for (Dropped what : Dropped.values()) {
            if (at.take(what.name())) {
                return Optional.of(what);
            }
        }
        return Optional.empty();
    }

    private void dropOne(Dropped what) throws DdlException {
        at.take("IF", "EXISTS");
        String name = at.name(what == Dropped.COLUMN ? "column" : "constraint");
        if (!at.take("CASCADE")) {
            at.take("RESTRICT");
        }
        if (what == Dropped.COLUMN) {
            parts.add(new SchemaStatement.DropColumn(parts.table(), name));
        } else {
            parts.passOver("DROP CONSTRAINT");
        }
    }
}
