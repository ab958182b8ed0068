package org.zenotisync.redshift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the stand-in refuses of statements, by their text alone. */
class StatementGateTest {

    private static String translated(String sql) throws SQLException {
        return StatementGate.check(sql, 7).sql();
    }

    private static void requireRefused(String sql) {
        assertThatThrownBy(() -> StatementGate.check(sql, 0))
                .as(sql)
                .isInstanceOf(SQLException.class)
                .hasMessageStartingWith("stand-in: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO t (a) VALUES (1) ON CONFLICT DO NOTHING",
                "INSERT INTO t (a) VALUES (1) RETURNING a",
                "DELETE FROM t RETURNING *",
                "SELECT a FROM t FOR UPDATE",
                "SELECT a FROM t FOR SHARE",
                "SELECT to_regclass('t')",
                "SELECT pg_advisory_lock(1)",
                "SELECT pg_advisory_xact_lock(1)",
                "SELECT DISTINCT ON (a) a FROM t",
                "SELECT count(*) FILTER (WHERE a = 1) FROM t",
                "SELECT string_agg(a, ',') FROM t",
                "SELECT current_catalog",
                "SELECT current_schema() FROM t",
                "SELECT pg_last_copy_count() FROM t",
                "SELECT a FROM t LIMIT ?",
                "SELECT E'a'",
                "SELECT U&'a'",
                "SELECT $$a$$",
                "SELECT 1; SELECT 2",
                "SELECT db.s.t.a FROM t",
                "SELECT s.t.a FROM s.t",
                "CREATE INDEX i ON t (a)",
                "CREATE UNIQUE INDEX i ON t (a)",
                "CREATE VIEW v AS SELECT 1",
                "SAVEPOINT s",
                "RELEASE SAVEPOINT s",
                "ROLLBACK TO SAVEPOINT s",
                "ROLLBACK TO s",
                "ANALYZE (VERBOSE) t",
                "VACUUM t",
                "SET search_path = x",
                "MERGE INTO t USING s ON t.a = s.a WHEN MATCHED THEN DELETE",
                "WITH x AS (SELECT 1) SELECT * FROM x",
                "LOCK TABLE t IN SHARE MODE",
                "LOCK t NOWAIT",
                "LOCK TABLE ?",
                "DROP INDEX i",
                "DROP TABLE ?"
            })
    void whatRedshiftLacksIsRefused(String sql) {
        requireRefused(sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM t AS x WHERE x.a = 1",
                "DELETE FROM t x WHERE x.a = 1",
                "DELETE FROM t USING (SELECT a FROM s) AS d WHERE t.a = d.a",
                "DELETE FROM t USING s, (SELECT 1) AS d WHERE t.a = d.a",
                "DELETE t USING s WHERE t.a = s.a",
                "DELETE FROM s.t USING u WHERE s.t.a = u.a",
                "UPDATE t SET t.a = 1"
            })
    void aDeleteNamesTablesOnlyAndHasNoAliasOfItsTarget(String sql) {
        requireRefused(sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE t (a jsonb)",
                "CREATE TABLE t (a uuid)",
                "CREATE TABLE t (a bytea)",
                "CREATE TABLE t (a serial)",
                "CREATE TABLE t (a DECIMAL(39,0))",
                "CREATE TABLE t (a DECIMAL(38,38))",
                "CREATE TABLE t (a VARCHAR(65536))",
                "CREATE TABLE t (a CHAR(4097))",
                "CREATE TABLE t (a TIMESTAMP(3))",
                "CREATE TABLE t (a INTEGER CHECK (a > 0))",
                "CREATE TABLE t (a INTEGER ENCODE GZIP)",
                "CREATE TABLE t (a INTEGER) DISTSTYLE SOME",
                "CREATE TABLE t (a INTEGER) DISTKEY (b)",
                "CREATE TABLE t (a INTEGER, b INTEGER) DISTKEY (a, b)",
                "CREATE TABLE t (a INTEGER) DISTSTYLE KEY",
                "CREATE TABLE t (a INTEGER) DISTSTYLE EVEN DISTKEY (a)",
                "CREATE TABLE t (a INTEGER) SORTKEY (b)",
                "CREATE TABLE t (a INTEGER) SORTKEY (a) COMPOUND SORTKEY (a)",
                "CREATE TABLE t (a INTEGER) COMPOUND (a)",
                "CREATE TABLE t (a INTEGER, PRIMARY KEY (b))",
                "CREATE TABLE t (a INTEGER DEFAULT)",
                "CREATE TABLE t (tag INTEGER)",
                "CREATE TEMPORARY TABLE s.t (a INTEGER)",
                "CREATE TEMPORARY TABLE t (a INTEGER) ON COMMIT DROP",
                "CREATE UNLOGGED TABLE t (a INTEGER)",
                "CREATE TABLE t (a INTEGER) WITH (fillfactor = 50)"
            })
    void aTableHasOnlyWhatRedshiftKnows(String sql) {
        requireRefused(sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE t ADD COLUMN a INTEGER, ADD COLUMN b INTEGER",
                "ALTER TABLE t ADD COLUMN IF NOT EXISTS a INTEGER",
                "ALTER TABLE t ADD COLUMN a INTEGER PRIMARY KEY",
                "ALTER TABLE t ADD COLUMN a INTEGER NOT NULL",
                "ALTER TABLE t ADD COLUMN a INTEGER ENCODE x",
                "ALTER TABLE IF EXISTS t ADD COLUMN a INTEGER",
                "ALTER TABLE t DROP COLUMN IF EXISTS a",
                "ALTER TABLE t ALTER COLUMN a TYPE BIGINT",
                "ALTER TABLE t ALTER COLUMN a TYPE VARCHAR(10) USING a",
                "ALTER TABLE t ALTER COLUMN a SET DEFAULT 1",
                "ALTER TABLE t ADD COLUMN a INTEGER DEFAULT ?"
            })
    void aTableIsAlteredByOneActionOfRedshiftAtATime(String sql) {
        requireRefused(sql);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT \"A\" FROM \"T\"|SELECT \"a\" FROM \"t\"",
                "SELECT 'a\\'b' FROM t|SELECT 'a\\'b' FROM t",
                "SELECT pg_last_copy_count()|SELECT CAST(7 AS bigint)",
                "SELECT a.attname FROM pg_attribute AS a WHERE b = current_schema()"
                        + "|SELECT a . attname FROM pg_attribute AS a WHERE b = current_schema ( )",
                "DELETE FROM s.t USING u AS v WHERE t.a = v.a|DELETE FROM s . t USING u AS v WHERE t . a = v . a",
                "LOCK TABLE s.t|LOCK TABLE s . t",
                "ALTER TABLE t ADD COLUMN a VARCHAR(9) DEFAULT CAST('x' AS VARCHAR(9)) ENCODE lzo"
                        + "|ALTER TABLE \"t\" ADD COLUMN \"a\" varchar(9) DEFAULT cast ( 'x' as varchar ( 9 ) )"
                        + " CHECK (octet_length(\"a\") <= 9)",
                "CREATE TABLE t (a INTEGER DEFAULT -1 ENCODE az64 NOT NULL, b DECIMAL, PRIMARY KEY (a))"
                        + " DISTSTYLE KEY DISTKEY (a) INTERLEAVED SORTKEY (a, b)"
                        + "|CREATE TABLE \"t\" (\"a\" integer DEFAULT - 1 NOT NULL, \"b\" numeric(18,0))"
            })
    void whatRedshiftHasIsSaidInPostgresWords(String sql, String expected) throws SQLException {
        assertThat(translated(sql)).isEqualToIgnoringCase(expected);
    }

    @Test
    void parametersAreCountedInSixteenBits() throws SQLException {
        String rows = String.join(", ", Collections.nCopies(32_767, "(?)"));

        assertThat(translated("INSERT INTO t (a) VALUES " + rows)).startsWithIgnoringCase("INSERT");
        requireRefused("INSERT INTO t (a) VALUES " + rows + ", (?)");
    }

    @Test
    void aStatementHasSixteenMegabytesAtMost() {
        requireRefused("SELECT '" + "x".repeat(16 * 1024 * 1024) + "'");
    }

    @Test
    void aNameThatRedshiftWouldCutIsRefusedAndSoIsOneThatPostgresWouldCut() {
        assertThatThrownBy(() -> StatementGate.check("SELECT " + "x".repeat(128), 0))
                .hasMessageContaining("127");
        assertThatThrownBy(() -> StatementGate.check("SELECT " + "x".repeat(64), 0))
                .hasMessageContaining("63");
    }
}
