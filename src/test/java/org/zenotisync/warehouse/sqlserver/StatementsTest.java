package org.zenotisync.warehouse.sqlserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.zenotisync.config.SettingsSource;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.cycle.ControlTables;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.ColumnType.Kind;
import org.zenotisync.recording.GoldenFile;
import org.zenotisync.warehouse.CompareSql;
import org.zenotisync.warehouse.CompareTables;
import org.zenotisync.warehouse.ControlTable;
import org.zenotisync.warehouse.Ddl;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.MergeSql;
import org.zenotisync.warehouse.MergeTarget;
import org.zenotisync.warehouse.StageTable;

/**
 * All SQL that only SQL Server gets, against files that were read statement by statement beside the pages that they
 * name (https://learn.microsoft.com/sql/<page>). No server was at hand: who has one runs the corpus on it, see
 * docs/sqlserver.md. {@code -Dgolden=write} writes the files again.
 */
class StatementsTest {

    private static final Path FOLDER =
            Path.of("src", "test", "resources", "org", "zenotisync", "warehouse", "golden", "sqlserver");

    /** Beginnings of statements, and the page about them. */
    private static final Map<String, String> PAGES = Map.ofEntries(
            Map.entry("ALTER TABLE", "t-sql/statements/alter-table-transact-sql"),
            Map.entry("CREATE INDEX", "t-sql/statements/create-index-transact-sql"),
            Map.entry("CREATE TABLE", "t-sql/statements/create-table-transact-sql"),
            Map.entry("CREATE TABLE [#", "t-sql/statements/create-table-transact-sql#temporary-tables"),
            Map.entry(
                    "DECLARE @drop",
                    "t-sql/functions/string-agg-transact-sql, t-sql/statements/drop-index-transact-sql"),
            Map.entry("DELETE", "t-sql/statements/delete-transact-sql"),
            Map.entry("DROP TABLE", "t-sql/statements/drop-table-transact-sql"),
            Map.entry(
                    "EXEC sp_executesql",
                    "relational-databases/system-stored-procedures/sp-executesql-transact-sql, and"
                            + " sp-getapplock-transact-sql"),
            Map.entry("EXEC sp_rename", "relational-databases/system-stored-procedures/sp-rename-transact-sql"),
            Map.entry(
                    "IF COL_LENGTH",
                    "t-sql/functions/col-length-transact-sql, t-sql/statements/alter-table-transact-sql"),
            Map.entry(
                    "IF OBJECT_ID",
                    "t-sql/functions/object-id-transact-sql, t-sql/statements/create-table-transact-sql"),
            Map.entry(
                    "IF SCHEMA_ID",
                    "t-sql/functions/schema-id-transact-sql, t-sql/statements/create-schema-transact-sql"),
            Map.entry("INSERT", "t-sql/statements/insert-transact-sql"),
            Map.entry("SELECT", "t-sql/queries/select-transact-sql"),
            Map.entry("SELECT TOP", "t-sql/queries/top-transact-sql"),
            Map.entry("SELECT TOP (0) q.* INTO", "t-sql/queries/select-into-clause-transact-sql"),
            Map.entry("SELECT c.name", "relational-databases/system-catalog-views/sys-columns-transact-sql"),
            Map.entry("SELECT o.name", "relational-databases/system-catalog-views/sys-objects-transact-sql"),
            Map.entry(
                    "SELECT count(*) FROM sys.tables",
                    "relational-databases/system-catalog-views/sys-indexes-transact-sql"),
            Map.entry("SELECT COALESCE(HAS_PERMS_BY_NAME", "t-sql/functions/has-perms-by-name-transact-sql"),
            Map.entry("SET NOCOUNT", "relational-databases/system-stored-procedures/sp-getapplock-transact-sql"),
            Map.entry("UPDATE", "t-sql/queries/update-transact-sql"),
            Map.entry("UPDATE STATISTICS", "t-sql/statements/update-statistics-transact-sql"));

    /** What a dialect says otherwise. */
    private static final Pattern OF_ONE = Pattern.compile("CREATE |ALTER |LIMIT |ON CONFLICT|IS (NOT )?DISTINCT");

    private final SqlServerWarehouse sqlServer = new SqlServerWarehouse("zenoti");
    private final Ddl ddl = sqlServer.ddl();

    @Test
    void controlTables() throws Exception {
        List<String> statements = new ArrayList<>(ddl.createSchema());
        for (ControlTable table : all()) {
            statements.addAll(ddl.createControlTable(table.definition()));
        }

        assertThat(statements).hasSizeGreaterThan(15);
        require("1-control-tables", statements);
    }

    /** All tables that the program keeps for itself. */
    @SuppressWarnings("unchecked")
    private List<ControlTable> all() throws ReflectiveOperationException {
        SyncConfig config = SyncConfig.read(SettingsSource.of(
                Map.of("zenoti.bucket", "bucket", "zenoti.target.url", "jdbc:sqlserver://h;databaseName=d")));
        Field all = ControlTables.class.getDeclaredField("all");
        all.setAccessible(true);
        return (List<ControlTable>) all.get(new ControlTables(null, sqlServer, config, Clock.systemUTC()));
    }

