package org.zenotisync.warehouse.ansi;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.ColumnType.Kind;
import org.zenotisync.warehouse.Dialect;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.RowSource;
import org.zenotisync.warehouse.StageTable;
import org.zenotisync.warehouse.Stages;

/**
 * Temporary tables as {@link TemporaryTables} says. What is left of a transaction is dropped before the next one makes
 * it again.
 */
final class AnsiStages implements Stages {

    private final Dialect dialect;
    private final Spelling spelling;
    private final TemporaryTables temporary;
    private final LocalDate firstDay;

    AnsiStages(Dialect dialect, Facts facts) {
        this.dialect = dialect;
        this.spelling = facts.spelling();
        this.temporary = facts.temporary();
        this.firstDay = facts.firstDay();
    }

    @Override
    public long fillStage(Connection connection, StageTable stage, RowSource rows) throws Exception {
        String name = dialect.quote(stage.name());
        temporary.make(connection, name, dialect.columnList(stage.columns()));
        return BatchSink.into(connection, dialect, name, stage.columns(), firstDay, rows);
    }

    @Override
    public void dropStage(Connection connection) throws SQLException {
        dropTemporary(connection, StageTable.NAME);
    }

    /** With the types that the driver says the query has: CREATE TABLE … AS differs by database. */
    @Override
    public void createTemporary(Connection connection, String name, String query) throws SQLException {
        List<String> names = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        try (PreparedStatement prepared = connection.prepareStatement(query)) {
            ResultSetMetaData row = prepared.getMetaData();
            for (int i = 1; i <= row.getColumnCount(); i++) {
                String column = spelling.exactly(row.getColumnLabel(i));
                names.add(column);
                columns.add(column + " " + typeOf(row, i));
            }
        }
        String table = dialect.quote(name);
        temporary.make(connection, table, String.join(", ", columns));
        Jdbc.update(
                connection,
                "INSERT INTO " + table + names.stream().collect(Collectors.joining(", ", " (", ")\n")) + query);
    }

    private static String typeOf(ResultSetMetaData row, int column) throws SQLException {
        int precision = row.getPrecision(column);
        int scale = row.getScale(column);
        return switch (row.getColumnType(column)) {
            case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR ->
                ColumnType.varchar(Math.min(Math.max(precision, 1), ColumnType.MAX_VARCHAR))
                        .toString();
            case Types.DECIMAL, Types.NUMERIC -> decimal(precision, scale);
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> AnsiDialect.standardName(ColumnType.of(Kind.DOUBLE));
            case Types.TIME -> AnsiDialect.standardName(ColumnType.of(Kind.TIME));
            case Types.TIMESTAMP -> AnsiDialect.standardName(ColumnType.of(Kind.TIMESTAMP));
            case Types.TIMESTAMP_WITH_TIMEZONE -> AnsiDialect.standardName(ColumnType.of(Kind.TIMESTAMPTZ));
            default -> row.getColumnTypeName(column);
        };
    }

    /** A database says any precision of a sum. */
    private static String decimal(int precision, int scale) {
        return "DECIMAL(" + Math.max(precision, 1) + "," + Math.max(scale, 0) + ")";
    }

    @Override
    public void dropTemporary(Connection connection, String name) throws SQLException {
        temporary.remove(connection, dialect.quote(name));
    }
}
