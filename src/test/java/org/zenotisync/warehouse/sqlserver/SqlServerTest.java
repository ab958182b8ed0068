package org.zenotisync.warehouse.sqlserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.sqlserver.jdbc.SQLServerDriver;
import com.microsoft.sqlserver.jdbc.SQLServerError;
import com.microsoft.sqlserver.jdbc.SQLServerException;
import java.lang.reflect.Constructor;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.ColumnType.Kind;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.PresentType;
import org.zenotisync.warehouse.Warehouses;

/** What can be said of SQL Server without one. */
class SqlServerTest {

    private final SqlServerProvider provider = new SqlServerProvider();
    private final SqlServerWarehouse sqlServer = new SqlServerWarehouse("zenoti");

    private static SQLServerException failure(int number) throws ReflectiveOperationException {
        Constructor<SQLServerError> constructor = SQLServerError.class.getDeclaredConstructor();
        constructor.setAccessible(true);
        SQLServerError error = constructor.newInstance();
        error.setErrorNumber(number);
        return new SQLServerException(error);
    }

    @Test
    void theUrlFindsTheDatabaseAndItsDriver() throws SQLException {
        assertThat(Warehouses.of(provider.exampleUrl())).isInstanceOf(SqlServerProvider.class);
        assertThat(provider.driver()).isEqualTo(SQLServerDriver.class);
        assertThat(new SQLServerDriver().acceptsURL(provider.exampleUrl())).isTrue();
    }

