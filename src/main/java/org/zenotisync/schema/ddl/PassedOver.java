package org.zenotisync.schema.ddl;

import java.util.Optional;
import java.util.Set;

/**
 * Statements that people export along with their tables, and that change no columns: they are not applied. Prose may
 * begin with the same words, so the words that follow are checked, too.
 */
final class PassedOver {

    private static final Set<String> TRANSACTION_WORDS =
            Set.of("TRAN", "TRANSACTION", "WORK", "ISOLATION", "LEVEL", "SERIALIZABLE", "READ", "WRITE", "ONLY");

    private static final Set<String> VACUUM_WORDS =
            Set.of("FULL", "SORT", "DELETE", "ONLY", "REINDEX", "RECLUSTER", "ANALYZE", "VERBOSE", "FREEZE");

    private static final Set<String> SET_SCOPES =
            Set.of("TRANSACTION", "SESSION", "LOCAL", "ROLE", "STATISTICS", "CONSTRAINTS");

    private static final Set<String> COMMENTED =
            Set.of("TABLE", "COLUMN", "SCHEMA", "DATABASE", "INDEX", "CONSTRAINT", "VIEW");

    private static final Set<String> DESCRIPTIONS =
            Set.of("SP_ADDEXTENDEDPROPERTY", "SP_UPDATEEXTENDEDPROPERTY", "SP_DROPEXTENDEDPROPERTY");

    private PassedOver() {}

    /** What kind of statement it is, from its first token on; empty if it is not passed over. */
    static Optional<String> kind(TokenCursor at) {
        Token first = at.peek();
        Token second = at.peek(1);
        if (first.kind() != Token.Kind.WORD) {
            return Optional.empty();
        }
        boolean passed =
                switch (first.upper()) {
                    case "GRANT" -> at.has("TO") && (at.has("ON") || at.has("ROLE"));
                    case "REVOKE" -> at.has("FROM") && (at.has("ON") || at.has("ROLE"));
                    case "COMMENT" -> at.at("COMMENT", "ON") && isOneOf(at.peek(2), COMMENTED) && at.has("IS");
                    case "ANALYZE", "ANALYSE" -> isAnalyze(at);
                    case "VACUUM" -> isVacuum(at);
                    case "BEGIN", "COMMIT", "END" -> isTransaction(at);
                    case "START" -> at.at("START", "TRANSACTION");
                    case "SET" -> isSet(at);
                    case "USE" -> second.isName() && at.length() == 2;
                    case "PRINT" -> isPrint(at);
                    case "EXEC", "EXECUTE" -> isDescription(at);
                    case "CREATE" -> isCreate(at);
                    case "DROP" -> at.at("DROP", "INDEX") || at.at("DROP", "STATISTICS");
                    case "ALTER" -> isAlter(at);
                    default -> false;
                };
        if (!passed) {
            return Optional.empty();
        }
        return Optional.of(
                switch (first.upper()) {
                    case "COMMENT" -> "COMMENT ON";
                    case "START" -> "START TRANSACTION";
                    case "CREATE" ->
                        at.at("CREATE", "SCHEMA")
                                ? "CREATE SCHEMA"
                                : at.at("CREATE", "STATISTICS") ? "CREATE STATISTICS" : "CREATE INDEX";
                    case "DROP" -> "DROP " + second.upper();
                    case "ALTER" -> at.has("OWNER") ? "OWNER TO" : "ALTER INDEX";
                    case "EXEC", "EXECUTE" -> "EXEC of an extended property";
                    default -> first.upper();
                });
    }

    /**
     * Steps over a statement of these kinds.
     *
     * @throws DdlException if it contains another statement, which may change columns
     */
    static void requireEnd(TokenCursor at) throws DdlException {
        Token first = at.next();
        if (first.is("VACUUM")) {
            at.skipRest();
            return;
        }
        // rights have the names of statements, and columns may have them
        String named =
                switch (first.upper()) {
                    case "GRANT" -> "TO";
                    case "REVOKE" -> "FROM";
                    case "COMMENT" -> "IS";
                    default -> "";
                };
        while (!named.isEmpty() && !at.take(named)) {
            if (at.at("(")) {
                at.skipParentheses();
            } else {
                at.next();
            }
        }
        if (named.isEmpty() && !at.atEnd()) {
            // CREATE INDEX
            at.next();
        }
        while (!at.atEnd()) {
            StatementWords.skipOne(at);
        }
    }

