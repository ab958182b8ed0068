package org.zenotisync.schema.ddl;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The default of an added column. Only constants are kept. The value of a function like GETDATE() depends on the time
 * when the script is run, so two replicas of one feed would differ.
 */
final class ConstantDefault {

    private static final String ACCEPTED =
            "a number, a string, TRUE, FALSE or NULL, also with a cast; rows that are there get"
                    + " NULL if it is a function or an expression";

    private ConstantDefault() {}

    /**
     * The value of a default.
     *
     * @return unquoted text; empty for no default, for NULL, and for an expression
     * @throws DdlException if it is a string that cannot be read
     */
    static Optional<String> read(ColumnSource column, TokenCursor at) throws DdlException {
        requireReadable(column, at);
        return column.defaultValue().flatMap(ConstantDefault::constant);
    }

    /** Whether there is a default which is neither a constant nor NULL. */
    static boolean isExpression(ColumnSource column) {
        return column.defaultValue()
                        .filter(tokens -> constant(tokens).isEmpty())
                        .isPresent()
                && !isNull(column);
    }

    /** Whether the default is NULL, as without one. */
    static boolean isNull(ColumnSource column) {
        return column.defaultValue()
                .map(ConstantDefault::withoutParentheses)
                .filter(tokens -> tokens.size() == 1 && tokens.get(0).is("NULL"))
                .isPresent();
    }

    private static Optional<String> constant(List<Token> all) {
        List<Token> tokens = withoutParentheses(all);
        Token last = tokens.get(tokens.size() - 1);
        boolean alone = tokens.size() == 1;
        boolean prefixed = tokens.size() == 2;
        Token first = tokens.get(0);
        if (last.kind() == Token.Kind.STRING && (alone || prefixed && first.is("N"))) {
            // N'…' is how SQL Server writes Unicode text
            return Optional.of(last.text());
        }
        if (last.kind() == Token.Kind.NUMBER && (alone || prefixed && first.is("+"))) {
            return Optional.of(last.text());
        }
        if (last.kind() == Token.Kind.NUMBER && prefixed && first.is("-")) {
            return Optional.of("-" + last.text());
        }
        if (alone && (last.is("TRUE") || last.is("FALSE"))) {
            return Optional.of(last.text().toLowerCase(Locale.ROOT));
        }
        return withoutCast(tokens).flatMap(ConstantDefault::constant);
    }

    /** What stands in {@code x::type}, {@code CAST(x AS type)} or {@code CONVERT(type, x)}. */
    private static Optional<List<Token>> withoutCast(List<Token> tokens) {
        int end = tokens.size() - 1;
        if (tokens.size() > 5 && tokens.get(1).is("(") && tokens.get(end).is(")")) {
            for (int i = 2; i < end; i++) {
                if (tokens.get(0).is("CAST") && tokens.get(i).is("AS") && i > 2) {
                    return Optional.of(tokens.subList(2, i));
                }
            }
            for (int i = end - 1; i > 2; i--) {
                if (tokens.get(0).is("CONVERT") && tokens.get(i).is(",")) {
                    return Optional.of(tokens.subList(i + 1, end));
                }
            }
        }
        for (int i = 1; i + 2 < tokens.size(); i++) {
            boolean isType = tokens.subList(i + 2, tokens.size()).stream()
                    .allMatch(token -> token.isName()
                            || token.kind() == Token.Kind.NUMBER
                            || token.is("(")
                            || token.is(",")
                            || token.is(")"));
            if (tokens.get(i).is(":") && tokens.get(i + 1).is(":") && isType) {
                return Optional.of(tokens.subList(0, i));
            }
        }
        return Optional.empty();
    }

    /** Refuses strings of other kinds, such as {@code U&'x'} and {@code $$x$$}, that are constants but are not read. */
    private static void requireReadable(ColumnSource column, TokenCursor at) throws DdlException {
        List<Token> tokens = column.defaultValue().orElse(List.of());
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean isOther = i > 0
                    && token.kind() == Token.Kind.STRING
                    && tokens.get(i - 1).end() == token.start()
                    && (tokens.get(i - 1).is("&")
                            || tokens.get(i - 1).isName() && !tokens.get(i - 1).is("N"));
            if (isOther
                    || token.is("$")
                    || token.is("(")
                            && i + 1 < tokens.size()
                            && i == 0
                            && tokens.get(1).is(")")) {
                throw at.refused(
                        column.line(), "the DEFAULT of column " + column.name() + " is not a constant", ACCEPTED);
            }
        }
    }

    /** SQL Server writes {@code ((0))}. */
    private static List<Token> withoutParentheses(List<Token> tokens) {
        List<Token> inner = tokens;
        while (inner.size() > 2 && isEnclosed(inner)) {
            inner = inner.subList(1, inner.size() - 1);
        }
        return inner;
    }

    /** Whether the first parenthesis is closed by the last token. */
    private static boolean isEnclosed(List<Token> tokens) {
        if (!tokens.get(0).is("(")) {
            return false;
        }
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            depth += tokens.get(i).is("(") ? 1 : tokens.get(i).is(")") ? -1 : 0;
            if (depth == 0) {
                return i == tokens.size() - 1;
            }
        }
        return false;
    }
}