    /** The driver says nothing of a property that it does not know. */
    @Test
    void theDriverKnowsThePropertiesThatAreSet() throws SQLException {
        List<String> known = Arrays.stream(
                        new SQLServerDriver().getPropertyInfo("jdbc:sqlserver://localhost", new Properties()))
                .map((DriverPropertyInfo property) -> property.name)
                .toList();

        assertThat(known).containsAll(provider.connectionProperties(1).keySet());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:sqlserver://h;databaseName=d;sendTimeAsDatetime=true",
                "jdbc:sqlserver://h;SELECTMETHOD=cursor;databaseName=d",
                "jdbc:sqlserver://h; xopenStates = true"
            })
    void aUrlThatChangesWhatIsLoadedIsRefused(String url) {
        assertThat(provider.complaint(url, Map.of()))
                .hasValueSatisfying(text ->
                        assertThat(text).startsWith("zenoti.target.url: ").contains("is set by this program"));
    }

    @Test
    void anyOtherUrlIsTaken() {
        assertThat(provider.complaint(
                        "jdbc:sqlserver://h;databaseName=d;encrypt=true;authentication=ActiveDirectoryPassword;user=u",
                        Map.of()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1205, 1222, 40197, 40501, 40613, 49918, 49919, 49920, 10054, 51205})
    void whatPassesIsTriedAgain(int number) throws ReflectiveOperationException {
        assertThat(Jdbc.isTransient(failure(number))).isTrue();
        assertThat(provider.isTransient(new SQLException("of another database", "HY000", number)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {102, 208, 229, 2628, 2627, 8152})
    void whatStaysIsNotTriedAgain(int number) throws ReflectiveOperationException {
        assertThat(Jdbc.isTransient(failure(number))).isFalse();
    }

    @Test
    void aMessageWithValuesIsNotShown() throws ReflectiveOperationException {
        assertThat(sqlServer.mayQuoteValues(failure(2628))).isTrue();
        assertThat(sqlServer.mayQuoteValues(failure(245))).isTrue();
        assertThat(sqlServer.mayQuoteValues(failure(2627))).isTrue();
        assertThat(sqlServer.mayQuoteValues(failure(102))).isTrue();
        assertThat(sqlServer.mayQuoteValues(failure(229))).isFalse();
        assertThat(sqlServer.mayQuoteValues(failure(208))).isFalse();
    }

    @Test
    void aDatabaseWhoseReadersWaitIsRefusedWithTheRemedy() throws ReflectiveOperationException {
        assertThat(SqlServerRights.ofNumber(failure(SqlServerLocks.NOT_VERSIONED)))
                .hasValueSatisfying(text -> assertThat(text).contains("SET READ_COMMITTED_SNAPSHOT ON"));
        assertThat(SqlServerRights.ofNumber(failure(3906)))
                .hasValueSatisfying(text -> assertThat(text).contains("takes no writes"));
        assertThat(SqlServerRights.ofNumber(failure(2628))).isEmpty();
    }

    /** The server checks it, in the batch that takes the lock. */
    @Test
    void aLockOutsideOfATransactionIsRefusedWithTheRemedy() throws Exception {
        SentStatements sent = new SentStatements(sql -> List.<Object[]>of(new Object[] {1}));
        sqlServer.locks().holdSchema(sent.connection());
        sqlServer.locks().holdTarget(sent.connection(), "t");

        assertThat(sent.take()).hasSize(2).allSatisfy(sql -> assertThat(sql)
                .containsSubsequence(
                        "FROM sys.schemas;",
                        "IF @@TRANCOUNT = 0",
                        "THROW " + SqlServerLocks.NO_TRANSACTION + ",",
                        "EXEC @held = sp_getapplock",
                        "THROW " + SqlServerLocks.NOT_HELD + ","));
        assertThat(SqlServerRights.ofNumber(failure(SqlServerLocks.NO_TRANSACTION)))
                .hasValueSatisfying(text -> assertThat(text)
                        .contains("is not in a transaction")
                        .contains("give the sync a DataSource whose connections join"));
        assertThat(Jdbc.isTransient(failure(SqlServerLocks.NO_TRANSACTION))).isFalse();
    }

    @Test
    void missingRightsAreNamedWithTheGrants() throws Exception {
        SentStatements sent = new SentStatements(sql -> sql.contains("USER_NAME")
                ? List.<Object[]>of(new Object[] {"o'neil"})
                : List.<Object[]>of(new Object[] {sql.contains("'ALTER'") ? 0 : 1}));

        assertThat(SqlServerRights.missing(
                        sent.connection(), new SqlServerDialect("zenoti"), failure(229), List.of("bi_dimx")))
                .contains(
                        "user o'neil may not change schema zenoti: GRANT ALTER ON SCHEMA::[zenoti] TO [o'neil], or set"
                                + " zenoti.target.schema; user o'neil lacks ALTER on table bi_dimx: GRANT ALTER ON"
                                + " [zenoti].[bi_dimx] TO [o'neil]");
        assertThat(SqlServerRights.missing(
                        sent.connection(), new SqlServerDialect("zenoti"), failure(2628), List.of("bi_dimx")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nvarchar|100|0|0|nvarchar(50)|VARCHAR(50)|true",
                "nvarchar|-1|0|0|nvarchar(max)|VARCHAR(65535)|true",
                "varchar|50|0|0|varchar(50)|VARCHAR(50)|false",
                "nchar|100|0|0|nchar(50)|VARCHAR(50)|false",
                "uniqueidentifier|16|0|0|uniqueidentifier|-|false"
            })
    void onlyNvarcharTakesTextsAsTheyAre(
            String name, int bytes, int precision, int scale, String spelled, String type, boolean takes)
            throws SQLException {
        requireType(ColumnType.varchar(50), name, bytes, precision, scale, spelled, type, takes);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "datetime2|8|26|6|datetime2(6)|TIMESTAMP|true",
                "datetime2|8|27|7|datetime2(7)|TIMESTAMP|true",
                "datetime2|6|22|2|datetime2(2)|-|false",
                "datetime|8|23|3|datetime|-|false",
                "smalldatetime|4|16|0|smalldatetime|-|false",
                "date|3|10|0|date|DATE|true"
            })
    void timesThatRoundAreNotTaken(
            String name, int bytes, int precision, int scale, String spelled, String type, boolean takes)
            throws SQLException {
        requireType(ColumnType.of(Kind.TIMESTAMP), name, bytes, precision, scale, spelled, type, takes);
    }

    private void requireType(
            ColumnType column,
            String name,
            int bytes,
            int precision,
            int scale,
            String spelled,
            String type,
            boolean takes)
            throws SQLException {
        PresentType present = SqlServerCatalog.type(name, bytes, precision, scale);
        assertThat(present.spelled()).isEqualTo(spelled);
        assertThat(present.type().map(ColumnType::toString))
                .isEqualTo(Optional.of(type).filter(t -> !t.equals("-")));
        SentStatements sent =
                new SentStatements(sql -> List.<Object[]>of(new Object[] {"Column", name, bytes, precision, scale}));
        assertThat(sqlServer.catalog().takes(sent.connection(), "bi_dimx", Examples.column("column", column)))
                .isEqualTo(takes);
    }

    /** An index over more is made with a warning, and then refuses rows. */
    @Test
    void anIndexHasTheColumnsThatFit() {
        Map<String, Integer> lengths = Map.of("id", 8, "name", 1_700, "note", -1, "code", 1_000, "more", 692);

        assertThat(KeyIndex.fitting(List.of("id", "name"), lengths)).containsExactly("id");
        assertThat(KeyIndex.fitting(List.of("name"), lengths)).containsExactly("name");
        assertThat(KeyIndex.fitting(List.of("note"), lengths)).isEmpty();
        assertThat(KeyIndex.fitting(List.of("note", "id", "code", "more"), lengths))
                .containsExactly("id", "code", "more");
    }

    /** A statement takes 2,100 values, and VALUES 1,000 rows. */
    @Test
    void manyRowsOfAControlTableAreInsertedByAFewStatements() throws SQLException {
        SentStatements sent = new SentStatements(sql -> List.of());
        List<List<Object>> rows = IntStream.range(0, 1_201)
                .mapToObj(i -> List.<Object>of("s", "p", "t", i))
                .toList();

        sqlServer.locks().insertMissing(sent.connection(), "[t]", List.of("a", "b", "c", "d"), rows);

        List<String> statements = sent.take();
        assertThat(statements).hasSize(3);
        assertThat(statements.get(0).chars().filter(c -> c == '?').count()).isEqualTo(2_000);
        assertThat(statements.get(2))
                .isEqualTo("INSERT INTO [t] (a, b, c, d) VALUES "
                        + String.join(", ", Collections.nCopies(201, "(?, ?, ?, ?)")));
    }
}