    @Test
    void tables() throws Exception {
        String table = Examples.TYPES.name();
        List<String> statements = new ArrayList<>(ddl.createTable(table, Examples.TYPES));
        ColumnDefinition city = Examples.column("city", ColumnType.varchar(30));
        statements.addAll(ddl.addColumn(table, city, "It's unknown"));
        statements.addAll(ddl.fillColumn(table, city, "It's unknown"));
        statements.addAll(ddl.renameColumn(table, "city", "town"));
        statements.addAll(ddl.dropColumn(table, "town"));
        statements.addAll(ddl.copyColumn(table, column("text"), column("long_text")));
        statements.add(ddl.fillNulls(table, column("long_text"), column("text")));
        statements.add(ddl.fillNulls(table, column("is_there"), "true"));
        statements.add(ddl.fillNulls(table, column("whole"), "7"));
        for (ColumnDefinition wider : List.of(
                Examples.column("text", ColumnType.varchar(200)),
                Examples.column("text", ColumnType.varchar(65_535)),
                Examples.column("whole", ColumnType.of(Kind.BIGINT)))) {
            statements.addAll(ddl.changeType(table, Examples.TYPES, wider));
        }
        statements.addAll(ddl.rewriteAfterDelete(table));
        statements.addAll(ddl.renameTable(table, "bi_dimother"));
        statements.addAll(ddl.dropTable("bi_dimother"));

        require("2-tables", statements);
    }

    private static ColumnDefinition column(String name) {
        return Examples.TYPES.column(name);
    }

    /** From each type to a text and back, and between those of one kind. */
    @Test
    void otherTypes() throws Exception {
        List<String> statements = new ArrayList<>();
        ColumnType text = ColumnType.varchar(50);
        for (ColumnDefinition column : Examples.TYPES.columns()) {
            if (!column.type().isText()) {
                statements.addAll(replace(column.name(), column.type(), text, new Ddl.Replacement(null, false)));
                statements.addAll(replace(column.name(), text, column.type(), new Ddl.Replacement("copy", true)));
            }
        }
        statements.addAll(between(Kind.TIMESTAMP, Kind.TIMESTAMPTZ));
        statements.addAll(between(Kind.TIMESTAMPTZ, Kind.TIMESTAMP));
        statements.addAll(between(Kind.TIMESTAMPTZ, Kind.DATE));
        statements.addAll(between(Kind.DOUBLE, Kind.INTEGER));
        statements.addAll(between(Kind.INTEGER, Kind.BOOLEAN));
        statements.addAll(between(Kind.BOOLEAN, Kind.INTEGER));

        List<String> conversions = statements.stream()
                .filter(sql -> sql.startsWith("UPDATE"))
                .distinct()
                .toList();
        List<String> all = new ArrayList<>(
                replace("x", ColumnType.of(Kind.INTEGER), ColumnType.of(Kind.DATE), new Ddl.Replacement(null, false)));
        all.addAll(conversions);
        require("3-other-types", all);
    }

    private List<String> between(Kind from, Kind to) throws SQLException {
        return replace("x", ColumnType.of(from), ColumnType.of(to), new Ddl.Replacement("copy", false));
    }

    private List<String> replace(String name, ColumnType from, ColumnType to, Ddl.Replacement replacement)
            throws SQLException {
        return ddl.replaceColumn("bi_dimtypes", Examples.TYPES, new ColumnDefinition(name, to), from, replacement);
    }

    @Test
    void locksCatalogAndIndex() throws Exception {
        SentStatements sent = new SentStatements(sql -> {
            if (sql.contains("max_length")) {
                return List.<Object[]>of(
                        new Object[] {"SaleId", 72, 0, 0, 0}, new Object[] {"OrganizationId", 72, 0, 0, 0});
            }
            return List.<Object[]>of(new Object[] {sql.contains("HAS_PERMS_BY_NAME") ? 0 : 1});
        });
        Connection connection = sent.connection();
        sqlServer.locks().holdSchema(connection);
        assertThat(sqlServer.locks().holdTarget(connection, "bi_factsales")).isTrue();
        sqlServer.locks().insertIfAbsent(connection, "[zenoti].[t]", Map.of("a", 1, "b", 2), Map.of("c", 3));
        sqlServer.catalog().columnsOf(connection, "bi_factsales");
        sqlServer.catalog().otherCaseOf(connection, "bi_factsales");
        sqlServer.catalog().mandatoryColumns(connection, "bi_factsales");
        SentStatements types = new SentStatements(sql -> List.of());
        sqlServer.catalog().typesOf(types.connection(), "bi_factsales");
        sqlServer.directLoad().orElseThrow().isAsDeclared(types.connection(), "bi_factsales", List.of());
        sqlServer.upkeep().afterLoad(connection, "bi_factsales", List.of("saleid"));
        sqlServer.hasRows(connection, "bi_factsales");
        List<String> statements = new ArrayList<>(sent.take());
        statements.addAll(types.take());
        SqlServerRights.missing(
                connection,
                new SqlServerDialect("zenoti"),
                new SQLException("The SELECT permission was denied", "S0005", 229),
                List.of("bi_factsales"));
        statements.addAll(sent.take());

        require("4-locks-and-catalog", statements);
    }

