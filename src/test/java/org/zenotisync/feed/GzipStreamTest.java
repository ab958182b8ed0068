package org.zenotisync.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zenotisync.s3.WholeObjectStream;

class GzipStreamTest {

    private static final UnpackedBounds SMALL = new UnpackedBounds(1_000_000, 10_000, 100);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1000, 1 << 20})
    void allMembersAreReadHoweverTheBytesCome(int piece) throws IOException {
        byte[] first = random(200_000);
        byte[] second = random(3);
        byte[] packed = joined(packed(first), packed(new byte[0]), packed(second), new byte[9]);

        byte[] read = stream(packed, piece, UnpackedBounds.USUAL).readAllBytes();

        assertThat(read).isEqualTo(joined(first, second));
    }

    @Test
    void aHeaderWithAllItsPartsIsPassed() throws IOException {
        byte[] plain = "1,Oslo\n".getBytes(StandardCharsets.UTF_8);
        byte[] usual = packed(plain);
        byte[] header = {0x1f, (byte) 0x8b, 8, 0b11110, 0, 0, 0, 0, 0, 0, 3, 0, 'x', 'y', 'z', 'n', 0, 'c', 0, 1, 2};

        byte[] read = stream(joined(header, Arrays.copyOfRange(usual, 10, usual.length)), 5, SMALL)
                .readAllBytes();

        assertThat(read).isEqualTo(plain);
    }

    /** Wherever it is cut, also between the deflated end and the sums, or within the header of a further member. */
    @Test
    void aCutContentIsAnErrorWhereverItIsCut() throws IOException {
        byte[] packed = packed("1,Oslo\n2,Kyoto\n".getBytes(StandardCharsets.UTF_8));
        for (int length = 2; length < packed.length; length++) {
            byte[] cut = Arrays.copyOf(packed, length);
            refused(cut, "ends too early");
            refused(joined(packed, cut), "ends too early");
        }
    }

    @Test
    void aChangedContentIsAnErrorWhereverItIsChanged() throws IOException {
        byte[] plain = random(300);
        byte[] packed = packed(plain);
        // the bits after the kind of the first block are not used
        for (int i = 11; i < packed.length; i++) {
            byte[] changed = packed.clone();
            changed[i] ^= 0x10;
            assertThatExceptionOfType(GzipException.class).as("byte %s", i).isThrownBy(() -> stream(changed, 100, SMALL)
                    .readAllBytes());
        }
    }

    @Test
    void whatFollowsTheContentIsAnError() throws IOException {
        refused(joined(packed(new byte[] {'1'}), new byte[] {'x'}), "something else follows");
    }

    @Test
    void aBombIsAnError() throws IOException {
        refused(packed(new byte[200_000]), "more than 100 times its size");
        assertThat(stream(packed(new byte[9_000]), 100, SMALL).readAllBytes()).hasSize(9_000);
        refused(packed(random(1_000_001)), "which no file of the feed does");
    }

    @Test
    void theFirstBytesDecideAndNotTheName() throws IOException {
        byte[] plain = "1,Oslo\n".getBytes(StandardCharsets.UTF_8);
        assertThat(content(plain, "a.csv.gz")).isEqualTo(plain);
        assertThat(content(packed(plain), "a.csv")).isEqualTo(plain);
        assertThat(content(new byte[0], "a.csv.gz")).isEmpty();
        assertThat(content(new byte[] {0x1f}, "a.csv")).containsExactly(0x1f);
        assertThatExceptionOfType(GzipException.class).isThrownBy(() -> content(new byte[] {0x1f}, "a.csv.gz"));
    }

    @Test
    void theWholeObjectIsReadSoThatItsLengthIsChecked() throws IOException {
        byte[] packed = joined(packed(new byte[] {'1'}), new byte[100_000]);
        FeedObject longer = object("a.csv", packed.length + 1);
        InputStream text = FileContent.of(new WholeObjectStream(new ByteArrayInputStream(packed), longer), longer);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(text::readAllBytes)
                .withMessageContaining("its content broke off after " + packed.length);
    }

    private static byte[] content(byte[] bytes, String name) throws IOException {
        try (InputStream text = FileContent.of(new ByteArrayInputStream(bytes), object(name, bytes.length))) {
            return text.readAllBytes();
        }
    }

    private static FeedObject object(String name, long size) {
        return new FeedObject(new Source("bucket", ""), "POD1/1/bi_dimx/1/" + name, "e", size, Instant.EPOCH);
    }

    private static void refused(byte[] packed, String reason) {
        assertThatExceptionOfType(GzipException.class)
                .isThrownBy(() -> stream(packed, 1000, SMALL).readAllBytes())
                .withMessageContaining(reason);
    }

    private static GzipStream stream(byte[] packed, int piece, UnpackedBounds bounds) {
        return new GzipStream(
                new FilterInputStream(new ByteArrayInputStream(packed)) {
                    @Override
                    public int read(byte[] bytes, int offset, int length) throws IOException {
                        return super.read(bytes, offset, Math.min(length, piece));
                    }

                    @Override
                    public int available() {
                        return 0;
                    }
                },
                bounds);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static byte[] packed(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        return packed.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
