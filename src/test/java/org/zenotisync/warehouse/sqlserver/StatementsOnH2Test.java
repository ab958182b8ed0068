package org.zenotisync.warehouse.sqlserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.warehouse.CompareSql;
import org.zenotisync.warehouse.CompareTables;
import org.zenotisync.warehouse.Dialect;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.MergeSql;
import org.zenotisync.warehouse.MergeTarget;
import org.zenotisync.warehouse.StageTable;

/**
 * Statements for SQL Server in H2 with {@code MODE=MSSQLServer}, as far as it takes them. It is another database: it
 * has no collations of columns, no DATALENGTH and no HASHBYTES (which it gets here), blanks at the end count in =, and
 * an UPDATE has no FROM: the two statements that have one are in the golden files only. So this shows that the
 * statements can be read, and that they say what they should; how SQL Server compares, locks and plans, it does not
 * show.
 */
public class StatementsOnH2Test {

    private static final String OF_COLUMN = " COLLATE " + SqlServerDialect.COLLATION;

    private final SqlServerWarehouse sqlServer = new SqlServerWarehouse(null);
    private final Dialect dialect = sqlServer.dialect();
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:h2:mem:;MODE=MSSQLServer;DATABASE_TO_UPPER=FALSE");
        for (String function : List.of("DATALENGTH", "HASHBYTES")) {
            execute("CREATE ALIAS " + function + " FOR '" + getClass().getName() + "."
                    + function.toLowerCase(Locale.ROOT) + "'");
        }
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    /** The bytes of a text in UTF-16. */
    public static Integer datalength(String text) {
        return text == null ? null : 2 * text.length();
    }

