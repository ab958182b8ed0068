package org.zenotisync.warehouse.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CopyBufferTest {

    @Test
    void withoutRowsTheHeaderAndTheTrailerAreSent() throws Exception {
        assertThat(sent(List.of(), List.of(), 100)).isEqualTo("<>");
    }

    /** @param chunk bytes that come at once, whatever rows they belong to */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 1000})
    void rowsAreLeftOutWhereverTheyStand(int chunk) throws Exception {
        List<String> rows = List.of("a", "bb", "", "dddd", "e");

        assertThat(sent(rows, List.of(), chunk)).isEqualTo("<abbdddde>");
        assertThat(sent(rows, List.of(0), chunk)).isEqualTo("<bbdddde>");
        assertThat(sent(rows, List.of(4), chunk)).isEqualTo("<abbdddd>");
        assertThat(sent(rows, List.of(1, 2), chunk)).isEqualTo("<adddde>");
        assertThat(sent(rows, List.of(3, 1), chunk)).isEqualTo("<ae>");
        assertThat(sent(rows, List.of(0, 1, 2, 3, 4), chunk)).isEqualTo("<>");
    }

    @Test
    void manyRowsOfAnyLengthAndAnyOfThemLeftOut() throws Exception {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            List<String> rows = IntStream.range(0, random.nextInt(3000))
                    .mapToObj(i -> i + "x".repeat(random.nextInt(9)) + ";")
                    .toList();
            int share = 1 + random.nextInt(20);
            List<Integer> leftOut = IntStream.range(0, rows.size())
                    .filter(i -> random.nextInt(20) < share)
                    .boxed()
                    .toList();
            Set<Integer> gone = Set.copyOf(leftOut);
            String expected = IntStream.range(0, rows.size())
                    .filter(i -> !gone.contains(i))
                    .mapToObj(rows::get)
                    .collect(Collectors.joining());

            assertThat(sent(rows, leftOut, 1 + random.nextInt(200))).isEqualTo("<" + expected + ">");
        }
    }

    private static String sent(List<String> rows, List<Integer> leftOut, int chunk) throws Exception {
        CopyBuffer buffer = new CopyBuffer();
        int position = 1;
        buffer.beginRows(position);
        for (String row : rows) {
            position += row.length();
            buffer.endRow(position);
        }
        byte[] all = ("<" + String.join("", rows) + ">").getBytes(StandardCharsets.US_ASCII);
        for (int from = 0; from < all.length; from += chunk) {
            buffer.write(all, from, Math.min(chunk, all.length - from));
        }
        leftOut.forEach(buffer::leaveOut);
        StringBuilder sent = new StringBuilder();
        buffer.sendTo(
                (bytes, offset, length) -> sent.append(new String(bytes, offset, length, StandardCharsets.US_ASCII)));
        return sent.toString();
    }
}
