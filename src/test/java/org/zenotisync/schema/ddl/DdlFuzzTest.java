package org.zenotisync.schema.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.warehouse.Warehouse;
import org.zenotisync.warehouse.duckdb.DuckDbWarehouse;
import org.zenotisync.warehouse.postgres.PostgresWarehouse;

/** Whatever a schema script holds, what comes out of it is a refusal or harmless SQL. */
class DdlFuzzTest {

    private static final List<Warehouse> WAREHOUSES = List.of(new DuckDbWarehouse("s"), new PostgresWarehouse(null));

    private static final List<String> SCRIPTS = Stream.of(
                    ScriptCorpus.ACCEPTED.stream(), ScriptCorpus.ACCEPTED.stream(), ScriptCorpus.REFUSED.stream())
            .flatMap(cases -> cases)
            .map(ScriptCorpus.Case::script)
            .toList();

    private static final List<String> PIECES = List.of(
            "",
            "",
            " ",
            "(",
            ")",
            "()",
            "((((((((((",
            "))))))))))",
            "[",
            "]",
            "[]",
            ",",
            ";",
            ";\n",
            ".",
            "'",
            "''",
            "\"",
            "\"\"",
            "`",
            "--",
            "--\n",
            "/*",
            "*/",
            "/*/*",
            "\\",
            "$$",
            "$x$",
            "\nGO\n",
            "\r",
            "\n",
            "\t",
            "\0",
            "\uFEFF",
            "\u202E",
            "\uD800",
            "ß",
            "0",
            "1",
            "99999999999",
            "1e9",
            "-",
            "+",
            "::",
            "U&'\\0061'",
            "U&\"\\0061\"",
            "E'\\''",
            "N'x'",
            "X'00'",
            "DROP TABLE t",
            "; DROP TABLE t; --",
            " DEFAULT '; DROP TABLE t; --'",
            "GRANT ALL ON t TO u",
            "ALTER TABLE t DROP COLUMN a",
            "UPDATE t SET a = b",
            "UPDATE t SET a = CAST(b AS ",
            "PRIMARY KEY CLUSTERED (a ASC) WITH (x = y) ON [PRIMARY]",
            "DROP TABLE IF EXISTS t;",
            "\nPRINT 'x'\n",
            "CREATE TABLE t (a INT)",
            "\nALTER TABLE t ADD z INT",
            "CREATE TABLE ",
            "ALTER TABLE t ",
            "ADD COLUMN ",
            "SELECT ",
            "CASE WHEN ",
            "CAST(",
            "INTERVAL ",
            "ARRAY",
            "VARCHAR(",
            "DECIMAL(1,",
            "TIMESTAMP WITH TIME ZONE",
            "DOUBLE PRECISION",
            "PRIMARY KEY",
            "CONSTRAINT c ",
            "NOT NULL",
            "DEFAULT ",
            "AS ",
            "LIKE ",
            "zenoti_sync_run",
            "x".repeat(130),
            "INT(INT(INT(INT(",
            "a.b.c.d",
            "CHARACTER SET x",
            "UNSIGNED",
            "COLLATE ");

    /** @param at where it is done, in thousandths of the script's length */
    private record Edit(int at, int removed, String inserted) {

        String apply(String script) {
            int from = (int) ((long) script.length() * at / 1000);
            int to = Math.min(script.length(), from + removed);
            return script.substring(0, from) + inserted + script.substring(to);
        }
    }

    @Provide
    Arbitrary<String> scripts() {
        Arbitrary<Edit> edits = Combinators.combine(
                        Arbitraries.integers().between(0, 1000),
                        Arbitraries.integers().between(0, 6),
                        Arbitraries.of(PIECES))
                .as(Edit::new);
        return Combinators.combine(Arbitraries.of(SCRIPTS), edits.list().ofMaxSize(6))
                .as((script, all) -> {
                    String edited = script;
                    for (Edit edit : all) {
                        edited = edit.apply(edited);
                    }
                    return edited;
                });
    }

    @Property
    void aScriptIsRefusedInOneLineOrRendersToHarmlessSql(@ForAll("scripts") String script) {
        long started = System.nanoTime();
        List<SchemaStatement> statements;
        try {
            statements = DdlParser.parse(script);
        } catch (DdlException e) {
            assertThat(e.getMessage()).startsWith("line ").hasSizeLessThan(700).doesNotContain("\n", "\r", "\0");
            statements = List.of();
        }
        assertThat(System.nanoTime() - started).as("nanoseconds").isLessThan(20_000_000_000L);
        for (SchemaStatement statement : statements) {
            WAREHOUSES.forEach(warehouse -> rendered(statement, warehouse).forEach(DdlFuzzTest::requireHarmless));
        }
    }

    private static List<String> rendered(SchemaStatement statement, Warehouse warehouse) {
        List<String> sql = new ArrayList<>();
        if (statement instanceof SchemaStatement.CreateTable create) {
            sql.addAll(warehouse.ddl().createTable(create.table(), create.definition()));
        } else if (statement instanceof SchemaStatement.AddColumn add) {
            sql.addAll(warehouse
                    .ddl()
                    .addColumn(add.table(), add.column(), add.defaultValue().orElse(null)));
            add.defaultValue()
                    .ifPresent(value -> sql.addAll(warehouse.ddl().fillColumn(add.table(), add.column(), value)));
        } else if (statement instanceof SchemaStatement.AlterType alter) {
            ColumnDefinition column = new ColumnDefinition(alter.column(), alter.type());
            TableDefinition table = new TableDefinition(alter.table(), List.of(column), List.of(), List.of());
            sql.addAll(changeType(warehouse, table, column));
        } else if (statement instanceof SchemaStatement.RenameColumn rename) {
            sql.addAll(warehouse.ddl().renameColumn(rename.table(), rename.from(), rename.to()));
        }
        return sql;
    }

    private static List<String> changeType(Warehouse warehouse, TableDefinition table, ColumnDefinition column) {
        try {
            return warehouse.ddl().changeType(table.name(), table, column);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One statement of the white list; beside quoted names and strings only words, numbers and marks of a type. */
    private static void requireHarmless(String sql) {
        String bare = sql.replaceAll("'(?:[^']|'')*'", "S").replaceAll("\"[a-z_][a-z0-9_]*\"", "N");
        assertThat(bare)
                .matches("CREATE TABLE (N\\.)?N \\(N [A-Za-z0-9(), N]+\\)"
                        + "|ALTER TABLE (N\\.)?N ADD COLUMN N [A-Za-z0-9(), ]+( DEFAULT CAST\\(S AS [A-Za-z0-9(), ]+\\))?"
                        + "|UPDATE (N\\.)?N SET N = CAST\\(S AS [A-Za-z0-9(), ]+\\)"
                        + "|ALTER TABLE (N\\.)?N ALTER COLUMN N TYPE [A-Za-z0-9(), ]+"
                        + "|ALTER TABLE (N\\.)?N RENAME COLUMN N TO N");
    }
}