    /** SHA-256 of a text in UTF-16. */
    public static byte[] hashbytes(String algorithm, String text) throws NoSuchAlgorithmException {
        return text == null
                ? null
                : MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_16LE));
    }

    private static String ofH2(String sql) {
        return sql.replace(OF_COLUMN, "").replace("NVARCHAR(MAX)", "NVARCHAR(1000000)");
    }

    private long execute(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ofH2(sql))) {
            return statement.execute() ? 0 : statement.getUpdateCount();
        } catch (SQLException e) {
            throw new SQLException(sql + ": " + e.getMessage(), e);
        }
    }

    private List<String> rows(String sql) throws SQLException {
        return Jdbc.query(connection, ofH2(sql), row -> {
            List<String> values = new ArrayList<>();
            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                values.add(String.valueOf(row.getString(i)));
            }
            return String.join("|", values);
        });
    }

    private void create(TableDefinition table) throws SQLException {
        for (String sql : sqlServer.ddl().createTable(table.name(), table)) {
            execute(sql);
        }
    }

    private void stage(TableDefinition table, String rows) throws SQLException {
        String name = dialect.temporary(StageTable.NAME);
        execute("DROP TABLE IF EXISTS " + name);
        execute("CREATE TABLE " + name + " (" + dialect.columnList(new StageTable(table, List.of()).columns()) + ")");
        execute("INSERT INTO " + name + " VALUES " + rows);
    }

    @Test
    void aFactIsVoidedAndReplacedByTheOrderOfLogids() throws SQLException {
        create(Examples.FACT);
        execute("INSERT INTO [bi_factsales] VALUES (N'a', 1, N'old', 0, N'o'), (N'a ', 2, N'blank', 0, N'o'),"
                + " (N'b', 3, NULL, 0, N'o'), (N'c', 4, N'', 0, N'p')");
        stage(
                Examples.FACT,
                "(N'a', 1, N'old', 1, N'o', 0, 0), (N'a', 9, N'new', 0, N'o', 0, 1),"
                        + " (N'b', 5, N'first', 0, N'o', 0, 2), (N'b', 5, N'first', 1, N'o', 1, 3),"
                        + " (N'c', 4, N'', 1, N'o', 1, 4)");
        MergeSql sql = sqlServer.mergeSql(Examples.FACT, "bi_factsales", List.of("saleid", "organizationid"));

        assertThat(rows(sql.countStagedByVoid())).containsExactly("5|3|0");
        assertThat(rows(sql.countSuperseded())).containsExactly("1");
        assertThat(execute(sql.deleteVoided())).isEqualTo(2);
        assertThat(execute(sql.insertLiveByLogids())).isEqualTo(1);
        assertThat(rows("SELECT [saleid], [amount], [note], [organizationid] FROM [bi_factsales]"))
                .containsExactlyInAnyOrder("a|9.0000|new|o", "a |2.0000|blank|o", "c|4.0000||p");
    }

    @Test
    void theLastRowOfADimensionWins() throws SQLException {
        create(Examples.DIMENSION);
        execute("INSERT INTO [bi_dimuser] VALUES (1, N'one'), (2, N'two')");
        stage(Examples.DIMENSION, "(2, N'second', 0, 0), (2, N'last', 1, 1), (3, N'three', 0, 2)");
        MergeSql sql = sqlServer.mergeSql(Examples.DIMENSION, "bi_dimuser", List.of("userid"));

        assertThat(execute(sql.deleteOutdatedStaged())).isEqualTo(1);
        assertThat(rows(sql.countMatched())).containsExactly("1");
        assertThat(execute(sql.deleteAllStaged())).isEqualTo(1);
        assertThat(execute(sql.insertAll())).isEqualTo(2);
        assertThat(rows("SELECT * FROM [bi_dimuser]")).containsExactlyInAnyOrder("1|one", "2|last", "3|three");
    }

    @Test
    void everyStatementOfAMergeCanBeRead() throws Exception {
        create(Examples.FACT);
        stage(Examples.FACT, "(N'a', 1, N'x', 0, N'o', 0, 0)");
        List<String> match = List.of("saleid", "organizationid");

        Map<String, String> all =
                Examples.statements(sqlServer.mergeSql(Examples.FACT, Examples.FACT.name(), match), match);

        assertThat(all).hasSizeGreaterThan(20);
        for (String sql : all.values()) {
            execute(sql);
        }
    }

    /** All temporary tables of a comparison are made by the statements of the program. */
    @Test
    void aComparisonFindsWhatDiffers() throws Exception {
        create(Examples.FACT);
        execute("INSERT INTO [bi_factsales] VALUES (N'same', 1, N'x', 0, N'o'), (N'other', 2, N'x', 0, N'o'),"
                + " (N'twice', 3, N'x', 0, N'o'), (N'twice', 3, N'x', 0, N'o'), (N'gone', 4, N'x', 0, N'o'),"
                + " (N'blank', 5, N'x', 0, N'o')");
        List<String> match = List.of("saleid", "organizationid");
        CompareSql sql = new CompareSql(
                dialect,
                Examples.FACT,
                MergeTarget.table(dialect, Examples.FACT.name()),
                match,
                Examples.FACT.columnNames(),
                Set.of(0, 1));
        make(CompareTables.EXPECTED, sql.expectedRows().noRowsOfTarget());
        stage(
                Examples.FACT,
                "(N'same', 1, N'x', 0, N'o', 0, 0), (N'other', 2, N'y', 0, N'o', 0, 1), (N'twice', 3, N'x', 0, N'o', 0,"
                        + " 2), (N'missing', 6, NULL, 0, N'o', 0, 3), (N'blank ', 5, N'x', 0, N'o', 0, 4),"
                        + " (NULL, 7, N'x', 0, N'o', 0, 5)");
        assertThat(execute(sql.expectedRows().convert(StageTable.NAME, 0, 0))).isEqualTo(6);
        make(CompareTables.TOUCHED, sql.laterGroups().noTouched());
        make(CompareTables.LATER, sql.expectedRows().selectNothing());
        make(CompareTables.RENEWED, sql.laterGroups().selectRenewed());
        execute("INSERT INTO [#zenoti_sync_renewed] VALUES (N'gone', N'o', 0)");
        make(CompareTables.SUSPECT, sql.finding().selectSuspect());
        make(CompareTables.FINDING, sql.finding().selectFinding());
        execute(sql.finding().insertSurplus());
        execute(sql.finding().insertWithoutKey());
        execute(sql.finding().insertNotDeleted());
        make(CompareTables.REPEATED, sql.repeatedKeys().selectRepeated());
        make(CompareTables.UNCLEAR, sql.repeatedKeys().selectUnclearMultisets());

        assertThat(rows(sql.report().selectKeys()))
                .containsExactly(
                        "3|0|0|1|missing|o",
                        "4|0|0|1|blank |o",
                        "5|0|0|1|null|o",
                        "null|0|2|1|gone|o",
                        "2|0|3|1|twice|o");
        assertThat(rows(sql.report().countFindings())).containsExactlyInAnyOrder("0|0|3", "0|1|1", "0|2|1", "0|3|1");
        assertThat(rows("SELECT [saleid], zenoti_sync_state FROM [#zenoti_sync_finding] WHERE zenoti_sync_state = 1"))
                .containsExactly("other|1");
        make(CompareTables.REPLACEMENT, sql.restore().selectReplacement(List.of(0)));
        assertThat(execute(sql.restore().deleteNotDeleted(List.of(0)))).isEqualTo(1);
        assertThat(execute(sql.restore().deleteReplaced())).isEqualTo(3);
        assertThat(execute(sql.restore().insertReplacement())).isEqualTo(2);
        assertThat(execute(sql.restore().insertMissing(List.of(0)))).isEqualTo(3);
        assertThat(rows("SELECT [saleid], [note] FROM [bi_factsales]"))
                .containsExactlyInAnyOrder(
                        "same|x", "other|y", "twice|x", "missing|null", "blank|x", "blank |x", "null|x");

        everyStatementCanBeRead(sql, match);
    }

    private void everyStatementCanBeRead(CompareSql sql, List<String> match) throws Exception {
        make(CompareTables.TWICE, sql.copies().selectTwice());
        make(CompareTables.COPY, sql.copies().selectCopies(List.of(0)));
        for (Object subject : List.of(
                sql.expectedRows(),
                sql.laterGroups(),
                sql.finding(),
                sql.copies(),
                sql.repeatedKeys(),
                sql.report(),
                sql.restore())) {
            Map<String, String> statements = Examples.statements(subject, match);
            // H2 wants a name for the count of a HAVING in a subquery
            statements.remove("anyRepeated");
            for (String statement : statements.values()) {
                execute(statement);
            }
        }
    }

    /** H2 has no UPDATE with FROM; all other statements about findings that are undecided. */
    @Test
    void findingsCanBeUndecided() throws Exception {
        create(Examples.FACT);
        CompareSql sql = new CompareSql(
                dialect,
                Examples.FACT,
                MergeTarget.table(dialect, Examples.FACT.name()),
                List.of("saleid"),
                List.of("amount"),
                Set.of(0, 1));
        make(CompareTables.TOUCHED, sql.laterGroups().noTouched());
        execute("CREATE TABLE [#zenoti_sync_finding] ([zenoti_sync_row] BIGINT, [zenoti_sync_batch] INT,"
                + " zenoti_sync_state INT, zenoti_sync_number BIGINT, [saleid] NVARCHAR(36))");
        execute("INSERT INTO [#zenoti_sync_finding] VALUES (1, 0, 1, 1, N'a'), (2, 0, 3, 1, N'b')");
        execute("INSERT INTO [#zenoti_sync_touched] VALUES (N'b', 0, 8)");

        execute(sql.doubt().doubtBefore(7));

        assertThat(rows("SELECT [saleid], zenoti_sync_state FROM [#zenoti_sync_finding] ORDER BY 1"))
                .containsExactly("a|6", "b|3");
        execute(sql.doubt().doubtUntouched(Set.of(0)));
        execute(sql.doubt().doubtAll(Set.of(0)));
        assertThat(rows("SELECT [saleid], zenoti_sync_state FROM [#zenoti_sync_finding] ORDER BY 1"))
                .containsExactly("a|6", "b|7");
    }

    /** As {@link SqlServerStages} does it: H2 does not read INTO with an outer join, but CREATE TABLE AS. */
    private void make(String name, String query) throws SQLException {
        execute("DROP TABLE IF EXISTS " + dialect.temporary(name));
        execute("CREATE TABLE " + dialect.temporary(name) + " AS SELECT q.* FROM (" + query + ") AS q");
    }
}
