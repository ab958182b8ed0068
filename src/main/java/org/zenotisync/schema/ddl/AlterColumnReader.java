package org.zenotisync.schema.ddl;

/** Reads an ALTER COLUMN part of ALTER TABLE: another type, NOT NULL, or what changes no rows. */
final class AlterColumnReader {

    private final TokenCursor at;
    private final AlterTableParts parts;

    AlterColumnReader(TokenCursor at, AlterTableParts parts) {
        this.at = at;
        this.parts = parts;
    }

    /** Reads what follows ALTER COLUMN. */
    void read() throws DdlException {
        int line = at.line();
        String name = at.name("column");
        if (at.take("SET", "NOT", "NULL")) {
            parts.add(new SchemaStatement.SetNotNull(parts.table(), name, true));
            return;
        }
        if (at.take("DROP", "NOT", "NULL")) {
            parts.add(new SchemaStatement.SetNotNull(parts.table(), name, false));
            return;
        }
        if (at.at("SET", "DEFAULT")) {
            at.next();
            while (!at.atEnd() && !at.at(",")) {
                StatementWords.skipOne(at);
            }
            parts.passOver("SET DEFAULT");
            return;
        }
        if (at.take("DROP", "DEFAULT")) {
            parts.passOver("DROP DEFAULT");
            return;
        }
        if (at.at("ENCODE")) {
            at.next();
            at.name("encoding");
            parts.passOver("ALTER COLUMN ... ENCODE");
            return;
        }
        if (at.at("SET") && !at.at("SET", "DATA", "TYPE") || at.at("DROP")) {
            throw onlyType(line);
        }
        boolean standard = at.take("SET", "DATA", "TYPE") || at.take("TYPE");
        ColumnSource source = ColumnReader.readAfterName(at, name, line);
        if (source.primaryKey() || source.sortKey() || source.defaultValue().isPresent()) {
            throw onlyType(line);
        }
        parts.add(new SchemaStatement.AlterType(parts.table(), source.name(), source.type()));
        if (!standard && (source.notNull() || source.nullable())) {
            parts.add(new SchemaStatement.SetNotNull(parts.table(), source.name(), source.notNull()));
        }
    }

    private DdlException onlyType(int line) {
        return at.refused(line, "of ALTER COLUMN only a change of the type is accepted", Accepted.STATEMENTS);
    }
}
