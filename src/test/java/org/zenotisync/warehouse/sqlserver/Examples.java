package org.zenotisync.warehouse.sqlserver;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.sql.Connection;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.ColumnType.Kind;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.warehouse.StageTable;

/** Tables for tests of statements, and all statements that a class of them can make. */
final class Examples {

    /** A fact whose key is a text. */
    static final TableDefinition FACT = table(
            "bi_factsales",
            column("saleid", ColumnType.varchar(36)),
            column("amount", ColumnType.decimal(19, 4)),
            column("note", ColumnType.varchar(65_535)),
            column("void", ColumnType.of(Kind.BOOLEAN)),
            column("organizationid", ColumnType.varchar(36)));

    static final TableDefinition DIMENSION =
            table("bi_dimuser", column("userid", ColumnType.of(Kind.BIGINT)), column("name", ColumnType.varchar(20)));

    /** A column of each type. */
    static final TableDefinition TYPES = table(
            "bi_dimtypes",
            column("is_there", ColumnType.of(Kind.BOOLEAN)),
            column("small", ColumnType.of(Kind.SMALLINT)),
            column("whole", ColumnType.of(Kind.INTEGER)),
            column("big", ColumnType.of(Kind.BIGINT)),
            column("exact", ColumnType.decimal(38, 10)),
            column("short_float", ColumnType.of(Kind.REAL)),
            column("long_float", ColumnType.of(Kind.DOUBLE)),
            column("text", ColumnType.varchar(4_000)),
            column("long_text", ColumnType.varchar(4_001)),
            column("day", ColumnType.of(Kind.DATE)),
            column("clock", ColumnType.of(Kind.TIME)),
            column("moment", ColumnType.of(Kind.TIMESTAMP)),
            column("zoned", ColumnType.of(Kind.TIMESTAMPTZ)));

    private Examples() {}

    static ColumnDefinition column(String name, ColumnType type) {
        return new ColumnDefinition(name, type);
    }

    private static TableDefinition table(String name, ColumnDefinition... columns) {
        return new TableDefinition(name, List.of(columns), List.of(), List.of());
    }

    /**
     * All statements of an object: what its public methods give that return a text, sorted by their names.
     *
     * @param columns for lists of names
     */
    static Map<String, String> statements(Object of, List<String> columns) throws ReflectiveOperationException {
        Map<String, String> statements = new TreeMap<>();
        List<Method> methods = Arrays.stream(of.getClass().getMethods())
                .filter(method -> method.getReturnType() == String.class
                        && !method.getName().equals("toString")
                        // it executes some
                        && !List.of(method.getParameterTypes()).contains(Connection.class)
                        && !Modifier.isStatic(method.getModifiers()))
                .sorted(Comparator.comparing(Method::getName))
                .toList();
        for (Method method : methods) {
            Object[] arguments = Arrays.stream(method.getGenericParameterTypes())
                    .map(type -> argument(type, columns))
                    .toArray();
            method.setAccessible(true);
            statements.put(method.getName(), (String) method.invoke(of, arguments));
        }
        return statements;
    }

    private static Object argument(Type type, List<String> columns) {
        if (type == int.class) {
            return 2;
        }
        if (type == long.class) {
            return 7L;
        }
        if (type == String.class) {
            return StageTable.NAME;
        }
        ParameterizedType list = (ParameterizedType) type;
        boolean isOfTexts = list.getActualTypeArguments()[0] == String.class;
        if (list.getRawType() == Set.class) {
            return Set.of(0, 1);
        }
        return isOfTexts ? columns : List.of(0);
    }
}
