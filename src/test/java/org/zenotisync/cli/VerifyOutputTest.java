package org.zenotisync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.zenotisync.event.TableVerification;
import org.zenotisync.event.TableVerification.Counts;
import org.zenotisync.event.TableVerification.State;
import org.zenotisync.event.TableVerification.Undecided;
import org.zenotisync.event.VerifyReport;
import org.zenotisync.model.Track;

class VerifyOutputTest {

    private static final VerifyReport REPORT = new VerifyReport(
            YearMonth.of(2024, 1),
            List.of(
                    table("bi_factforms", 3, List.of(new Undecided("this", 1), new Undecided("that", 2))),
                    table("bi_factitems", 0, List.of())),
            List.of());

    private static TableVerification table(String name, long undecided, List<Undecided> because) {
        return new TableVerification(
                new Track("bucket", "POD1", name),
                1000,
                State.EQUAL,
                9,
                new Counts(0, 0, 0, 0, 0, undecided),
                because,
                Map.of(),
                List.of(),
                List.of(),
                2,
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void theJsonSaysWhyRowsAreUndecided() throws IOException {
        JsonNode tables = new ObjectMapper().readTree(VerifyJson.write(REPORT)).get("tables");

        assertThat(tables.get(0).get("undecidedBecause").toString())
                .isEqualTo("[{\"reason\":\"this\",\"rows\":1},{\"reason\":\"that\",\"rows\":2}]");
        assertThat(tables.get(1).get("undecidedBecause")).isEmpty();
    }

    @Test
    void theTextSaysWhyRowsAreUndecided() {
        StringWriter text = new StringWriter();

        new VerifyText(REPORT, Optional.empty()).print(new PrintWriter(text));

        assertThat(text.toString().lines())
                .filteredOn(line -> line.contains("undecided:"))
                .containsExactly(
                        "POD1/bi_factforms: 1 row undecided: this",
                        "POD1/bi_factforms: 2 rows undecided: that",
                        "snapshot of 2024-01: 2 compared, all equal as far as it can be decided; undecided: 3 rows");
    }
}
