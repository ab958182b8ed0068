package org.zenotisync.schema.ddl;

import java.util.List;
import java.util.Locale;

/**
 * The default of an added column. Only constants are accepted: what a function like GETDATE() gives depends on when
 * the script is run, so that two replicas of one feed would differ.
 */
final class ConstantDefault {

    private ConstantDefault() {}

    /**
     * The value of a default.
     *
     * @return unquoted text; null for no default and for NULL
     */
    static String read(ColumnSource column, TokenCursor at) throws DdlException {
        if (column.defaultValue() == null) {
            return null;
        }
        List<Token> tokens = withoutParentheses(column.defaultValue());
        Token last = tokens.get(tokens.size() - 1);
        boolean alone = tokens.size() == 1;
        boolean prefixed = tokens.size() == 2;
        Token first = tokens.get(0);
        switch (last.kind()) {
            case STRING -> {
                // N'…' is how SQL Server writes Unicode text
                if (alone || prefixed && first.is("N")) {
                    return last.text();
                }
            }
            case NUMBER -> {
                if (alone || prefixed && first.is("+")) {
                    return last.text();
                }
                if (prefixed && first.is("-")) {
                    return "-" + last.text();
                }
            }
            case WORD -> {
                if (alone && (last.is("TRUE") || last.is("FALSE"))) {
                    return last.text().toLowerCase(Locale.ROOT);
                }
                if (alone && last.is("NULL")) {
                    return null;
                }
            }
            default -> {}
        }
        throw at.refused(
                column.line(),
                "the DEFAULT of column " + column.name() + " is no constant",
                "a number, a string, TRUE, FALSE or NULL; no expression, cast or function, neither CURRENT_TIMESTAMP, "
                        + "GETDATE() nor SYSDATE");
    }

    /** SQL Server writes {@code ((0))}. */
    private static List<Token> withoutParentheses(List<Token> tokens) {
        List<Token> inner = tokens;
        while (inner.size() > 2
                && inner.get(0).is("(")
                && inner.get(inner.size() - 1).is(")")) {
            inner = inner.subList(1, inner.size() - 1);
        }
        return inner;
    }
}
