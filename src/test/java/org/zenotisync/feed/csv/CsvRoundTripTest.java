package org.zenotisync.feed.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.model.TableKind;

/** Random tables of text, written in all ways that mean the same. */
class CsvRoundTripTest {

    private static final List<String> PIECES = List.of(
            "a",
            "Z",
            "0",
            " ",
            ",",
            "\"",
            "\n",
            "\r",
            "\r\n",
            "\t",
            "'",
            ";",
            "#",
            "\\N",
            "NULL",
            "é",
            "€",
            "𝄞",
            "\uFEFF",
            "\u0085",
            "\u2028",
            "x".repeat(5000));

    static List<Long> seeds() {
        return IntStream.rangeClosed(1, 300).mapToObj(Long::valueOf).toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatWasWrittenIsRead(long seed) throws Exception {
        Random random = new Random(seed);
        TableDefinition table = table(2 + random.nextInt(random.nextInt(10) == 0 ? 300 : 6));
        List<List<Object>> rows = rows(random, table.columns().size());
        String text = written(random, table, rows);

        RecordingSink sink = new RecordingSink();
        RowCounts counts = reader(table).read(stream(text.getBytes(StandardCharsets.UTF_8)), sink);

        assertThat(sink.rows()).as("seed %d", seed).isEqualTo(rows);
        assertThat(counts).as("seed %d", seed).isEqualTo(new RowCounts(rows.size(), rows.size(), 0, 0));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aFileWithBrokenBytesIsReadOrRefusedInWordsButNeverBreaksTheReader(long seed) {
        Random random = new Random(seed);
        TableDefinition table = table(2 + random.nextInt(4));
        byte[] content =
                written(random, table, rows(random, table.columns().size())).getBytes(StandardCharsets.UTF_8);
        byte[] cut = Arrays.copyOf(content, random.nextInt(content.length + 1));
        for (int i = random.nextInt(4); i > 0 && cut.length > 0; i--) {
            cut[random.nextInt(cut.length)] = (byte) random.nextInt(256);
        }

        assertThatCode(() -> {
                    try {
                        reader(table).read(stream(cut), new RecordingSink());
                    } catch (CsvFormatException e) {
                        assertThat(e.getMessage()).contains("line ").doesNotContain("\n", "\r", "\0");
                    }
                })
                .as("seed %d", seed)
                .doesNotThrowAnyException();
    }

    private static List<List<Object>> rows(Random random, int columns) {
        List<List<Object>> rows = new ArrayList<>();
        for (int i = random.nextInt(30); i > 0; i--) {
            List<Object> row = new ArrayList<>();
            for (int column = 0; column < columns; column++) {
                row.add(value(random));
            }
            rows.add(row);
        }
        return rows;
    }

    private static String value(Random random) {
        if (random.nextInt(6) == 0) {
            return null;
        }
        StringBuilder value = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            value.append(PIECES.get(random.nextInt(PIECES.size() - (random.nextInt(20) == 0 ? 0 : 1))));
        }
        return value.toString();
    }

    private static String written(Random random, TableDefinition table, List<List<Object>> rows) {
        List<Integer> order = new ArrayList<>(
                IntStream.range(0, table.columns().size()).boxed().toList());
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "\uFEFF" : "");
        if (random.nextBoolean()) {
            Collections.shuffle(order, random);
            text.append(String.join(
                            ",",
                            order.stream()
                                    .map(column -> table.columnNames().get(column))
                                    .map(name -> random.nextBoolean() ? name.toUpperCase(Locale.ROOT) : name)
                                    .toList()))
                    .append(lineEnd(random));
        }
        for (List<Object> row : rows) {
            text.append(String.join(
                            ",",
                            order.stream()
                                    .map(column -> field(random, (String) row.get(column)))
                                    .toList()))
                    .append(lineEnd(random));
        }
        return text.toString();
    }

    private static String field(Random random, String value) {
        if (value == null) {
            return "";
        }
        boolean quoted = value.isEmpty() || value.matches("(?s).*[\",\r\n].*") || random.nextInt(4) == 0;
        // a byte order mark at the very start would be taken for the file's own
        return quoted || value.startsWith("\uFEFF") ? '"' + value.replace("\"", "\"\"") + '"' : value;
    }

    private static String lineEnd(Random random) {
        return (random.nextBoolean() ? "\n" : "\r\n").repeat(random.nextInt(8) == 0 ? 3 : 1);
    }

    private static TableDefinition table(int columns) {
        return new TableDefinition(
                "bi_dimx",
                IntStream.range(0, columns)
                        .mapToObj(i -> new ColumnDefinition("column_" + i, ColumnType.varchar(ColumnType.MAX_VARCHAR)))
                        .toList(),
                List.of(),
                List.of());
    }

    private static TableCsvReader reader(TableDefinition table) {
        return new TableCsvReader(
                new FileRules(new FeedTable(table), List.of()),
                TableKind.DIMENSION,
                EmptyText.NULL,
                VoidedRows.HAND_ON);
    }

    private static ByteArrayInputStream stream(byte[] content) {
        return new ByteArrayInputStream(content);
    }
}
