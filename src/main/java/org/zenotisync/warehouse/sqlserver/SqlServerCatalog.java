package org.zenotisync.warehouse.sqlserver;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.ColumnType.Kind;
import org.zenotisync.warehouse.Catalog;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.PresentType;

/**
 * The tables as SQL Server lists them (relational-databases/system-catalog-views/sys-columns-transact-sql). Whether
 * names are compared with their case, the collation of the database says; OBJECT_ID follows it.
 */
final class SqlServerCatalog implements Catalog {

    private static final String SELECT_COLUMNS =
            """
            SELECT c.name
            FROM sys.columns AS c
            WHERE c.object_id = OBJECT_ID(?)
            ORDER BY c.column_id""";

    private static final String SELECT_OTHER_CASE =
            """
            SELECT o.name
            FROM sys.objects AS o
            WHERE o.schema_id = SCHEMA_ID(COALESCE(?, SCHEMA_NAME())) AND o.type IN ('U', 'V')
              AND LOWER(o.name) = LOWER(?) AND o.name <> ?
            ORDER BY o.name""";

    /** A type that somebody has defined counts as the one that it is made from. */
    static final String SELECT_TYPES =
            """
            SELECT c.name, t.name, c.max_length, c.[precision], c.scale
            FROM sys.columns AS c
            JOIN sys.types AS t ON t.user_type_id = c.system_type_id
            WHERE c.object_id = OBJECT_ID(?)""";

    /** A rowversion (189) is filled by the server. */
    private static final String SELECT_MANDATORY =
            """
            SELECT c.name
            FROM sys.columns AS c
            WHERE c.object_id = OBJECT_ID(?) AND c.is_nullable = 0 AND c.default_object_id = 0 AND c.is_identity = 0
              AND c.is_computed = 0 AND c.generated_always_type = 0 AND c.system_type_id <> 189
            ORDER BY c.column_id""";

    /** Types that cut or round a value without an error, or whose texts have other bytes than were inserted. */
    private static final Pattern CUTTING = Pattern.compile(
            "(small)?datetime|(datetime2|datetimeoffset|time)\\([0-5]\\)|(small)?money|n?(var)?char\\(.*"
                    + "|(var)?binary\\(.*|n?text");

    private final SqlServerDialect dialect;

    SqlServerCatalog(SqlServerDialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public Optional<List<String>> columnsOf(Connection connection, String table) throws SQLException {
        List<String> columns =
                Jdbc.query(connection, SELECT_COLUMNS, SqlServerCatalog::folded, dialect.qualified(table));
        return columns.isEmpty() ? Optional.empty() : Optional.of(columns);
    }

    private static String folded(ResultSet row) throws SQLException {
        return row.getString(1).toLowerCase(Locale.ROOT);
    }

    @Override
    public Optional<String> otherCaseOf(Connection connection, String table) throws SQLException {
        return Jdbc.first(connection, SELECT_OTHER_CASE, row -> row.getString(1), dialect.schema(), table, table);
    }

    @Override
    public Map<String, PresentType> typesOf(Connection connection, String table) throws SQLException {
        Map<String, PresentType> types = new HashMap<>();
        Jdbc.query(
                connection,
                SELECT_TYPES,
                row -> types.put(folded(row), type(row.getString(2), row.getInt(3), row.getInt(4), row.getInt(5))),
                dialect.qualified(table));
        return types;
    }

    /**
     * A type.
     *
     * @param name of a type of the system
     * @param bytes that a value has at most, -1 for MAX
     */
    static PresentType type(String name, int bytes, int precision, int scale) {
        String ofLength = name + "(" + (bytes < 0 ? "max" : Integer.toString(bytes)) + ")";
        String ofScale = name + "(" + scale + ")";
        return switch (name) {
            case "nvarchar", "nchar" -> {
                String spelled = name + "(" + (bytes < 0 ? "max" : Integer.toString(bytes / 2)) + ")";
                yield PresentType.text(spelled, bytes < 0 ? ColumnType.MAX_VARCHAR : Math.max(1, bytes / 2));
            }
            case "varchar", "char" ->
                PresentType.text(ofLength, bytes < 0 ? ColumnType.MAX_VARCHAR : Math.max(1, bytes));
            case "varbinary", "binary" -> PresentType.ofOwner(ofLength);
            case "bit" -> PresentType.of(name, Kind.BOOLEAN);
            case "smallint" -> PresentType.of(name, Kind.SMALLINT);
            case "int" -> PresentType.of(name, Kind.INTEGER);
            case "bigint" -> PresentType.of(name, Kind.BIGINT);
            case "decimal", "numeric" ->
                PresentType.decimal(name + "(" + precision + "," + scale + ")", precision, scale);
            case "real" -> PresentType.of(name, Kind.REAL);
            case "float" -> PresentType.of(name, Kind.DOUBLE);
            case "date" -> PresentType.of(name, Kind.DATE);
            case "time" -> ofFraction(ofScale, scale, Kind.TIME);
            case "datetime2" -> ofFraction(ofScale, scale, Kind.TIMESTAMP);
            case "datetimeoffset" -> ofFraction(ofScale, scale, Kind.TIMESTAMPTZ);
            default -> PresentType.ofOwner(name);
        };
    }

    /** One with less than microseconds would round. */
    private static PresentType ofFraction(String spelled, int scale, Kind kind) {
        return scale < 6 ? PresentType.ofOwner(spelled) : PresentType.of(spelled, kind);
    }

    /**
     * A VARCHAR has question marks for what its code page lacks, and CHAR gets blanks; a uniqueidentifier takes the
     * beginning of a longer text (t-sql/data-types).
     */
    @Override
    public boolean takes(Connection connection, String table, ColumnDefinition column) throws SQLException {
        PresentType present = typesOf(connection, table).get(column.name());
        if (present == null) {
            return true;
        }
        return column.type().isText()
                ? present.spelled().startsWith("nvarchar")
                : !CUTTING.matcher(present.spelled()).matches();
    }

    @Override
    public List<String> mandatoryColumns(Connection connection, String table) throws SQLException {
        return Jdbc.query(connection, SELECT_MANDATORY, SqlServerCatalog::folded, dialect.qualified(table));
    }
}
