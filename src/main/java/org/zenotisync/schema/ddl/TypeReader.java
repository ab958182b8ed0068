package org.zenotisync.schema.ddl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.ColumnType.Kind;

/**
 * The column types that are kept, by the names that Redshift and SQL Server have for them. Defaults are Redshift's
 * ("Data types" of its documentation): DECIMAL is (18,0), CHAR 1, VARCHAR, TEXT and BPCHAR 256.
 */
final class TypeReader {

    private static final int DEFAULT_TEXT = 256;

    /** What Redshift makes of CHAR(MAX). */
    private static final int MAX_CHAR = 4_096;

    private static final int UUID_TEXT = 36;

    /** Bytes that the 128 characters of a name in SQL Server may take. */
    private static final int SYSTEM_NAME = 512;

    /** Binary digits of a REAL; FLOAT(n) with more is a DOUBLE PRECISION. */
    private static final int REAL_DIGITS = 24;

    private static final int DOUBLE_DIGITS = 53;

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private final String name;
    private final List<String> arguments;
    private final List<Token> tokens;

    private TypeReader(String name, List<String> arguments, List<Token> tokens) {
        this.name = name;
        this.arguments = arguments;
        this.tokens = tokens;
    }

    /**
     * Reads a type: words, at most one list of numbers, and words again, as in {@code TIMESTAMP(6) WITH TIME ZONE}.
     *
     * @param tokens at least one; parentheses are balanced
     * @throws IllegalArgumentException if it is unknown, cannot be kept or has wrong arguments
     */
    static ColumnType read(List<Token> tokens) {
        StringBuilder name = new StringBuilder();
        List<String> arguments = new ArrayList<>();
        int position = 0;
        while (position < tokens.size()) {
            Token token = tokens.get(position);
            if (token.isName()) {
                boolean qualified = name.toString().endsWith(".");
                name.append(name.isEmpty() || qualified ? "" : " ").append(upper(token));
                position++;
            } else if (token.is(".") && !name.isEmpty() && name.indexOf(" ") < 0) {
                name.append('.');
                position++;
            } else if (token.is("(") && !name.isEmpty() && arguments.isEmpty()) {
                position = arguments(tokens, position, arguments);
            } else {
                throw unreadable(tokens);
            }
        }
        return new TypeReader(name.toString(), arguments, tokens).read();
    }

    /** Reads {@code (1, 2)}; returns the position after it. */
    private static int arguments(List<Token> tokens, int open, List<String> arguments) {
        int position = open;
        do {
            Token argument = tokens.get(position + 1);
            boolean number = argument.kind() == Token.Kind.NUMBER
                    && DIGITS.matcher(argument.text()).matches();
            if (!number && !argument.is("MAX") || position + 2 >= tokens.size()) {
                throw unreadable(tokens);
            }
            arguments.add(upper(argument));
            position += 2;
        } while (tokens.get(position).is(","));
        if (!tokens.get(position).is(")")) {
            throw unreadable(tokens);
        }
        return position + 1;
    }

