package org.zenotisync.redshift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.PGConnection;
import org.zenotisync.testing.PostgresServer;
import org.zenotisync.testing.S3Extension;
import org.zenotisync.testing.S3Server;
import org.zenotisync.warehouse.Warehouses;

/** The stand-in as a whole, on a database and an S3 server. */
@Tag("s3")
class StandInTest {

    private static final String ROLE = " IAM_ROLE 'arn:aws:iam::123456789012:role/r' FORMAT CSV";
    private static final String BUCKET = "standin";

    @RegisterExtension
    static final S3Extension S3 = new S3Extension();

    private String url;
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        url = StandInUrl.on(PostgresServer.newDatabase());
        StandInS3.use(url, S3.client());
        connection = open();
    }

    @AfterEach
    void disconnect() throws SQLException {
        connection.close();
    }

    private Connection open() throws SQLException {
        return new StandInDriver().connect(url, new Properties());
    }

    private static void publish(String key, String content) {
        S3.publish(BUCKET, Map.of(key, content.getBytes(StandardCharsets.UTF_8)));
    }

    private void execute(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private List<String> query(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.append(i == 1 ? "" : "|").append(rows.getString(i));
                }
                all.add(row.toString());
            }
            return all;
        }
    }

    private void requireFailure(String sql, String message) {
        assertThatThrownBy(() -> execute(sql))
                .as(sql)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining(message);
    }

    @Test
    void itIsAWarehouseThatTheProgramKnows() {
        assertThat(Warehouses.of(url)).isInstanceOf(StandInProvider.class);
    }

    @Test
    void copyFillsTheColumnsThatItNamesAndTheOthersWithTheirDefaults() throws SQLException {
        publish("columns/a.csv", "b,a\n\"x\ty\\\",1\nz,\n");
        execute("CREATE TABLE t (a INTEGER, b VARCHAR(9), c INTEGER DEFAULT 7, d INTEGER)");

        execute("COPY t (b, a) FROM 's3://standin/columns/a.csv'" + ROLE + " IGNOREHEADER 1");

        assertThat(query("SELECT a, b, c, d FROM t ORDER BY b")).containsExactly("1|x\ty\\|7|null", "null|z|7|null");
        assertThat(query("SELECT pg_last_copy_count()")).containsExactly("2");
    }

    @Test
    void anAddressIsTheBeginningOfKeysUnlessItIsThatOfAManifest() throws SQLException {
        publish("prefix/a.csv", "1\n");
        publish("prefix/a.csv.bak", "2\n");
        publish("prefix/manifest", "{\"entries\": [{\"url\": \"s3://standin/prefix/a.csv\", \"mandatory\": true}]}");
        execute("CREATE TABLE t (a INTEGER)");

        execute("COPY t FROM 's3://standin/prefix/a.csv'" + ROLE);
        assertThat(query("SELECT a FROM t ORDER BY a")).containsExactly("1", "2");

        execute("COPY t FROM 's3://standin/prefix/manifest' MANIFEST" + ROLE);
        assertThat(query("SELECT a FROM t ORDER BY a")).containsExactly("1", "1", "2");
        assertThat(query("SELECT pg_last_copy_count()")).containsExactly("1");
    }

    @Test
    void noObjectIsAnErrorAndSoIsAMissingOneThatIsMandatory() throws SQLException {
        publish("missing/there.csv", "1\n");
        publish("missing/some", manifest("there.csv", true, "gone.csv", false));
        publish("missing/mandatory", manifest("there.csv", true, "gone.csv", true));
        publish("missing/all", manifest("gone.csv", false, "gone2.csv", false));
        execute("CREATE TABLE t (a INTEGER)");

        requireFailure("COPY t FROM 's3://standin/missing/x'" + ROLE, "does not exist");
        requireFailure("COPY t FROM 's3://standin/missing/mandator' MANIFEST" + ROLE, "S3ServiceException");
        requireFailure("COPY t FROM 's3://standin/missing/mandatory' MANIFEST" + ROLE, "mandatory");
        requireFailure("COPY t FROM 's3://standin/missing/all' MANIFEST" + ROLE, "no object");
        requireFailure("COPY t FROM 's3://standin/missing/there.csv' MANIFEST" + ROLE, "correct json");
        execute("COPY t FROM 's3://standin/missing/some' MANIFEST" + ROLE);
        assertThat(query("SELECT a FROM t")).containsExactly("1");
    }

    private static String manifest(String one, boolean isOneMandatory, String other, boolean isOtherMandatory) {
        return "{\"entries\": [{\"url\": \"s3://standin/missing/" + one + "\", \"mandatory\": " + isOneMandatory
                + "}, {\"url\": \"s3://standin/missing/" + other + "\", \"mandatory\": " + isOtherMandatory + "}]}";
    }

    @Test
    void keysOfTheStatementMustBeRight() throws SQLException {
        assumeTrue(S3Server.checksSignatures(), "LocalStack accepts any key");
        publish("keys/a.csv", "1\n");
        execute("CREATE TABLE t (a INTEGER)");

        requireFailure(copyWithSecret("wrong"), "S3ServiceException");
        execute(copyWithSecret(S3Server.SECRET_KEY));
        assertThat(query("SELECT a FROM t")).containsExactly("1");
    }

    @Test
    void theRegionOfTheStatementMustBeRight() throws SQLException {
        publish("keys/a.csv", "1\n");
        execute("CREATE TABLE t (a INTEGER)");

        requireFailure(copyWithSecret(S3Server.SECRET_KEY) + " REGION 'eu-west-1'", "region");
        execute(copyWithSecret(S3Server.SECRET_KEY) + " REGION 'us-east-1'");
        assertThat(query("SELECT a FROM t")).containsExactly("1");
    }

    private static String copyWithSecret(String secret) {
        return "COPY t FROM 's3://standin/keys/a.csv' FORMAT CSV ACCESS_KEY_ID '" + S3Server.ACCESS_KEY
                + "' SECRET_ACCESS_KEY '" + secret + "'";
    }

    @Test
    void anErrorIsNotedWhateverIsRolledBackAndEndsTheTransaction() throws SQLException {
        publish("errors/a.csv", "1,x\n2,\"too long\"\n");
        execute("CREATE TABLE t (a INTEGER, b VARCHAR(3))");
        List<String> session = query("SELECT pg_backend_pid()");
        connection.setAutoCommit(false);

        assertThatThrownBy(() -> execute("COPY t FROM 's3://standin/errors/a.csv'" + ROLE))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("XX000"))
                .hasMessage("ERROR: Load into table 't' failed.  Check 'stl_load_errors' system table for details.");
        requireFailure("SELECT 1", "current transaction is aborted");
        connection.rollback();

        assertThat(query("SELECT session, filename, line_number, colname, type, col_length, raw_line, raw_field_value,"
                        + " err_code, err_reason FROM stl_load_errors"))
                .singleElement()
                .satisfies(row -> assertThat(row.split("\\|"))
                        .extracting(String::strip)
                        .containsExactly(
                                session.get(0),
                                "s3://standin/errors/a.csv",
                                "2",
                                "b",
                                "varchar",
                                "3",
                                "2,\"too long\"",
                                "too long",
                                "1204",
                                "String length exceeds DDL length"));
        assertThat(query("SELECT octet_length(filename) FROM stl_load_errors")).containsExactly("256");
        assertThat(query("SELECT session_id, line_number, error_code FROM sys_load_error_detail"))
                .containsExactly(session.get(0) + "|2|1204");
        assertThat(query("SELECT pg_last_copy_count()")).containsExactly("0");
        assertThat(query("SELECT count(*) FROM t")).containsExactly("0");
    }

    @Test
    void aRecordHasAsManyFieldsAsThereAreColumns() throws SQLException {
        publish("fields/few.csv", "1,2\n3\n");
        publish("fields/many.csv", "1,2,3\n");
        execute("CREATE TABLE t (a INTEGER, b INTEGER)");

        requireFailure("COPY t FROM 's3://standin/fields/few.csv'" + ROLE, "stl_load_errors");
        requireFailure("COPY t FROM 's3://standin/fields/many.csv'" + ROLE, "stl_load_errors");
        assertThat(query("SELECT err_code FROM stl_load_errors ORDER BY starttime"))
                .containsExactly("1203", "1202");
    }

    @Test
    void copyOfWhatIsNotThereLeavesTheCountOfTheLastOne() throws SQLException {
        publish("count/a.csv", "1\n");
        execute("CREATE TABLE t (a INTEGER)", "COPY t FROM 's3://standin/count/a.csv'" + ROLE);

        requireFailure("COPY t FROM 's3://standin/count/a.csv' FORMAT CSV", "authorization");
        assertThat(query("SELECT pg_last_copy_count()")).containsExactly("1");
        requireFailure("COPY u FROM 's3://standin/count/a.csv'" + ROLE, "nonexistent table");
        requireFailure("COPY t (b) FROM 's3://standin/count/a.csv'" + ROLE, "does not exist");
    }

    @Test
    void formsOfTimesThatAreNotIsoAreThoseOfPostgres() throws SQLException {
        publish("times/a.csv", "12/17/1997,17 Dec 07:37:16 1997 PST,07:37 PM\n");
        execute("CREATE TABLE t (a DATE, b TIMESTAMP, c TIME)");

        execute("COPY t FROM 's3://standin/times/a.csv'" + ROLE + " DATEFORMAT 'auto' TIMEFORMAT 'auto'");

        assertThat(query("SELECT a, b, c FROM t")).containsExactly("1997-12-17|1997-12-17 07:37:16|19:37:00");
    }

    @Test
    void aLargeObjectIsReadInPieces() throws SQLException {
        publish("large/a.csv", "1,some text that fills the line\n".repeat(100_000));
        execute("CREATE TEMPORARY TABLE t (a INTEGER ENCODE az64, b VARCHAR(40)) DISTKEY (a)");

        execute("COPY t FROM 's3://standin/large/a.csv'" + ROLE);

        assertThat(query("SELECT pg_last_copy_count()")).containsExactly("100000");
    }

    @Test
    void aTextColumnTakesBytesAndNotCharacters() throws SQLException {
        execute("CREATE TABLE t (a VARCHAR(2))", "ALTER TABLE t ADD COLUMN b VARCHAR(2)");

        requireFailure("INSERT INTO t (a) VALUES ('\u00e4x')", "violates check constraint");
        requireFailure("INSERT INTO t (b) VALUES ('\u00e4x')", "violates check constraint");
        execute("ALTER TABLE t ALTER COLUMN a TYPE VARCHAR(3)", "INSERT INTO t (a) VALUES ('\u00e4x')");
        requireFailure("INSERT INTO t (a) VALUES ('\u00e4\u00e4')", "violates check constraint");
    }

    @Test
    void aBackslashEscapesInLiterals() throws SQLException {
        assertThat(query("SELECT 'a\\'b\\\\c'")).containsExactly("a'b\\c");
    }

    @Test
    void keysAreNotEnforced() throws SQLException {
        execute("CREATE TABLE t (a INTEGER NOT NULL PRIMARY KEY)", "INSERT INTO t (a) VALUES (1), (1)");

        assertThat(query("SELECT count(*) FROM t")).containsExactly("2");
    }

    @Test
    void aColumnThatRowsAreLaidOutByCannotBeDropped() throws SQLException {
        execute("CREATE TABLE t (a INTEGER, b INTEGER SORTKEY, c INTEGER) DISTKEY (a)");
        execute("ALTER TABLE t RENAME COLUMN a TO d", "ALTER TABLE t DROP COLUMN c");

        requireFailure("ALTER TABLE t DROP COLUMN d", "DISTKEY");
        requireFailure("ALTER TABLE t DROP COLUMN b", "SORTKEY");
    }

    @Test
    void whatCannotRunInATransactionDoesNot() throws SQLException {
        execute("CREATE TABLE t (a VARCHAR(2), b INTEGER)");
        connection.setAutoCommit(false);

        requireFailure("ALTER TABLE t ALTER COLUMN a TYPE VARCHAR(3)", "transaction block");
        requireFailure("SELECT 1", "current transaction is aborted");
        connection.rollback();
        requireFailure("TRUNCATE t", "transaction block");
        connection.rollback();
        connection.setAutoCommit(true);
        execute("TRUNCATE TABLE t", "ALTER TABLE t ALTER COLUMN a TYPE VARCHAR(3)");
        requireFailure("ALTER TABLE t ALTER COLUMN b TYPE VARCHAR(3)", "no VARCHAR");
    }

    @Test
    void writersOfATableWaitForEachOther() throws Exception {
        execute("CREATE TABLE t (a INTEGER)", "INSERT INTO t (a) VALUES (1), (2)");
        connection.setAutoCommit(false);
        execute("UPDATE t SET a = 3 WHERE a = 1");
        try (Connection other = open()) {
            other.setAutoCommit(false);
            CompletableFuture<Integer> update = CompletableFuture.supplyAsync(() -> {
                try (PreparedStatement statement = other.prepareStatement("UPDATE t SET a = 4 WHERE a = ?")) {
                    statement.setInt(1, 2);
                    return statement.executeUpdate();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThatThrownBy(() -> update.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            connection.commit();
            assertThat(update.get(30, TimeUnit.SECONDS)).isOne();
            other.rollback();
        }
    }

    @Test
    void aLockOutsideOfATransactionWouldHoldNothing() throws SQLException {
        execute("CREATE TABLE t (a INTEGER)");

        requireFailure("LOCK TABLE t", "holds nothing");
    }

    @Test
    void aLockBehindTheSnapshotIsRefusedWhereThatIsAskedFor() throws SQLException {
        execute("CREATE TABLE t (a INTEGER)", "CREATE TABLE u (a INTEGER)");
        url += (url.contains("?") ? "&" : "?") + "lock=first";
        connection.close();
        connection = open();
        connection.setAutoCommit(false);

        execute("SELECT count(*) FROM pg_class", "LOCK TABLE t", "SELECT a FROM t", "LOCK TABLE t");
        requireFailure("LOCK TABLE u", "snapshot");
        connection.rollback();
        execute("LOCK TABLE u", "UPDATE u SET a = 1");
        connection.commit();
        execute("CREATE TEMPORARY TABLE v (a INTEGER)");
        requireFailure("LOCK TABLE u", "snapshot");
        connection.rollback();
    }

    @Test
    void aTransactionThatWasRefusedAStatementIsOver() throws SQLException {
        connection.setAutoCommit(false);

        assertThatThrownBy(() -> connection.prepareStatement("SELECT to_regclass('t')"))
                .hasMessageStartingWith("stand-in: Redshift has no ");
        requireFailure("SELECT 1", "current transaction is aborted");
        connection.rollback();
        assertThat(query("SELECT 1")).containsExactly("1");
    }

    @Test
    void whatTheDriverCannotDoWithRedshiftIsRefused() throws SQLException {
        assertThatThrownBy(() -> connection.getCatalog()).hasMessageStartingWith("stand-in: Redshift has no ");
        assertThatThrownBy(() -> connection.getMetaData()).hasMessageStartingWith("stand-in: Redshift has no ");
        assertThatThrownBy(() -> connection.setSavepoint()).hasMessageStartingWith("stand-in: Redshift has no ");
        assertThatThrownBy(() -> connection.setSavepoint("s")).hasMessageStartingWith("stand-in: Redshift has no ");
        assertThatThrownBy(() -> connection.prepareStatement("SELECT 1", Statement.RETURN_GENERATED_KEYS))
                .hasMessageStartingWith("stand-in: Redshift has no ");
        assertThatThrownBy(() -> connection.unwrap(PGConnection.class)).isInstanceOf(SQLException.class);
        assertThat(connection.isWrapperFor(PGConnection.class)).isFalse();
        try (Statement statement = connection.createStatement()) {
            assertThat(statement.getConnection()).isSameAs(connection);
            assertThatThrownBy(() -> statement.addBatch("SELECT 1")).hasMessageStartingWith("stand-in: ");
            assertThatThrownBy(() -> statement.unwrap(Statement.class)).isInstanceOf(SQLException.class);
        }
        assertThat(connection.isValid(5)).isTrue();
    }
}