    private static boolean isTransaction(TokenCursor at) {
        int words = 1;
        while (words < at.length() && isOneOf(at.peek(words), TRANSACTION_WORDS)) {
            words++;
        }
        // SQL Server: a name of the transaction
        return words == at.length()
                || words == 2 && at.length() == 3 && at.peek(2).isName();
    }

    private static boolean isSet(TokenCursor at) {
        if (at.length() < 3 || !at.peek(1).isName()) {
            return false;
        }
        Token last = at.peek(at.length() - 1);
        return isOneOf(at.peek(1), SET_SCOPES)
                || at.peek(2).is("=")
                || at.peek(2).is("TO")
                || last.is("ON")
                || last.is("OFF")
                || at.length() == 3 && !at.peek(2).is(":");
    }

    private static boolean isPrint(TokenCursor at) {
        Token value = at.peek(1);
        return value.kind() == Token.Kind.STRING
                || value.is("@")
                || value.is("(")
                || value.is("N") && at.peek(2).kind() == Token.Kind.STRING;
    }

    /** {@code ANALYZE [VERBOSE | COMPRESSION] [table [(columns)]] [PREDICATE COLUMNS | ALL COLUMNS]}. */
    private static boolean isAnalyze(TokenCursor at) {
        int i = 1;
        i += at.peek(i).is("VERBOSE") || at.peek(i).is("COMPRESSION") ? 1 : 0;
        i = afterName(at, i);
        if (at.peek(i).is("(")) {
            return at.peek(at.length() - 1).is(")");
        }
        i += at.peek(i).is("PREDICATE") || at.peek(i).is("ALL") ? 1 : 0;
        i += at.peek(i).is("COLUMNS") ? 1 : 0;
        return i == at.length();
    }

    /** {@code VACUUM [FULL | SORT ONLY | …] [table] [TO n PERCENT] [BOOST]}. */
    private static boolean isVacuum(TokenCursor at) {
        int i = 1;
        while (isOneOf(at.peek(i), VACUUM_WORDS)) {
            i++;
        }
        i = afterName(at, i);
        i += at.peek(i).is("TO") && at.peek(i + 2).is("PERCENT") ? 3 : 0;
        i += at.peek(i).is("BOOST") ? 1 : 0;
        return i == at.length();
    }

    private static boolean isCreate(TokenCursor at) {
        int i = 1;
        while (at.peek(i).is("UNIQUE")
                || at.peek(i).is("CLUSTERED")
                || at.peek(i).is("NONCLUSTERED")) {
            i++;
        }
        i += at.peek(i).is("COLUMNSTORE") ? 1 : 0;
        return at.peek(i).is("INDEX") && at.has("ON") || at.at("CREATE", "SCHEMA") || at.at("CREATE", "STATISTICS");
    }

    private static boolean isAlter(TokenCursor at) {
        int length = at.length();
        return !at.at("ALTER", "TABLE")
                        && length > 4
                        && at.peek(length - 3).is("OWNER")
                        && at.peek(length - 2).is("TO")
                || at.at("ALTER", "INDEX");
    }

    private static boolean isDescription(TokenCursor at) {
        int i = afterName(at, 1) - 1;
        return i > 0 && isOneOf(at.peek(i), DESCRIPTIONS);
    }

    /** The position after a name with points that begins at a position. */
    private static int afterName(TokenCursor at, int from) {
        int i = from;
        if (!at.peek(i).isName()) {
            return i;
        }
        i++;
        while (at.peek(i).is(".") && at.peek(i + 1).isName()) {
            i += 2;
        }
        return i;
    }

    private static boolean isOneOf(Token token, Set<String> words) {
        return token.isName() && words.contains(token.upper());
    }
}
