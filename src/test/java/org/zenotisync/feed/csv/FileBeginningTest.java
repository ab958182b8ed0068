package org.zenotisync.feed.csv;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files are refused by their first bytes. */
class FileBeginningTest {

    /** The bytes that a format begins with: all of them are needed, and nothing after them. */
    @ParameterizedTest
    @CsvSource({
        "504B0304, zip",
        "504B0506, zip",
        "1F8B, gzip twice",
        "D0CF11E0, old Excel workbook",
        "28B52FFD, zstd",
        "FD377A585A00, xz",
        "04224D18, LZ4",
        "377ABCAF271C, 7-Zip",
        "526172211A07, RAR",
        "5041523115, Parquet",
        "4F626A01, Avro",
        "255044462D, PDF",
        "425A6839314159265359, bzip2",
        "425A6831314159265359, bzip2",
        "4F524300, ORC",
        "FFFE, UTF-16",
        "FEFF, UTF-16"
    })
    void anotherFormatIsNamedByAllOfItsBytes(String hex, String name) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        refused(bytes, "line 1: ", name);
        refused(joined(bytes, "a,b\n"), "line 1: ", name);
        accepted(Arrays.copyOf(bytes, bytes.length - 1));
        for (int at = 0; at < bytes.length; at++) {
            byte[] other = bytes.clone();
            other[at] ^= 0x40;
            if (at != 3 || !name.equals("bzip2")) {
                accepted(other);
            }
        }
    }

    @Test
    void itIsLookedForAfterAByteOrderMark() {
        byte[] bytes = HexFormat.of().parseHex("EFBBBF" + "504B0304");

        assertThatCode(() -> FileBeginning.requireCsv(bytes, 0, bytes.length)).doesNotThrowAnyException();
        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> FileBeginning.requireCsv(bytes, 3, bytes.length))
                .withMessageContaining("zip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"31003200", "00310032", "3100320033", "0031003200"})
    void utf16WithoutAMarkIsNamed(String hex) {
        refused(HexFormat.of().parseHex(hex), "line 1: ", "UTF-16");
    }

    /** UTF-16 without a mark has NUL beside each letter, or it may be a row with a NUL. */
    @ParameterizedTest
    @ValueSource(strings = {"3100", "310032", "31003233", "31320033", "31320000", "00313200", "00310000", "00003132"})
    void aNulAloneIsNotUtf16(String hex) {
        accepted(HexFormat.of().parseHex(hex));
    }

    @ParameterizedTest
    @CsvSource({"ORC,a b c, 0", "ORC,a b c, 8"})
    void anOrcFileHasAControlCharacterAmongItsFirst64Bytes(String begin, String text, int control) {
        byte[] bytes = new byte[80];
        Arrays.fill(bytes, (byte) 'x');
        System.arraycopy(bytes(begin + text), 0, bytes, 0, begin.length() + text.length());

        accepted(bytes);
        bytes[40] = '\t';
        accepted(bytes);
        bytes[40] = (byte) 0xC3;
        accepted(bytes);
        bytes[64] = (byte) control;
        accepted(bytes);
        bytes[63] = (byte) control;
        refused(bytes, "line 1: ", "an ORC file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1}", "{ \n\"a\":1}", "{\"", "[{}]", "[ {", "\t{\"a\":1}"})
    void jsonIsRefused(String text) {
        refused(bytes(text), "line 1: ", "JSON");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE html>",
                "<!",
                "<?xml",
                "<html>",
                "<HTML lang='en'>",
                "<head/>",
                "</body>",
                "<Error>",
                "<Error",
                "<ListBucketResult\nxmlns",
                "  <script>"
            })
    void markupIsRefused(String text) {
        refused(bytes(text), "line 1: ", "HTML or XML");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\r",
                "a",
                "{a",
                "[1]",
                "x{\"",
                "<",
                "<1 hour",
                "<None>",
                "<errors>",
                "<headline>",
                "x<html>"
            })
    void whatMayBeAValueIsAccepted(String text) {
        accepted(bytes(text));
    }

    @ParameterizedTest
    @CsvSource({
        "'\n{\"a\"', 2",
        "'\r{\"a\"', 2",
        "'\r\n{\"a\"', 2",
        "'\r\r{\"a\"', 3",
        "'\n\n \t\n{\"a\"', 4",
        "'\r\n\r\n<html>', 3",
        "'\u0001<html>', 1"
    })
    void blanksAndEmptyLinesBeforeItCount(String text, int line) {
        refused(bytes(text), "line " + line + ": ", "not CSV");
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "C2A0"})
    void nothingElseIsPassedOver(String hex) {
        accepted(joined(HexFormat.of().parseHex(hex), "<html>"));
    }

    @Test
    void aShortFileAfterAByteOrderMarkIsNotUtf16() {
        byte[] bytes = HexFormat.of().parseHex("EFBBBF" + "3100");

        assertThatCode(() -> FileBeginning.requireCsv(bytes, 3, bytes.length)).doesNotThrowAnyException();
    }

    /** Bytes after the end are of another read. */
    @Test
    void onlyTheBytesOfTheFileCount() {
        byte[] bytes = bytes("\n\r<html>");

        assertThatCode(() -> FileBeginning.requireCsv(bytes, 0, 2)).doesNotThrowAnyException();
        assertThatCode(() -> FileBeginning.requireCsv(bytes, 0, 0)).doesNotThrowAnyException();
        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> FileBeginning.requireCsv(bytes, 2, bytes.length))
                .withMessageStartingWith("line 1: ");
    }

    private static void refused(byte[] bytes, String line, String name) {
        assertThatExceptionOfType(CsvFormatException.class)
                .isThrownBy(() -> FileBeginning.requireCsv(bytes, 0, bytes.length))
                .withMessageStartingWith(line)
                .withMessageContaining(name);
    }

    private static void accepted(byte[] bytes) {
        assertThatCode(() -> FileBeginning.requireCsv(bytes, 0, bytes.length))
                .as(HexFormat.of().formatHex(bytes))
                .doesNotThrowAnyException();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[] bytes, String text) {
        byte[] joined = Arrays.copyOf(bytes, bytes.length + text.length());
        System.arraycopy(bytes(text), 0, joined, bytes.length, text.length());
        return joined;
    }
}
