package org.zenotisync.schema.ddl;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.alter.Alter;
import net.sf.jsqlparser.statement.alter.AlterExpression;
import net.sf.jsqlparser.statement.alter.AlterOperation;
import net.sf.jsqlparser.statement.create.table.ColDataType;
import net.sf.jsqlparser.statement.create.table.CreateTable;
import net.sf.jsqlparser.statement.create.table.Index;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.model.TableStorage;

/**
 * The one place that knows JSqlParser. It gets statements that the readers have written anew, with quoted names and
 * without defaults and attributes, so that it sees nothing but the words of types; what it reads is checked against
 * what was meant. The parser is used directly, because its facade {@code CCJSqlParserUtil} starts threads.
 */
final class SqlGrammar {

    private SqlGrammar() {}

    static TableDefinition createTable(
            String table,
            List<ColumnSource> columns,
            List<String> primaryKey,
            List<String> sortKey,
            TableStorage storage,
            TokenCursor at)
            throws DdlException {
        // column i stands in line i + 2: parse() counts on that
        StringBuilder sql =
                new StringBuilder("CREATE TABLE ").append(quoted(table)).append(" (");
        for (int i = 0; i < columns.size(); i++) {
            sql.append(i == 0 ? "\n" : ",\n").append(declared(columns.get(i)));
        }
        if (!primaryKey.isEmpty()) {
            String names = primaryKey.stream().map(SqlGrammar::quoted).collect(Collectors.joining(", "));
            sql.append(",\nPRIMARY KEY (").append(names).append(')');
        }
        CreateTable read = parse(sql.append("\n)").toString(), CreateTable.class, columns, at);
        try {
            return new TableDefinition(
                    unquoted(read.getTable().getName()),
                    columns(read, columns, at),
                    primaryKey(read),
                    sortKey,
                    storage);
        } catch (IllegalArgumentException e) {
            throw at.refused(e.getMessage(), "distinct columns, and keys of these columns");
        }
    }

    static ColumnDefinition addColumn(String table, ColumnSource column, TokenCursor at) throws DdlException {
        String sql = "ALTER TABLE " + quoted(table) + " ADD COLUMN\n" + declared(column);
        return alteredColumn(sql, AlterOperation.ADD, column, at);
    }

    static ColumnDefinition alterType(String table, ColumnSource column, TokenCursor at) throws DdlException {
        String sql =
                "ALTER TABLE " + quoted(table) + " ALTER COLUMN\n" + quoted(column.name()) + " TYPE " + column.type();
        return alteredColumn(sql, AlterOperation.ALTER, column, at);
    }

    static SchemaStatement.RenameColumn renameColumn(String table, String from, String to, TokenCursor at)
            throws DdlException {
        String sql = "ALTER TABLE " + quoted(table) + " RENAME COLUMN " + quoted(from) + " TO " + quoted(to);
        AlterExpression read = action(sql, AlterOperation.RENAME, List.of(), at);
        return new SchemaStatement.RenameColumn(
                table, unquoted(read.getColumnOldName()), unquoted(read.getColumnName()));
    }

    private static List<ColumnDefinition> columns(CreateTable read, List<ColumnSource> sources, TokenCursor at)
            throws DdlException {
        var declared = read.getColumnDefinitions();
        if (declared == null || declared.size() != sources.size()) {
            throw at.refused("the columns cannot be told apart", "CREATE TABLE with a list of columns");
        }
        List<ColumnDefinition> columns = new ArrayList<>();
        for (int i = 0; i < sources.size(); i++) {
            columns.add(column(declared.get(i), sources.get(i), at));
        }
        return columns;
    }

    private static List<String> primaryKey(CreateTable read) {
        if (read.getIndexes() == null) {
            return List.of();
        }
        return read.getIndexes().stream()
                .map(Index::getColumnsNames)
                .flatMap(List::stream)
                .map(SqlGrammar::unquoted)
                .toList();
    }

    private static ColumnDefinition alteredColumn(
            String sql, AlterOperation operation, ColumnSource source, TokenCursor at) throws DdlException {
        var types = action(sql, operation, List.of(source), at).getColDataTypeList();
        if (types == null || types.size() != 1) {
            throw unreadableType(source, at);
        }
        return column(types.get(0), source, at);
    }

    private static AlterExpression action(
            String sql, AlterOperation operation, List<ColumnSource> columns, TokenCursor at) throws DdlException {
        List<AlterExpression> actions = parse(sql, Alter.class, columns, at).getAlterExpressions();
        if (actions.size() != 1 || actions.get(0).getOperation() != operation) {
            throw at.refused("ALTER TABLE cannot be read", Accepted.STATEMENTS);
        }
        return actions.get(0);
    }

    private static ColumnDefinition column(
            net.sf.jsqlparser.statement.create.table.ColumnDefinition read, ColumnSource source, TokenCursor at)
            throws DdlException {
        ColDataType type = read.getColDataType();
        // words behind the type that are no attribute; the readers have taken all attributes away
        boolean more = read.getColumnSpecs() != null && !read.getColumnSpecs().isEmpty();
        if (type == null
                || more
                || type.getCharacterSet() != null
                || !unquoted(read.getColumnName()).equals(source.name())) {
            throw unreadableType(source, at);
        }
        try {
            return new ColumnDefinition(source.name(), TypeReader.read(type), source.encoding(), source.notNull());
        } catch (IllegalArgumentException e) {
            throw at.refused(source.line(), "column " + source.name() + ": " + e.getMessage(), Accepted.TYPES);
        }
    }

    private static <T extends Statement> T parse(
            String sql, Class<T> expected, List<ColumnSource> columns, TokenCursor at) throws DdlException {
        Statement read;
        try {
            read = new CCJSqlParser(sql).withAllowComplexParsing(false).Statement();
        } catch (ParseException e) {
            boolean placed = e.currentToken != null && e.currentToken.next != null;
            int column = placed ? e.currentToken.next.beginLine - 2 : -1;
            throw column >= 0 && column < columns.size()
                    ? unreadableType(columns.get(column), at)
                    : at.refused("the statement cannot be read", Accepted.STATEMENTS);
        } catch (RuntimeException | StackOverflowError e) {
            // its lexer and its number parsing throw unchecked
            throw at.refused("the statement cannot be read", Accepted.STATEMENTS);
        }
        if (!expected.isInstance(read)) {
            throw at.refused("the statement cannot be read", Accepted.STATEMENTS);
        }
        return expected.cast(read);
    }

    private static DdlException unreadableType(ColumnSource column, TokenCursor at) {
        return at.refused(
                column.line(),
                "column " + column.name() + ": the type " + column.type() + " cannot be read",
                Accepted.TYPES);
    }

    private static String declared(ColumnSource column) {
        return quoted(column.name()) + " " + column.type();
    }

    /** Names are folded identifiers here: none holds a quote. */
    private static String quoted(String name) {
        return '"' + name + '"';
    }

    private static String unquoted(String name) {
        return name.substring(1, name.length() - 1);
    }
}
