package org.zenotisync.schema.ddl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.zenotisync.model.ColumnEncoding;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.Identifiers;

/**
 * Reads one column of CREATE TABLE or ALTER TABLE: a name, the words of its type up to the first attribute, and the
 * attributes. The position decides what is a name, so a column may be called like any keyword, quoted or not.
 */
final class ColumnReader {

    private static final Set<String> ATTRIBUTES = Set.of(
            "NOT",
            "NULL",
            "DEFAULT",
            "IDENTITY",
            "GENERATED",
            "ENCODE",
            "DISTKEY",
            "SORTKEY",
            "PRIMARY",
            "UNIQUE",
            "REFERENCES",
            "COLLATE",
            "CHECK",
            "ROWGUIDCOL",
            "SPARSE",
            "CONSTRAINT");

    /** Longer than any type that is kept. */
    private static final int MAX_TYPE_LENGTH = 60;

    private final TokenCursor at;
    private boolean primaryKey;
    private boolean sortKey;
    private boolean distKey;
    private Optional<ColumnEncoding> encoding = Optional.empty();
    private boolean notNull;
    private boolean nullable;
    private boolean identity;
    private Optional<List<Token>> defaultValue = Optional.empty();

    private ColumnReader(TokenCursor at) {
        this.at = at;
    }

    /** Reads up to the comma, the closing parenthesis or the end after the column. */
    static ColumnSource read(TokenCursor at) throws DdlException {
        int line = at.line();
        String name = at.name("column");
        return new ColumnReader(at).read(name, line);
    }

    /** Reads a column after its name. */
    static ColumnSource readAfterName(TokenCursor at, String name, int line) throws DdlException {
        return new ColumnReader(at).read(name, line);
    }

    private ColumnSource read(String name, int line) throws DdlException {
        ColumnType type = type(at, name);
        while (!atEndOfColumn(at)) {
            attribute();
        }
        return new ColumnSource(
                name, line, type, primaryKey, sortKey, distKey, encoding, notNull, nullable, identity, defaultValue);
    }

    /**
     * Reads the words of a type up to an attribute, a comma, a closing parenthesis or the end.
     *
     * @param name name of the column, for messages
     */
    static ColumnType type(TokenCursor at, String name) throws DdlException {
        int line = at.line();
        List<Token> type = new ArrayList<>();
        int length = 0;
        int depth = 0;
        while (depth > 0 ? !at.atEnd() : !atEndOfColumn(at) && !at.atAny(ATTRIBUTES)) {
            Token token = at.peek();
            boolean plain =
                    switch (token.kind()) {
                        case WORD, FOREIGN_WORD -> true;
                        // no type has a number with more digits than an int
                        case NUMBER -> token.text().length() <= 9;
                        // tools of SQL Server write [int]
                        case QUOTED_NAME -> Identifiers.isValid(token.text());
                        case MARK -> token.is("(") || token.is(")") || token.is(",") || token.is(".");
                        case STRING, END -> false;
                    };
            if (!plain || at.at("(", ")")) {
                throw at.refused(at.shown() + " in the type of column " + name, Accepted.TYPES);
            }
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            length += token.text().length();
            if (length > MAX_TYPE_LENGTH) {
                throw at.refused(line, "column " + name + " has no readable type", Accepted.TYPES);
            }
            type.add(at.next());
        }
        if (type.isEmpty()) {
            throw at.refused(line, "column " + name + " has no type", Accepted.TYPES);
        }
        try {
            return TypeReader.read(type);
        } catch (IllegalArgumentException e) {
            throw at.refused(line, "column " + name + ": " + e.getMessage(), Accepted.TYPES);
        }
    }

    private void attribute() throws DdlException {
        if (at.take("NULL")) {
            nullable = true;
        } else if (at.take("NOT", "NULL")) {
            notNull = true;
        } else if (at.take("PRIMARY", "KEY")) {
            primaryKey = true;
            KeyOptions.skip(at);
        } else if (at.take("UNIQUE")) {
            KeyOptions.skip(at);
        } else if (at.take("SORTKEY")) {
            sortKey = true;
        } else if (at.take("DISTKEY")) {
            distKey = true;
        } else if (at.take("DEFAULT")) {
            defaultValue = Optional.of(defaultTokens());
        } else if (at.take("IDENTITY")
                || at.take("GENERATED", "BY", "DEFAULT", "AS", "IDENTITY")
                || at.take("GENERATED", "ALWAYS", "AS", "IDENTITY")) {
            identity = true;
            if (at.at("(")) {
                at.skipParentheses();
            }
            at.take("NOT", "FOR", "REPLICATION");
        } else if (at.take("CHECK")) {
            at.skipParentheses();
        } else if (at.take("ROWGUIDCOL") || at.take("SPARSE") || at.take("WITH", "VALUES")) {
            return;
        } else if (at.take("ENCODE")) {
            // if Redshift does not have it, Redshift chooses one
            encoding = ColumnEncoding.of(at.name("encoding"));
        } else if (at.take("COLLATE")) {
            at.name("collation");
        } else if (at.take("CONSTRAINT")) {
            at.name("constraint");
        } else if (at.take("REFERENCES")) {
            KeyOptions.skipReference(at);
        } else {
            throw at.unexpected(Accepted.COLUMN_ATTRIBUTES);
        }
    }

    /** An expression has no end of its own. It ends before the next attribute that is not in parentheses or in CASE. */
    private List<Token> defaultTokens() throws DdlException {
        List<Token> tokens = new ArrayList<>();
        int depth = 0;
        int cases = 0;
        while (depth > 0
                ? !at.atEnd()
                : !atEndOfColumn(at)
                        && !at.at("WITH", "VALUES")
                        && (tokens.isEmpty() || cases > 0 || !at.atAny(ATTRIBUTES))) {
            if (depth == 0 && StatementWords.isNext(at)) {
                throw at.unexpected("a semicolon before the next statement");
            }
            Token token = at.next();
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            cases += token.is("CASE") ? 1 : token.is("END") ? -1 : 0;
            tokens.add(token);
        }
        if (tokens.isEmpty()) {
            throw at.unexpected("a value after DEFAULT");
        }
        return tokens;
    }

    private static boolean atEndOfColumn(TokenCursor at) {
        return at.atEnd() || at.at(",") || at.at(")");
    }
}
