package org.zenotisync.schema.ddl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Scripts that are accepted, with what they mean, and scripts that are refused, with what the message must say. */
final class ScriptCorpus {

    /** @param expected the {@link Rendering} of what is read, or a part of the message */
    record Case(String script, String expected) {

        @Override
        public String toString() {
            return DdlException.excerpt(script, 0, script.length()) + " → " + expected;
        }
    }

    static final List<Case> ACCEPTED = List.of(
            // names
            of("CREATE TABLE t (a INT)", "t(a INTEGER)"),
            of("create table if not exists Public.Bi_FactX (A int);", "bi_factx(a INTEGER)"),
            of(
                    "CREATE TABLE [crm].[dbo].[T] ([Id] [int] NOT NULL, [N] [nvarchar](50))",
                    "t(id INTEGER, n VARCHAR(50))"),
            of("CREATE TABLE \"T\" (\"Order\" INT, \"Group\" DATE)", "t(order INTEGER, group DATE)"),
            of(
                    """
                    CREATE TABLE "table" (Order INT, Group INT, Value INT, Date DATE, User INT, Type INT, Status INT
                    , Comment TEXT, Key INT, Select INT, From INT, Table INT, Index INT, Primary INT, Unique INT
                    , Foreign INT, Check INT, Constraint INT, Default INT, Not INT, Null INT, References INT, End INT
                    , Case INT, Time TIME, Timestamp TIMESTAMP, Int INT, Encode INT, SortKey INT, Go INT, If INT)""",
                    "table(order INTEGER, group INTEGER, value INTEGER, date DATE, user INTEGER, type INTEGER,"
                            + " status INTEGER, comment VARCHAR(256), key INTEGER, select INTEGER, from INTEGER,"
                            + " table INTEGER, index INTEGER, primary INTEGER, unique INTEGER, foreign INTEGER,"
                            + " check INTEGER, constraint INTEGER, default INTEGER, not INTEGER, null INTEGER,"
                            + " references INTEGER, end INTEGER, case INTEGER, time TIME, timestamp TIMESTAMP,"
                            + " int INTEGER, encode INTEGER, sortkey INTEGER, go INTEGER, if INTEGER)"),
            // types
            of("CREATE TABLE t (a BOOLEAN, b BOOL, c BIT)", "t(a BOOLEAN, b BOOLEAN, c BOOLEAN)"),
            of("CREATE TABLE t (a SMALLINT, b INT2, c TINYINT)", "t(a SMALLINT, b SMALLINT, c SMALLINT)"),
            of("CREATE TABLE t (a INT, b INTEGER, c INT4)", "t(a INTEGER, b INTEGER, c INTEGER)"),
            of("CREATE TABLE t (a BIGINT, b INT8)", "t(a BIGINT, b BIGINT)"),
            of(
                    "CREATE TABLE t (a DECIMAL, b NUMERIC(5), c DECIMAL(19, 0), d NUMERIC(38,37), e MONEY)",
                    "t(a DECIMAL(18,0), b DECIMAL(5,0), c DECIMAL(19,0), d DECIMAL(38,37), e DECIMAL(19,4))"),
            of("CREATE TABLE t (a REAL, b FLOAT4, c FLOAT(24))", "t(a REAL, b REAL, c REAL)"),
            of(
                    "CREATE TABLE t (a FLOAT, b FLOAT8, c DOUBLE PRECISION, d DOUBLE, e FLOAT(25))",
                    "t(a DOUBLE PRECISION, b DOUBLE PRECISION, c DOUBLE PRECISION, d DOUBLE PRECISION,"
                            + " e DOUBLE PRECISION)"),
            of(
                    "CREATE TABLE t (a CHAR, b NCHAR(2), c BPCHAR, d CHARACTER(3), e CHARACTER, f CHAR(max), g"
                            + " BPCHAR(9))",
                    "t(a VARCHAR(1), b VARCHAR(2), c VARCHAR(256), d VARCHAR(3), e VARCHAR(1), f VARCHAR(4096),"
                            + " g VARCHAR(9))"),
            of(
                    "CREATE TABLE t (a VARCHAR, b NVARCHAR ( max ), c CHARACTER VARYING(7), d TEXT, e VARCHAR(65535),"
                            + " f CHARACTER VARYING, g TEXT(MAX), h UNIQUEIDENTIFIER)",
                    "t(a VARCHAR(256), b VARCHAR(65535), c VARCHAR(7), d VARCHAR(256), e VARCHAR(65535),"
                            + " f VARCHAR(256), g VARCHAR(65535), h VARCHAR(36))"),
            of(
                    "CREATE TABLE t (a DATE, b TIME, c TIME WITHOUT TIME ZONE, d TIME(3))",
                    "t(a DATE, b TIME, c TIME, d TIME)"),
            of(
                    "CREATE TABLE t (a TIMESTAMP, b DATETIME, c DATETIME2(7), d TIMESTAMP(6) WITHOUT TIME ZONE,"
                            + " e DATETIME2, f TIMESTAMP WITHOUT TIME ZONE)",
                    "t(a TIMESTAMP, b TIMESTAMP, c TIMESTAMP, d TIMESTAMP, e TIMESTAMP, f TIMESTAMP)"),
            of(
                    "CREATE TABLE t (a TIMESTAMPTZ, b TIMESTAMP WITH TIME ZONE, c TIMESTAMP(6) WITH TIME ZONE)",
                    "t(a TIMESTAMPTZ, b TIMESTAMPTZ, c TIMESTAMPTZ)"),
            // attributes of columns
            of(
                    "CREATE TABLE t (a INT NOT NULL DEFAULT 0 ENCODE az64 DISTKEY SORTKEY, b INT NULL UNIQUE)",
                    "t(a INTEGER, b INTEGER) sort[a]"),
            of(
                    "CREATE TABLE t (a BIGINT IDENTITY(1, 1) PRIMARY KEY, b INT GENERATED BY DEFAULT AS IDENTITY(0,1))",
                    "t(a BIGINT, b INTEGER) primary[a]"),
            of(
                    "CREATE TABLE t (a INT REFERENCES public.order (id), b VARCHAR(3) COLLATE CASE_INSENSITIVE NOT NULL"
                            + ", c INT CONSTRAINT df DEFAULT ((0)))",
                    "t(a INTEGER, b VARCHAR(3), c INTEGER)"),
            of(
                    """
                    CREATE TABLE t (
                      a TIMESTAMP DEFAULT getdate() NOT NULL
                      ,b VARCHAR(9) DEFAULT 'x;''--y'::varchar(9) ENCODE lzo
                      ,c INT DEFAULT (1 + 2) * -3
                      ,d INT DEFAULT NULL
                      ,e INT DEFAULT case when 1 is not null then f(1, 2) else 3 end NOT NULL
                      ,f TIMESTAMP DEFAULT ('now'::text)::timestamp without time zone
                      ,g VARCHAR(9) DEFAULT N'ü')""",
                    "t(a TIMESTAMP, b VARCHAR(9), c INTEGER, d INTEGER, e INTEGER, f TIMESTAMP, g VARCHAR(9))"),
            // constraints and attributes of tables
            of("CREATE TABLE t (a INT, b INT, PRIMARY KEY (b, \"A\"))", "t(a INTEGER, b INTEGER) primary[b, a]"),
            of(
                    "CREATE TABLE t (CONSTRAINT pk PRIMARY KEY (Order), Order INT, UNIQUE (order),"
                            + " FOREIGN KEY (order) REFERENCES s.o (id), CONSTRAINT u UNIQUE (order))",
                    "t(order INTEGER) primary[order]"),
            of("CREATE TABLE t (a INT) DISTSTYLE ALL", "t(a INTEGER)"),
            of("CREATE TABLE t (a INT) diststyle even SORTKEY AUTO BACKUP NO ENCODE AUTO", "t(a INTEGER)"),
            of(
                    "CREATE TABLE t (a INT, b INT) BACKUP YES DISTSTYLE KEY DISTKEY(a) COMPOUND SORTKEY(b, a)",
                    "t(a INTEGER, b INTEGER) sort[b, a]"),
            of("CREATE TABLE t (a INT, b INT) interleaved sortkey (a,b)", "t(a INTEGER, b INTEGER) sort[a, b]"),
            of("CREATE TABLE t (a INT)\ndistkey(a)\nsortkey(a)\n;", "t(a INTEGER) sort[a]"),
            // added columns
            of("ALTER TABLE public.T ADD COLUMN Value VARCHAR(20) ENCODE lzo", "t + value VARCHAR(20)"),
            of("ALTER TABLE ONLY t ADD b INT DEFAULT 5 NOT NULL ENCODE az64", "t + b INTEGER = <5>"),
            of("ALTER TABLE IF EXISTS t ADD COLUMN IF NOT EXISTS b REAL DEFAULT -1.5", "t + b REAL = <-1.5>"),
            of("ALTER TABLE t ADD b DOUBLE PRECISION DEFAULT +.5e3", "t + b DOUBLE PRECISION = <.5e3>"),
            of("ALTER TABLE t ADD b VARCHAR(9) DEFAULT 'it''s; /* -- '", "t + b VARCHAR(9) = <it's; /* -- >"),
            of("ALTER TABLE t ADD b VARCHAR(9) DEFAULT '' NOT NULL", "t + b VARCHAR(9) = <>"),
            of("ALTER TABLE t ADD b VARCHAR(9) DEFAULT (N'ü')", "t + b VARCHAR(9) = <ü>"),
            of(
                    "ALTER TABLE t ADD b BIT DEFAULT ((0)), c BOOL DEFAULT True",
                    "t + b BOOLEAN = <0>; t + c BOOLEAN = <true>"),
            of("ALTER TABLE t ADD b INT DEFAULT NULL", "t + b INTEGER"),
            of("ALTER TABLE t ADD (b INT, c NVARCHAR(3))", "t + b INTEGER; t + c VARCHAR(3)"),
            of("ALTER TABLE t ADD [b] INT, [c] INT", "t + b INTEGER; t + c INTEGER"),
            of("ALTER TABLE t ADD b INT, ADD COLUMN order INT", "t + b INTEGER; t + order INTEGER"),
            of("ALTER TABLE t\nADD primary INT,\nunique INT", "t + primary INTEGER; t + unique INTEGER"),
            // changed columns
            of("ALTER TABLE t ALTER COLUMN c TYPE VARCHAR(300)", "t ~ c VARCHAR(300)"),
            of("ALTER TABLE t ALTER COLUMN Type SET DATA TYPE DECIMAL(19,4)", "t ~ type DECIMAL(19,4)"),
            of("ALTER TABLE t\nALTER COLUMN [Set] nvarchar(max) NOT NULL", "t ~ set VARCHAR(65535)"),
            of(
                    "ALTER TABLE t ALTER COLUMN a TYPE INT, ALTER COLUMN b TYPE DOUBLE PRECISION, ADD d INT",
                    "t ~ a INTEGER; t ~ b DOUBLE PRECISION; t + d INTEGER"),
            of("ALTER TABLE t RENAME COLUMN \"Order\" TO To", "t order -> to"),
            // scripts
            of("", ""),
            of("\uFEFF", ""),
            of(" ;;\r\n -- nothing\r\n/* a /* nested */ ; */ GO\n;", ""),
            of(
                    "\uFEFFCREATE TABLE t (\r\n a INT -- , b INT\r\n , c INT /* x ) */\r\n);\r\n",
                    "t(a INTEGER, c INTEGER)"),
            of("ALTER TABLE t ADD a INT; ALTER TABLE u ADD b INT", "t + a INTEGER; u + b INTEGER"),
            of("ALTER TABLE t ADD a INT\nGO\nALTER TABLE u ADD b INT\ngo -- x\n", "t + a INTEGER; u + b INTEGER"),
            of("CREATE TABLE t (a INT) SORTKEY(a)\nCREATE TABLE u (a INT)", "t(a INTEGER) sort[a]; u(a INTEGER)"),
            of("CREATE TABLE t (a INT)\r  ALTER TABLE t ADD b INT", "t(a INTEGER); t + b INTEGER"));

