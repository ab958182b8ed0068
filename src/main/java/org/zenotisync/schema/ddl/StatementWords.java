package org.zenotisync.schema.ddl;

import java.util.Set;

/**
 * The words that begin a statement which may change tables. SQL Server needs no semicolon between statements, so such a
 * word can follow another statement anywhere. It must not be passed over there.
 */
final class StatementWords {

    private static final Set<String> CHANGING = Set.of(
            "ALTER",
            "CALL",
            "COPY",
            "CREATE",
            "DELETE",
            "DROP",
            "EXEC",
            "EXECUTE",
            "INSERT",
            "MERGE",
            "RENAME",
            "SELECT",
            "SP_RENAME",
            "TRUNCATE",
            "UPDATE");

    private StatementWords() {}

    /** Whether the next token begins such a statement, if it is outside of parentheses. */
    static boolean isNext(TokenCursor at) {
        return at.atAny(CHANGING);
    }

    /**
     * Steps over an expression or a condition.
     *
     * @throws DdlException if another statement begins
     */
    static void skipOne(TokenCursor at) throws DdlException {
        if (isNext(at)) {
            throw at.refused(at.shown() + " after a statement that has not ended", "a semicolon between statements");
        }
        if (at.at("(")) {
            at.skipParentheses();
        } else {
            at.next();
        }
    }
}
