package org.zenotisync.redshift;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** What may stand within statements of whatever kind. Functions are those of a list, since nobody knows all others. */
final class Expressions {

    /** Functions, and words that a parenthesis follows as if they were. */
    private static final Set<String> BEFORE_PARENTHESIS = Set.of(
            ("abs avg cast ceil coalesce concat count current_database current_schema date_trunc dense_rank floor greatest has_database_privilege has_schema_privilege has_table_privilege least left length lower"
                            + " ltrim max md5 min mod nullif nvl octet_length pg_backend_pid pg_last_copy_count rank replace"
                            + " right round row_number rtrim sign strpos substring sum translate trim trunc upper"
                            + " bpchar char character decimal nchar numeric nvarchar varchar varying"
                            + " all and any as between by case distinct distkey else except exists from having in"
                            + " intersect join like limit not on or over partition select set some sortkey then union"
                            + " unique using values when where key")
                    .split(" "));

    /** "SQL functions supported on the leader node". */
    private static final Set<String> OF_LEADER = Set.of("current_schema", "pg_backend_pid", "pg_last_copy_count");

    /** "Unsupported PostgreSQL data types", as far as anybody here could come upon them. */
    private static final Set<String> MISSING_TYPES = Set.of(
            ("json jsonb uuid bytea serial serial2 serial4 serial8 smallserial bigserial money inet cidr xml tsvector"
                            + " regclass")
                    .split(" "));

    private Expressions() {}

    static boolean isOfLeader(String function) {
        return OF_LEADER.contains(function);
    }

    static void requireKnown(List<Token> tokens) throws SQLException {
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            Token next = at(tokens, i + 1);
            if (token.isSymbol(";")) {
                throw Refusal.notCarriedOut("several statements in one");
            }
            requireShortReference(tokens, i);
            if (token.isSymbol("::")) {
                RedshiftType.read(new Cursor(tokens.subList(i + 1, tokens.size())));
            }
            if (token.kind() == Token.Kind.WORD) {
                requireKnown(token, next, at(tokens, i - 1));
                requireKnownCast(tokens, i);
            }
        }
    }

    private static Token at(List<Token> tokens, int i) {
        return i >= 0 && i < tokens.size() ? tokens.get(i) : new Token(Token.Kind.END, "", "");
    }

    private static void requireKnown(Token token, Token next, Token last) throws SQLException {
        String word = token.text();
        boolean isPart = last.isSymbol(".") || next.isSymbol(".");
        if (token.is("on") && next.is("conflict")) {
            throw Refusal.lacks("ON CONFLICT");
        }
        if (token.is("on") && next.is("commit")) {
            throw Refusal.lacks("ON COMMIT");
        }
        if (token.is("returning")) {
            throw Refusal.lacks("RETURNING");
        }
        if (token.is("for")) {
            throw Refusal.lacks("SELECT FOR " + next.text());
        }
        if (token.is("limit") && next.kind() == Token.Kind.PARAMETER) {
            throw Refusal.lacks("LIMIT with a parameter that is a bigint");
        }
        if (token.is("distinct") && next.is("on") || token.is("lateral") || token.is("filter") && next.isSymbol("(")) {
            throw Refusal.lacks(word + " of this form");
        }
        if (token.is("array") || token.is("current_catalog")) {
            throw Refusal.lacks(word);
        }
        if (MISSING_TYPES.contains(word) && !isPart) {
            throw Refusal.lacks("type " + word);
        }
        boolean isTable = last.is("into") || last.is("table") || last.is("exists") || last.is("copy") || isPart;
        if (next.isSymbol("(") && !isTable && !BEFORE_PARENTHESIS.contains(word)) {
            throw Refusal.lacks("function " + word + ", as far as the stand-in knows");
        }
    }

    /** A table's alias or name, and the column: no schema before it, let alone a database. */
    private static void requireShortReference(List<Token> tokens, int i) throws SQLException {
        if (at(tokens, i).isSymbol(".") && at(tokens, i + 2).isSymbol(".")) {
            throw Refusal.lacks(
                    "reference of three parts before " + at(tokens, i + 3).text());
        }
    }

    private static void requireKnownCast(List<Token> tokens, int i) throws SQLException {
        boolean isType = at(tokens, i + 1).isSymbol("(")
                && Set.of("varchar", "char", "decimal", "numeric")
                        .contains(tokens.get(i).text());
        if (isType) {
            RedshiftType.read(new Cursor(tokens.subList(i, tokens.size())));
        }
    }
}
