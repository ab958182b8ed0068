package org.zenotisync.schema.ddl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zenotisync.model.ColumnType;

/**
 * Reads UPDATE from the table name on, in the one form that is needed to change the type of a column: columns are
 * copied into others in all rows, with or without a cast.
 */
final class UpdateReader {

    private final TokenCursor at;
    private final String table;
    private final List<SchemaStatement> copies = new ArrayList<>();

    /** Reads the table's name. */
    private UpdateReader(TokenCursor at) throws DdlException {
        this.at = at;
        this.table = at.tableName();
    }

    /** Reads the statement after UPDATE to its end. */
    static List<SchemaStatement> read(TokenCursor at) throws DdlException {
        return new UpdateReader(at).read();
    }

    private List<SchemaStatement> read() throws DdlException {
        if (!at.take("SET")) {
            throw refused();
        }
        do {
            copy();
        } while (at.take(","));
        if (!at.atEnd()) {
            throw refused();
        }
        return copies;
    }

    private void copy() throws DdlException {
        String to = at.name("column");
        if (!at.take("=")) {
            throw refused();
        }
        int parentheses = 0;
        while (at.take("(")) {
            parentheses++;
        }
        Optional<ColumnType> cast = Optional.empty();
        String from;
        if (at.take("CAST", "(")) {
            from = column();
            if (!at.take("AS")) {
                throw refused();
            }
            cast = Optional.of(ColumnReader.type(at, from));
            at.expect(")");
        } else if (at.take("CONVERT", "(")) {
            cast = Optional.of(ColumnReader.type(at, to));
            at.expect(",");
            from = column();
            at.expect(")");
        } else {
            from = column();
        }
        while (parentheses > 0 && at.take(")")) {
            parentheses--;
        }
        if (cast.isEmpty() && at.take(":", ":")) {
            cast = Optional.of(ColumnReader.type(at, from));
        }
        while (parentheses > 0 && at.take(")")) {
            parentheses--;
        }
        if (parentheses > 0) {
            throw refused();
        }
        copies.add(new SchemaStatement.CopyColumn(table, from, to, cast));
    }

    /** A column of the table itself, with or without the table's name before it. */
    private String column() throws DdlException {
        if (!at.peek().isName()) {
            throw refused();
        }
        String name = at.name("column");
        return at.take(".") ? at.name("column") : name;
    }

    private DdlException refused() {
        return at.refused("UPDATE is refused: it does more than copy columns", Accepted.COPIES);
    }
}
