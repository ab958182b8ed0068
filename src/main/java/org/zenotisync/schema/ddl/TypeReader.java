package org.zenotisync.schema.ddl;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import net.sf.jsqlparser.statement.create.table.ColDataType;
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

    /** Binary digits of a REAL; FLOAT(n) with more is a DOUBLE PRECISION. */
    private static final int REAL_DIGITS = 24;

    private static final int DOUBLE_DIGITS = 53;

    private static final Pattern COMMA = Pattern.compile(",");

    private final String name;
    private final List<String> arguments;

    private TypeReader(String name, List<String> arguments) {
        this.name = name;
        this.arguments = arguments;
    }

    /**
     * Reads a type.
     *
     * @throws IllegalArgumentException if it is unknown, cannot be kept or has unfit arguments
     */
    static ColumnType read(ColDataType type) {
        // the grammar gives the arguments of some types as part of the name, of others as a list
        String text = type.getDataType().toUpperCase(Locale.ROOT);
        if (type.getArgumentsStringList() != null) {
            text += "(" + String.join(",", type.getArgumentsStringList()).toUpperCase(Locale.ROOT) + ")";
        }
        int open = text.indexOf('(');
        int close = text.indexOf(')');
        if (open < 0 || close < open) {
            return new TypeReader(text.strip(), List.of()).read();
        }
        String name = text.substring(0, open).strip() + text.substring(close + 1);
        List<String> arguments = COMMA.splitAsStream(text.substring(open + 1, close))
                .map(String::strip)
                .toList();
        return new TypeReader(name.strip(), arguments).read();
    }

    private ColumnType read() {
        return switch (name) {
            case "BOOLEAN", "BOOL", "BIT" -> plain(Kind.BOOLEAN);
            case "SMALLINT", "INT2", "TINYINT" -> plain(Kind.SMALLINT);
            case "INTEGER", "INT", "INT4" -> plain(Kind.INTEGER);
            case "BIGINT", "INT8" -> plain(Kind.BIGINT);
            case "DECIMAL", "NUMERIC" -> decimal();
            case "MONEY" -> constant(ColumnType.decimal(19, 4));
            case "REAL", "FLOAT4" -> plain(Kind.REAL);
            case "DOUBLE PRECISION", "DOUBLE", "FLOAT8" -> plain(Kind.DOUBLE);
            case "FLOAT" -> floating();
            case "CHAR", "NCHAR", "CHARACTER" -> text(1, MAX_CHAR);
            case "BPCHAR" -> text(DEFAULT_TEXT, MAX_CHAR);
            case "VARCHAR", "NVARCHAR", "CHARACTER VARYING", "CHAR VARYING", "NCHAR VARYING", "TEXT" ->
                text(DEFAULT_TEXT, ColumnType.MAX_VARCHAR);
            case "UNIQUEIDENTIFIER" -> constant(ColumnType.varchar(UUID_TEXT));
            case "DATE" -> plain(Kind.DATE);
            case "TIME", "TIME WITHOUT TIME ZONE" -> temporal(Kind.TIME);
            case "TIMESTAMP", "TIMESTAMP WITHOUT TIME ZONE", "DATETIME", "DATETIME2" -> temporal(Kind.TIMESTAMP);
            case "TIMESTAMPTZ", "TIMESTAMP WITH TIME ZONE" -> temporal(Kind.TIMESTAMPTZ);
            default -> throw new IllegalArgumentException("the type " + name + " cannot be kept");
        };
    }

    private ColumnType plain(Kind kind) {
        return constant(ColumnType.of(kind));
    }

    private ColumnType constant(ColumnType type) {
        requireArguments(0);
        return type;
    }

    private ColumnType decimal() {
        requireArguments(2);
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
            throw new IllegalArgumentException("the type " + name + " takes no " + arguments.get(index), e);
        }
    }
}