    private ColumnType read() {
        return switch (name) {
            case "BOOLEAN", "BOOL", "BIT" -> plain(Kind.BOOLEAN);
            case "SMALLINT", "INT2", "TINYINT", "INT1", "BYTEINT", "SMALLSERIAL" -> plain(Kind.SMALLINT);
            case "INTEGER", "INT", "INT4", "MEDIUMINT", "SERIAL" -> plain(Kind.INTEGER);
            case "BIGINT", "INT8", "BIGSERIAL" -> plain(Kind.BIGINT);
            case "DECIMAL", "NUMERIC", "DEC" -> decimal();
            case "SMALLMONEY" -> constant(ColumnType.decimal(10, 4));
            case "MONEY" -> constant(ColumnType.decimal(19, 4));
            case "REAL", "FLOAT4" -> plain(Kind.REAL);
            case "DOUBLE PRECISION", "DOUBLE", "FLOAT8" -> plain(Kind.DOUBLE);
            case "FLOAT" -> floating();
            case "CHAR", "NCHAR", "CHARACTER", "NATIONAL CHARACTER", "NATIONAL CHAR" -> text(1, MAX_CHAR);
            case "BPCHAR" -> text(DEFAULT_TEXT, MAX_CHAR);
            case "VARCHAR", "NVARCHAR", "CHARACTER VARYING", "CHAR VARYING", "NCHAR VARYING", "TEXT" ->
                text(DEFAULT_TEXT, ColumnType.MAX_VARCHAR);
            case "NATIONAL CHARACTER VARYING", "NATIONAL CHAR VARYING", "VARCHAR2", "NVARCHAR2" ->
                text(DEFAULT_TEXT, ColumnType.MAX_VARCHAR);
            case "NTEXT", "NATIONAL TEXT", "STRING", "LONGTEXT", "MEDIUMTEXT", "CLOB", "NCLOB", "LONG VARCHAR" ->
                text(ColumnType.MAX_VARCHAR, ColumnType.MAX_VARCHAR);
            case "TINYTEXT" -> constant(ColumnType.varchar(DEFAULT_TEXT));
            case "SYSNAME" -> constant(ColumnType.varchar(SYSTEM_NAME));
            case "UNIQUEIDENTIFIER", "UUID" -> constant(ColumnType.varchar(UUID_TEXT));
            case "DATE" -> plain(Kind.DATE);
            case "TIME", "TIME WITHOUT TIME ZONE" -> temporal(Kind.TIME);
            case "TIMESTAMP", "TIMESTAMP WITHOUT TIME ZONE", "DATETIME", "DATETIME2", "SMALLDATETIME" ->
                temporal(Kind.TIMESTAMP);
            case "TIMESTAMPTZ", "TIMESTAMP WITH TIME ZONE", "DATETIMEOFFSET" -> temporal(Kind.TIMESTAMPTZ);
            case "TIME WITH TIME ZONE" -> throw unkept();
            default -> throw name.contains(" ") ? unreadable(tokens) : unkept();
        };
    }

    private IllegalArgumentException unkept() {
        return new IllegalArgumentException("the type " + name + " cannot be kept");
    }

    private static IllegalArgumentException unreadable(List<Token> tokens) {
        StringBuilder text = new StringBuilder();
        for (Token token : tokens) {
            boolean spaced = !text.isEmpty()
                    && token.kind() != Token.Kind.MARK
                    && "(,.".indexOf(text.charAt(text.length() - 1)) < 0;
            text.append(spaced ? " " : "").append(token.text());
        }
        return new IllegalArgumentException("the type " + text + " cannot be read");
    }

    private static String upper(Token token) {
        return token.text().toUpperCase(Locale.ROOT);
    }

    private ColumnType plain(Kind kind) {
        return constant(ColumnType.of(kind));
    }

    private ColumnType constant(ColumnType type) {
        requireArguments(0);
        return type;
    }

    private ColumnType decimal() {
        if (arguments.size() > 2) {
            throw unreadable(tokens);
        }
        if (arguments.isEmpty()) {
            return ColumnType.decimal(18, 0);
        }
        return ColumnType.decimal(number(0), arguments.size() > 1 ? number(1) : 0);
    }

    private ColumnType floating() {
        requireArguments(1);
        int digits = arguments.isEmpty() ? DOUBLE_DIGITS : number(0);
        if (digits < 1 || digits > DOUBLE_DIGITS) {
            throw new IllegalArgumentException("FLOAT takes 1 to 53 binary digits, not " + digits);
        }
        return ColumnType.of(digits <= REAL_DIGITS ? Kind.REAL : Kind.DOUBLE);
    }

    private ColumnType text(int byDefault, int max) {
        requireArguments(1);
        if (arguments.isEmpty()) {
            return ColumnType.varchar(byDefault);
        }
        return ColumnType.varchar(arguments.get(0).equals("MAX") ? max : number(0));
    }

    /** Fractions of seconds are kept as precisely as the target can, whatever the declared digits. */
    private ColumnType temporal(Kind kind) {
        requireArguments(1);
        if (!arguments.isEmpty() && number(0) > 9) {
            throw new IllegalArgumentException(name + " takes 0 to 9 digits of a second, not " + number(0));
        }
        return ColumnType.of(kind);
    }

    private void requireArguments(int most) {
        if (arguments.size() > most) {
            throw new IllegalArgumentException("the type " + name + " takes at most " + most + " numbers");
        }
    }

    private int number(int index) {
        try {
            return Integer.parseUnsignedInt(arguments.get(index));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "the type " + name + " cannot have the number " + arguments.get(index), e);
        }
    }
}