    @Test
    void stages() throws Exception {
        SentStatements sent = new SentStatements(sql -> List.of());
        Connection connection = sent.connection();
        assertThatExceptionOfType(SQLFeatureNotSupportedException.class).isThrownBy(() -> sqlServer
                .stages()
                .fillStage(connection, new StageTable(Examples.FACT, List.of("saleid")), sink -> {}));
        sqlServer.stages().createTemporary(connection, CompareTables.REPEATED, "SELECT a\nFROM b AS x");
        sqlServer.stages().indexTemporary(connection, CompareTables.REPEATED, "a");
        sqlServer.stages().dropStage(connection);

        require("5-stages", sent.take());
    }

    @Test
    void merges() throws Exception {
        List<String> match = List.of("saleid", "organizationid");
        List<String> statements = new ArrayList<>(
                Examples.statements(sqlServer.mergeSql(Examples.FACT, Examples.FACT.name(), match), match)
                        .values());
        MergeSql dimension = sqlServer.mergeSql(Examples.DIMENSION, Examples.DIMENSION.name(), List.of("userid"));
        statements.addAll(List.of(
                dimension.countDimensionRepeats(),
                dimension.countMatched(),
                dimension.deleteOutdatedStaged(),
                dimension.deleteAllStaged(),
                dimension.insertAll()));

        require("6-merges", statements);
    }

    @Test
    void comparisons() throws Exception {
        List<String> match = List.of("saleid", "organizationid");
        CompareSql sql = new CompareSql(
                sqlServer.dialect(),
                Examples.FACT,
                MergeTarget.table(sqlServer.dialect(), Examples.FACT.name()),
                match,
                List.of("amount", "note", "void"),
                Set.of(0, 1));
        List<String> statements = new ArrayList<>();
        for (Object subject : List.of(
                sql.expectedRows(),
                sql.laterGroups(),
                sql.finding(),
                sql.copies(),
                sql.repeatedKeys(),
                sql.doubt(),
                sql.report(),
                sql.restore())) {
            statements.addAll(Examples.statements(subject, match).values());
        }

        require("7-comparisons", statements);
    }

    /**
     * The statements about control tables that each database gets: those that DuckDB and PostgreSQL get alike. H2 reads
     * them, and knows the names in them.
     */
    @Test
    void thoseOfAllDatabases() throws Exception {
        Set<String> alike = new TreeSet<>(ofControlTables("duckdb"));
        alike.retainAll(ofControlTables("postgresql"));
        List<String> statements =
                alike.stream().map(sql -> sql.replaceAll("\"(\\w+)\"", "[$1]")).toList();
        try (Connection h2 = DriverManager.getConnection("jdbc:h2:mem:;MODE=MSSQLServer;DATABASE_TO_UPPER=FALSE")) {
            Jdbc.execute(h2, "CREATE SCHEMA [zenoti]");
            for (ControlTable table : all()) {
                String columns = sqlServer
                        .dialect()
                        .columnList(table.definition().columns())
                        .replace(" COLLATE " + SqlServerDialect.COLLATION, "")
                        .replace("NVARCHAR(MAX)", "NVARCHAR(1000000)");
                Jdbc.execute(h2, "CREATE TABLE [zenoti].[" + table.name() + "] (" + columns + ")");
            }
            for (String sql : statements) {
                h2.prepareStatement(sql).close();
            }
        }

        assertThat(statements).hasSizeGreaterThan(40);
        require("8-of-all-databases", statements);
    }

    /** Statements without words that are the database's own, from its golden files. */
    private static List<String> ofControlTables(String database) throws IOException {
        List<String> statements = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER.resolveSibling(database))) {
            for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                for (String sql : Files.readString(file).split(";\n\n?")) {
                    if (sql.contains("\"zenoti\".\"zenoti_sync_")
                            && !OF_ONE.matcher(sql).find()) {
                        statements.add(sql);
                    }
                }
            }
        }
        return statements;
    }

    private static void require(String name, List<String> statements) throws IOException {
        GoldenFile.require(FOLDER.resolve(name + ".sql"), statements, StatementsTest::page);
    }

    private static String page(String sql) {
        List<String> beginnings =
                PAGES.keySet().stream().filter(sql::startsWith).sorted().toList();
        assertThat(beginnings).as("pages about " + sql).isNotEmpty();
        return PAGES.get(beginnings.get(beginnings.size() - 1));
    }
}
