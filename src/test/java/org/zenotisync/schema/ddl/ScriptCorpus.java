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
            of("ALTER TABLE t\nALTER COLUMN [Set] nvarchar(max) NOT NULL", "t ~ set VARCHAR(65535); t set not null"),
            of(
                    "ALTER TABLE t ALTER COLUMN a TYPE INT, ALTER COLUMN b TYPE DOUBLE PRECISION, ADD d INT",
                    "t ~ a INTEGER; t ~ b DOUBLE PRECISION; t + d INTEGER"),
            of("ALTER TABLE t RENAME COLUMN \"Order\" TO To", "t order -> to"),
            of("ALTER TABLE t ALTER COLUMN a DROP NOT NULL, ALTER COLUMN b SET NOT NULL", "t a null; t b not null"),
            of("ALTER TABLE t ALTER COLUMN a INT NULL", "t ~ a INTEGER; t a null"),
            // left columns
            of("ALTER TABLE public.T DROP COLUMN \"Fax\" CASCADE", "t - fax"),
            of("ALTER TABLE t DROP COLUMN IF EXISTS a RESTRICT, DROP COLUMN b", "t - a; t - b"),
            of("ALTER TABLE [dbo].[T] DROP COLUMN [a], [b]", "t - a; t - b"),
            of("ALTER TABLE t DROP CONSTRAINT DF_a, COLUMN a, b", "t - a; t - b"),
            of("ALTER TABLE t ADD a INT, DROP COLUMN b", "t + a INTEGER; t - b"),
            of("ALTER TABLE t DROP COLUMN column", "t - column"),
            // copied columns
            of("UPDATE t SET a = b", "t a := b"),
            of("UPDATE dbo.[T] SET [A] = t.b", "t a := b"),
            of("UPDATE t SET a = b, c = (d)", "t a := b; t c := d"),
            of("UPDATE t SET a = b::decimal(19,4)", "t a := b as DECIMAL(19,4)"),
            of("UPDATE t SET a = (b)::character varying(9)", "t a := b as VARCHAR(9)"),
            of("UPDATE t SET a = (b::int)", "t a := b as INTEGER"),
            of("UPDATE t SET a = CAST(b AS double precision)", "t a := b as DOUBLE PRECISION"),
            of("UPDATE t SET a = CONVERT(varchar(20), b)", "t a := b as VARCHAR(20)"),
            // keys
            of("ALTER TABLE t ADD CONSTRAINT pk PRIMARY KEY (a, b)", "t primary[a, b]"),
            of("ALTER TABLE t ADD PRIMARY KEY (a)", "t primary[a]"),
            of(
                    "ALTER TABLE [dbo].[t] ADD CONSTRAINT [PK_t] PRIMARY KEY CLUSTERED ([a] ASC)"
                            + " WITH (PAD_INDEX = OFF, FILLFACTOR = 90) ON [PRIMARY]",
                    "t primary[a]"),
            of(
                    """
                    SET ANSI_NULLS ON
                    GO
                    SET QUOTED_IDENTIFIER ON
                    GO
                    CREATE TABLE [dbo].[Bi_DimX](
                    \t[Id] [int] IDENTITY(1,1) NOT FOR REPLICATION NOT NULL,
                    \t[Name] [nvarchar](max) COLLATE SQL_Latin1_General_CP1_CI_AS NULL,
                    \t[At] [smalldatetime] CONSTRAINT [DF_At] DEFAULT (getdate()),
                    \t[Guid] [uniqueidentifier] ROWGUIDCOL NOT NULL,
                     CONSTRAINT [PK_Bi_DimX] PRIMARY KEY CLUSTERED\s
                    (
                    \t[Id] ASC, [At] DESC
                    )WITH (PAD_INDEX = OFF, STATISTICS_NORECOMPUTE = OFF) ON [PRIMARY],
                     CONSTRAINT [UQ] UNIQUE NONCLUSTERED ([Guid] ASC),
                     CONSTRAINT [CK] CHECK (([Id]>(0)))
                    ) ON [PRIMARY] TEXTIMAGE_ON [PRIMARY]
                    GO
                    ALTER TABLE [dbo].[Bi_DimX]  WITH CHECK ADD  CONSTRAINT [FK] FOREIGN KEY([Id])
                    REFERENCES [dbo].[y] ([Id]) ON DELETE CASCADE
                    GO
                    ALTER TABLE [dbo].[Bi_DimX] CHECK CONSTRAINT [FK]
                    GO
                    ALTER TABLE [dbo].[Bi_DimX] ADD  CONSTRAINT [DF_N]  DEFAULT (N'x') FOR [Name]
                    GO""",
                    "bi_dimx(id INTEGER, name VARCHAR(65535), at TIMESTAMP, guid VARCHAR(36)) primary[id, at]"),
            of(
                    "CREATE TABLE t (a INT PRIMARY KEY CLUSTERED, b INT CHECK (b > 1) NOT NULL)",
                    "t(a INTEGER, b INTEGER) primary[a]"),
            of("CREATE TABLE t (a INT, CHECK (a > 1))", "t(a INTEGER)"),
            of("CREATE TABLE t (a INT) WITH (DATA_COMPRESSION = PAGE)", "t(a INTEGER)"),
            // defaults that are not kept, and constants with a cast
            of("ALTER TABLE t ADD a TIMESTAMP DEFAULT CURRENT_TIMESTAMP", "t + a TIMESTAMP"),
            of("ALTER TABLE t ADD a TIMESTAMP DEFAULT GETDATE() NOT NULL", "t + a TIMESTAMP"),
            of("ALTER TABLE t ADD a TIMESTAMP DEFAULT sysdate NOT NULL", "t + a TIMESTAMP"),
            of("ALTER TABLE t ADD a INT DEFAULT 1 + 1", "t + a INTEGER"),
            of("ALTER TABLE t ADD a INT DEFAULT (1)+(1)", "t + a INTEGER"),
            of("ALTER TABLE t ADD a TEXT DEFAULT 'x' || 'y'", "t + a VARCHAR(256)"),
            of("ALTER TABLE t ADD a TEXT DEFAULT 'x'::text", "t + a VARCHAR(256) = <x>"),
            of("ALTER TABLE t ADD a TEXT DEFAULT ('x'::character varying(9))", "t + a VARCHAR(256) = <x>"),
            of("ALTER TABLE t ADD a BIT DEFAULT (CONVERT([bit],(0))) WITH VALUES", "t + a BOOLEAN = <0>"),
            of("ALTER TABLE t ADD a INT DEFAULT CAST(-3 AS int)", "t + a INTEGER = <-3>"),
            of("ALTER TABLE t ADD a BIGINT IDENTITY(1,1)", "t + a BIGINT"),
            // spellings of types
            of(
                    "CREATE TABLE t (a SMALLDATETIME, b SMALLMONEY, c NTEXT, d SYSNAME, e DATETIMEOFFSET(7), f DEC(9,2),"
                            + " g NATIONAL CHARACTER VARYING(7), h STRING, i UUID, j [nchar](3), k CHARACTER(4),"
                            + " l NATIONAL CHAR VARYING(3), m TIME(7), n FLOAT(53), o LONGTEXT, p VARCHAR2(5))",
                    "t(a TIMESTAMP, b DECIMAL(10,4), c VARCHAR(65535), d VARCHAR(512), e TIMESTAMPTZ, f DECIMAL(9,2),"
                            + " g VARCHAR(7), h VARCHAR(65535), i VARCHAR(36), j VARCHAR(3), k VARCHAR(4),"
                            + " l VARCHAR(3), m TIME, n DOUBLE PRECISION, o VARCHAR(65535), p VARCHAR(5))"),
            // what changes no columns
            of("BEGIN; CREATE TABLE t (a INT); COMMIT", "t(a INTEGER)"),
            of("BEGIN TRANSACTION\nCREATE TABLE t (a INT)\nCOMMIT TRANSACTION", "t(a INTEGER)"),
            of("START TRANSACTION; CREATE TABLE t (a INT); END;", "t(a INTEGER)"),
            of("DROP TABLE IF EXISTS dbo.T CASCADE; CREATE TABLE t (a INT)", "t(a INTEGER)"),
            of("DROP TABLE t, u; CREATE TABLE t (a INT); CREATE TABLE u (a INT)", "t(a INTEGER); u(a INTEGER)"),
            of("DROP TABLE t\nCREATE TABLE t (a INT)", "t(a INTEGER)"),
            of(
                    "IF OBJECT_ID(N'[dbo].[T]', N'U') IS NOT NULL\nDROP TABLE [dbo].[T]\nGO\nCREATE TABLE t (a INT)",
                    "t(a INTEGER)"),
            of(
                    """
                    USE [Zenoti]
                    PRINT N'tables'
                    CREATE TABLE t (a INT)
                    CREATE UNIQUE NONCLUSTERED INDEX [ix] ON [t] ([a] ASC) INCLUDE ([b]) WITH (FILLFACTOR = 9)
                    COMMENT ON COLUMN t.a IS 'what; it is'
                    ALTER TABLE t ADD b INT
                    PRINT 'done'""",
                    "t(a INTEGER); t + b INTEGER"),
            of(
                    "GRANT SELECT ON t TO GROUP x; REVOKE ALL ON t FROM PUBLIC; COMMENT ON TABLE t IS 'x'; ANALYZE t;"
                            + " ANALYZE VERBOSE public.t (a, b); ANALYZE t PREDICATE COLUMNS; VACUUM FULL t TO 99 PERCENT;"
                            + " VACUUM; SET search_path TO a, b; SET NOCOUNT ON; SET x = 1; USE y; CREATE SCHEMA z;"
                            + " DROP INDEX i; ALTER TABLE t OWNER TO u; ALTER SCHEMA z OWNER TO u; END",
                    ""),
            of(
                    "ALTER TABLE t ALTER DISTSTYLE KEY DISTKEY a; ALTER TABLE t ALTER DISTKEY b;"
                            + " ALTER TABLE t ALTER DISTSTYLE EVEN, ALTER COMPOUND SORTKEY (a, b);"
                            + " ALTER TABLE t ALTER SORTKEY AUTO; ALTER TABLE t ALTER SORTKEY NONE;"
                            + " ALTER TABLE t ALTER COLUMN a ENCODE zstd, ALTER COLUMN b ENCODE raw;"
                            + " ALTER TABLE t ALTER ENCODE AUTO; ALTER TABLE t ADD CONSTRAINT u UNIQUE (a);"
                            + " ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES u (b); ALTER TABLE t ADD CHECK (a > 1);"
                            + " ALTER TABLE t ADD CONSTRAINT d DEFAULT ((0)) FOR a; ALTER TABLE t DROP CONSTRAINT d;"
                            + " ALTER TABLE t ALTER COLUMN a SET DEFAULT 1, ALTER COLUMN a DROP DEFAULT",
                    ""),
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
            of("CREATE TABLE t (a INT)\nDROP TABLE t", "line 2: DROP TABLE is refused"),
            of("DROP TABLE t; CREATE TABLE u (a INT)", "line 1: DROP TABLE is refused"),
            of("DROP TABLE t, u; CREATE TABLE u (a INT)", "line 1: DROP TABLE is refused"),
            of("CREATE TABLE t (a INT); DROP TABLE t; CREATE TABLE t (a INT); DROP TABLE t", "DROP TABLE is refused"),
            of("DROP TABLE t x; CREATE TABLE t (a INT)", "DROP TABLE is refused"),
            of("IF 1 = 1 BEGIN DROP TABLE t END; CREATE TABLE t (a INT)", "IF is refused"),
            of("IF EXISTS (SELECT 1) ALTER TABLE t DROP COLUMN a", "IF is refused"),
            of("Set of new tables for the release", "Set is refused"),
            of("Use the new columns", "Use is refused"),
            of("Begin with the new columns", "Begin is refused"),
            of("Commit all changes", "Commit is refused"),
            of("Analyze bi_dimx, then load it", "Analyze is refused"),
            of("Vacuum the table", "Vacuum is refused"),
            of("Comment on bi_dimx", "Comment is refused"),
            of("Grant for everybody", "Grant is refused"),
            of("Print the list", "Print is refused"),
            of("Create index of tables", "Create index is refused"),
            of("EXEC sp_rename 't.a', 'b', 'COLUMN'", "EXEC is refused"),
            of("UPDATE t SET a = 'x'", "UPDATE is refused"),
            of("UPDATE t SET a = b WHERE c = 1", "UPDATE is refused"),
            of("UPDATE t SET a = b || 'x'", "UPDATE is refused"),
            of("UPDATE t SET a = upper(b)", "UPDATE is refused"),
            of("UPDATE t SET a = b + 1", "UPDATE is refused"),
            of("UPDATE t SET a = u.b FROM u", "UPDATE is refused"),
            of("UPDATE t SET a = (b", "line 1: a parenthesis is opened"),
            of("UPDATE t SET a = NULL, b", "UPDATE is refused"),
            of("UPDATE t SET a = CAST(b AS SUPER)", "the type SUPER cannot be kept"),
            of("UPDATE t", "UPDATE is refused"),
            of("ALTER TABLE t DROP a", "ALTER TABLE ... DROP is refused"),
            of("ALTER TABLE t DROP COLUMN", "ALTER TABLE ... DROP is refused"),
            of("ALTER TABLE t DROP COLUMN a b", "unexpected 'b'"),
            of("ALTER TABLE t APPEND FROM u", "ALTER TABLE ... APPEND is refused"),
            of("ALTER TABLE t SWITCH TO u", "ALTER TABLE ... SWITCH is refused"),
            of("INSERT INTO t VALUES (1)", "INSERT is refused"),
            of("UPDATE t SET a = 1", "UPDATE is refused"),
            of("DELETE FROM t", "DELETE is refused"),
            of("COPY t FROM 's3://x'", "COPY is refused"),
            of("UNLOAD ('select 1') TO 's3://x'", "UNLOAD is refused"),
            of("TRUNCATE t", "TRUNCATE is refused"),
            of("SELECT 1", "SELECT is refused"),
            of("WITH x AS (SELECT 1) SELECT 1", "WITH is refused"),
            of("CALL p()", "CALL is refused"),
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
            of("ALTER TABLE t RENAME TO u", "ALTER TABLE ... RENAME is refused"),
            of("ALTER TABLE t SET SCHEMA u", "ALTER TABLE ... SET is refused"),
            of("ALTER TABLE t", "ALTER TABLE ... is refused"),
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
            of("CREATE TABLE t (grün INT)", "the name of a column cannot be 'grün'; accepted: letters A to Z"),
            of("CREATE TABLE Straße (a INT)", "the name of a table cannot be 'Straße'"),
            of("CREATE TABLE t (a INT, [Guest Name] INT)", "the name of a column cannot be 'Guest Name'"),
            of("CREATE TABLE t (a INT, b İnt)", "column b: the type İNT cannot be kept"),
            of("ſet x to y", "ſet is refused"),
            of("CREATE TABLE t (a INT) € x", "unexpected character U+20AC"),
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
            of("CREATE TABLE t (a INT) TABLESPACE x", "unexpected 'TABLESPACE'"),
            of("CREATE TABLE t (a INT NOT)", "unexpected 'NOT'"),
            of("CREATE TABLE t (a INT DEFAULT)", "a value after DEFAULT"),
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
            of("ALTER TABLE t ADD a INT DEFAULT ()", "the DEFAULT of column a is not a constant"),
            of("ALTER TABLE t ADD a TEXT DEFAULT U&'x'", "the DEFAULT of column a is not a constant"),
            of("ALTER TABLE t ADD a TEXT DEFAULT X'00'", "the DEFAULT of column a is not a constant"),
            of("ALTER TABLE t ADD a TEXT DEFAULT $$x$$", "the DEFAULT of column a is not a constant"),
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