    static final List<Case> REFUSED = List.of(
            // statements
            of("DROP TABLE t", "line 1: DROP TABLE is refused"),
            of("CREATE TABLE t (a INT);\n\nDROP TABLE t", "line 3: DROP TABLE is refused"),
            of("CREATE TABLE t (a INT)\nDROP TABLE t", "line 2: unexpected 'DROP'"),
            of("GRANT ALL ON t TO PUBLIC", "GRANT is refused"),
            of("REVOKE ALL ON t FROM PUBLIC", "REVOKE is refused"),
            of("INSERT INTO t VALUES (1)", "INSERT is refused"),
            of("UPDATE t SET a = 1", "UPDATE is refused"),
            of("DELETE FROM t", "DELETE is refused"),
            of("COPY t FROM 's3://x'", "COPY is refused"),
            of("UNLOAD ('select 1') TO 's3://x'", "UNLOAD is refused"),
            of("TRUNCATE t", "TRUNCATE is refused"),
            of("SELECT 1", "SELECT is refused"),
            of("WITH x AS (SELECT 1) SELECT 1", "WITH is refused"),
            of("SET search_path TO x", "SET is refused"),
            of("CALL p()", "CALL is refused"),
            of("BEGIN; CREATE TABLE t (a INT); COMMIT", "BEGIN is refused"),
            of("CREATE TABLE t (a INT); END", "END is refused"),
            of("(SELECT 1)", "( is refused"),
            of("CREATE VIEW v AS SELECT 1", "CREATE VIEW is refused"),
            of("CREATE USER u PASSWORD 'x'", "CREATE USER is refused"),
            of("CREATE OR REPLACE FUNCTION f() RETURNS INT AS $$ ; $$", "CREATE OR is refused"),
            of("CREATE TEMP TABLE t (a INT)", "CREATE TEMP is refused"),
            of("CREATE TEMPORARY TABLE t (a INT)", "CREATE TEMPORARY is refused"),
            of("CREATE", "CREATE is refused"),
            of("\\copy t from x", "psql commands are refused"),
            of("CREATE TABLE t (a INT);\n\\q", "line 2: psql commands are refused"),
            of("CREATE TABLE t AS SELECT 1", "CREATE TABLE ... AS is refused"),
            of("CREATE TABLE t (a INT) AS SELECT 1", "CREATE TABLE ... AS is refused"),
            of("CREATE TABLE t (LIKE u)", "CREATE TABLE ... (LIKE ...) is refused"),
            of("ALTER USER u PASSWORD 'x'", "ALTER USER is refused"),
            of("ALTER TABLE t DROP COLUMN a", "ALTER TABLE ... DROP is refused"),
            of("ALTER TABLE t ADD a INT, DROP COLUMN b", "ALTER TABLE ... DROP is refused"),
            of("ALTER TABLE t RENAME TO u", "ALTER TABLE ... RENAME is refused"),
            of("ALTER TABLE t OWNER TO u", "ALTER TABLE ... OWNER is refused"),
            of("ALTER TABLE t SET SCHEMA u", "ALTER TABLE ... SET is refused"),
            of("ALTER TABLE t", "ALTER TABLE ... is refused"),
            of("ALTER TABLE t ADD CONSTRAINT pk PRIMARY KEY (a)", "of a constraint is refused"),
            of("ALTER TABLE t ADD PRIMARY KEY (a)", "of a constraint is refused"),
            of("ALTER TABLE t ALTER COLUMN a SET DEFAULT 1", "only a change of the type"),
            of("ALTER TABLE t ALTER COLUMN a DROP NOT NULL", "only a change of the type"),
            of("ALTER TABLE t ALTER COLUMN a TYPE INT USING a::int", "unexpected ':'"),
            of("ALTER TABLE t ALTER COLUMN a INT DEFAULT 1", "only a change of the type"),
            of("ALTER TABLE t ADD a INT CREATE TABLE u (b INT)", "the type INT CREATE TABLE u(b INT) cannot be read"),
            of("ALTER TABLE t RENAME COLUMN a b", "unexpected 'b'; accepted: TO"),
            // types
            of("CREATE TABLE t (a INT,\n b SUPER)", "line 2: column b: the type SUPER cannot be kept"),
            of("CREATE TABLE t (a GEOMETRY)", "the type GEOMETRY cannot be kept"),
            of("CREATE TABLE t (a VARBYTE(10))", "the type VARBYTE cannot be kept"),
            of("CREATE TABLE t (a HLLSKETCH)", "the type HLLSKETCH cannot be kept"),
            of("CREATE TABLE t (a XML)", "the type XML cannot be kept"),
            of("ALTER TABLE t ADD a SUPER", "the type SUPER cannot be kept"),
            of("ALTER TABLE t ALTER COLUMN a TYPE SUPER", "the type SUPER cannot be kept"),
            of("CREATE TABLE t (a TIME WITH TIME ZONE)", "the type TIME WITH TIME ZONE cannot be kept"),
            of("CREATE TABLE t (a INT[])", "unexpected '[]'"),
            of("CREATE TABLE t (a INTERVAL YEAR TO MONTH)", "the type INTERVAL YEAR TO MONTH cannot be read"),
            of("CREATE TABLE t (a VARCHAR())", "unexpected '('"),
            of("CREATE TABLE t (a VARCHAR(0))", "VARCHAR takes 1 to 65535 bytes, not 0"),
            of("CREATE TABLE t (a VARCHAR(65536))", "VARCHAR takes 1 to 65535 bytes"),
            of("CREATE TABLE t (a VARCHAR(99999999999))", "unexpected '99999999999' in the type of column a"),
            of("CREATE TABLE t (a VARCHAR(9) CHARACTER SET utf8)", "cannot be read"),
            of("CREATE TABLE t (a VARCHAR(-1))", "unexpected '-'"),
            of("CREATE TABLE t (a VARCHAR(1.5))", "the type VARCHAR(1.5) cannot be read"),
            of("CREATE TABLE t (a DECIMAL(39,0))", "DECIMAL takes 1 to 38 digits"),
            of("CREATE TABLE t (a DECIMAL(1,2))", "DECIMAL takes 1 to 38 digits"),
            of("CREATE TABLE t (a DECIMAL(1,2,3))", "cannot be read"),
            of("CREATE TABLE t (a INT(11))", "the type INT takes at most 0 numbers"),
            of("CREATE TABLE t (a FLOAT(54))", "FLOAT takes 1 to 53 binary digits"),
            of("CREATE TABLE t (a INT b INT)", "the type INT b INT cannot be read"),
            of("CREATE TABLE t (a)", "column a has no type"),
            of("CREATE TABLE t (a NOT NULL)", "column a has no type"),
            of("CREATE TABLE t (a public.int)", "cannot be kept"),
            // names
            of("CREATE TABLE \"a b\" (a INT)", "the name of a table cannot be 'a b'"),
            of("CREATE TABLE t (\"a\"\"b\" INT)", "the name of a column cannot be 'a\"b'"),
            of("CREATE TABLE t ([] INT)", "the name of a column cannot be ''"),
            of("CREATE TABLE t (1a INT)", "unexpected '1'"),
            of("CREATE TABLE t (grün INT)", "unexpected character U+00FC"),
            of("CREATE TABLE t (a$ INT)", "the name of a column cannot be 'a$'"),
            of("CREATE TABLE #t (a INT)", "unexpected '#'"),
            of("CREATE TABLE a.b.c.d (a INT)", "unexpected '.'"),
            of("CREATE TABLE t (" + "x".repeat(128) + " INT)", "the name of a column cannot be"),
            of("CREATE TABLE t (a INT,\n A INT)", "line 2: column a is declared twice"),
            of("ALTER TABLE t ADD a INT, ADD A INT", "column a is added twice"),
            of("CREATE TABLE t (a INT) SORTKEY(b)", "SORTKEY of table t names the unknown column b"),
            of("CREATE TABLE t (a INT, PRIMARY KEY (b))", "PRIMARY KEY of table t names the unknown column b"),
            of("CREATE TABLE t (a INT PRIMARY KEY, PRIMARY KEY (a))", "more than one PRIMARY KEY"),
            of("CREATE TABLE t (a INT SORTKEY, b INT SORTKEY)", "more than one SORTKEY"),
            of("CREATE TABLE t (a INT) SORTKEY(a, a)", "column a is named twice"),
            of("ALTER TABLE t ADD a INT PRIMARY KEY", "would change the key"),
            // shape
            of("CREATE TABLE t", "the statement ends too early"),
            of("CREATE TABLE t ()", "unexpected ')'"),
            of("CREATE TABLE t (PRIMARY KEY (a))", "the table has no columns"),
            of("CREATE TABLE t (a INT,)", "unexpected ')'"),
            of("CREATE TABLE t (a INT, CHECK (a > 1))", "unexpected 'CHECK'"),
            of("CREATE TABLE t (a INT) TABLESPACE x", "unexpected 'TABLESPACE'"),
            of("CREATE TABLE t (a INT NOT)", "unexpected 'NOT'"),
            of("CREATE TABLE t (a INT DEFAULT)", "a value behind DEFAULT"),
            of("CREATE TABLE t (a INT;\nCREATE TABLE u (b INT)", "line 1: a parenthesis is opened but never closed"),
            of("CREATE TABLE t\n(a INT", "line 2: a parenthesis is opened but never closed"),
            of("CREATE TABLE t (a INT))", "closed but never opened"),
            of("CREATE TABLE t (a INT DEFAULT " + "(".repeat(40) + ")".repeat(40) + ")", "nested too deeply"),
            of("\n\n/* never\nclosed", "line 3: a comment is never closed"),
            of("ALTER TABLE t ADD a INT\nDEFAULT 'x", "line 2: a string is never closed"),
            of("CREATE TABLE \"t (a INT)", "a quoted name is never closed"),
            of("CREATE TABLE [t (a INT)", "a name in brackets is never closed"),
            of("ALTER TABLE t ADD a VARCHAR(9) DEFAULT 'it\\'s'", "a backslash in a string"),
            of("CREATE TABLE t (a INT)\n-- \0", "line 2: the script holds a NUL character"),
            of("CREATE TABLE t\u0001 (a INT)", "unexpected character U+0001"),
            // defaults
            of("ALTER TABLE t ADD a TIMESTAMP DEFAULT CURRENT_TIMESTAMP", "the DEFAULT of column a is no constant"),
            of("ALTER TABLE t ADD a TIMESTAMP DEFAULT GETDATE()", "the DEFAULT of column a is no constant"),
            of("ALTER TABLE t ADD a TIMESTAMP DEFAULT sysdate NOT NULL", "the DEFAULT of column a is no constant"),
            of("ALTER TABLE t ADD a INT DEFAULT 1 + 1", "the DEFAULT of column a is no constant"),
            of("ALTER TABLE t ADD a INT DEFAULT (1)+(1)", "the DEFAULT of column a is no constant"),
            of("ALTER TABLE t ADD a TEXT DEFAULT 'x'::text", "the DEFAULT of column a is no constant"),
            of("ALTER TABLE t ADD a TEXT DEFAULT 'x' || 'y'", "the DEFAULT of column a is no constant"),
            of("ALTER TABLE t ADD a INT DEFAULT ()", "the DEFAULT of column a is no constant"),
            of("ALTER TABLE t ADD a TEXT DEFAULT U&'x'", "the DEFAULT of column a is no constant"),
            of("ALTER TABLE t ADD a TEXT DEFAULT X'00'", "the DEFAULT of column a is no constant"),
            of("ALTER TABLE t ADD a TEXT DEFAULT $$x$$", "the DEFAULT of column a is no constant"),
            // what hides
            of("CREATE TABLE t (a INT); -- ;\nDROP TABLE t -- x", "line 2: DROP TABLE is refused"),
            of("CREATE TABLE t (a INT); /* ' */ DROP TABLE t /* ' */", "DROP TABLE is refused"),
            of("/* /* */ CREATE TABLE t (a INT)", "line 1: a comment is never closed"),
            of("/**/*/ CREATE TABLE t (a INT)", "* is refused"),
            of("DR/**/OP TABLE t", "DR is refused"),
            of("CREATE TABLE t (a INT)\nGO\nDROP TABLE t\nGO", "line 3: DROP TABLE is refused"),
            of("CREATE TABLE t (a INT) GO DROP TABLE t", "unexpected 'GO'"),
            of("CREATE TABLE t (a INT);\r--\rDROP TABLE t", "line 3: DROP TABLE is refused"),
            of("CREATE TABLE U&\"\\0061\" (a INT)", "a backslash in a quoted name"),
            of("CREATE TABLE t (\"a INT); DROP TABLE t; --\" INT)", "the name of a column cannot be"),
            of("CREATE TABLE [t (a INT)]; DROP TABLE t; --] (a INT)", "the name of a table cannot be"),
            of("CREATE TABLE t (a INT) `; DROP TABLE t`", "unexpected '`'"),
            of("CREATE TABLE t (a VARCHAR" + "(".repeat(30) + "1" + ")".repeat(30) + ")", "no readable type"),
            of("CREATE TABLE t (a INT" + "(".repeat(20) + "1" + ")".repeat(20) + ")", "cannot be read"),
            of("CREATE TABLE t (a " + "INT(".repeat(11) + ")".repeat(11) + ")", "unexpected '('"),
            of("CREATE TABLE t (a INT" + "(1)".repeat(18) + ")", "cannot be read"));

    private ScriptCorpus() {}

    /** The CREATE TABLE of a sample in the feed documentation, not temporary. */
    static String sample(String file) {
        try (InputStream in = ScriptCorpus.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Case of(String script, String expected) {
        return new Case(script, expected);
    }
}
