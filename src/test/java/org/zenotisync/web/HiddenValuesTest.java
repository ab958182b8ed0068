package org.zenotisync.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.zenotisync.web.Samples.NOW;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zenotisync.consume.KeyStatus;
import org.zenotisync.cycle.History;
import org.zenotisync.cycle.TableHistory;
import org.zenotisync.schema.SchemaFileOutcome;
import org.zenotisync.status.TableSnapshot;

/** A database quotes values of the feed in its errors. No page shows them. The secret value of these texts is Smith. */
class HiddenValuesTest {

    private static final String REMEDY =
            "; bi_a waits for it. When you have made its change by hand, 'schema accept SchemaUpgrade/1/a.txt' marks it"
                    + " as applied";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "line 1: ERROR: invalid input syntax for type integer: \"Smith\"",
                "line 1: ERROR: value too long for type character varying(3) Detail: Smith",
                "line 1: FEHLER: ungültige Eingabesyntax für Typ integer: »Smith«",
                "line 1: Conversion Error: Could not convert string 'Smith' to INT32",
            })
    void theReasonOfASchemaFileShowsNoValue(String error) {
        assertThat(schema(error + REMEDY, false)).contains("[…]").doesNotContain("Smith");
        assertThat(schema(error + REMEDY, true)).contains("Smith");
    }

    @Test
    void whatDuckDbSaysOfAConversionShowsNoValue() throws Exception {
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = database.createStatement()) {
            statement.execute("CREATE TABLE bi_a (name VARCHAR)");
            statement.execute("INSERT INTO bi_a VALUES ('Smith')");
            Throwable failure =
                    catchThrowable(() -> statement.execute("ALTER TABLE bi_a ALTER COLUMN name TYPE INTEGER"));
            assertThat(failure).hasMessageContaining("Smith");

            assertThat(schema("line 1: " + failure.getMessage() + REMEDY, false))
                    .doesNotContain("Smith");
            assertThat(key("the key cannot be checked: " + failure.getMessage()))
                    .doesNotContain("Smith");
        }
    }

    @Test
    void theReasonOfTheProgramIsShownWithItsRemedy() {
        assertThat(schema("line 1: a parenthesis is opened but never closed" + REMEDY, false))
                .contains("a parenthesis is opened but never closed", "schema accept SchemaUpgrade/1/a.txt")
                .doesNotContain("[…]");
    }

    private static String schema(String note, boolean showsRows) {
        History history = new History(
                NOW,
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(Samples.schemaFile("SchemaUpgrade/1/a.txt", SchemaFileOutcome.FAILED, note)),
                List.of());
        return SchemaPage.of(history, List.of(), showsRows)
                .files()
                .get(0)
                .note()
                .line();
    }

    private static String key(String problem) {
        TableSnapshot table = new TableSnapshot(
                Samples.track("bi_a"),
                1,
                OptionalLong.empty(),
                TableSnapshot.State.IN_STEP,
                OptionalInt.of(0),
                Optional.empty(),
                OptionalLong.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.of(new KeyStatus(
                        Optional.of("dimension"), List.of(), Optional.empty(), Optional.empty(), Optional.of(problem))),
                Optional.empty());
        return TablePage.of("bi_a", Samples.snapshot(table), History.none(NOW), TableHistory.NONE, List.of(), false)
                .key()
                .get(0);
    }
}
