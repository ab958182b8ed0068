package org.zenotisync.feedmodel;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads CSV one character at a time (rule 8): UTF-8 with or without BOM, records end with LF or CRLF, line breaks in
 * quotes are kept as they are, nothing is trimmed, empty lines are skipped. What the rules leave open (a quote inside
 * an unquoted field, a lone CR between records, an unclosed quote) is refused, so that no test can depend on it.
 */
final class CsvText {

    private static final char BOM = '\uFEFF';

    private final String text;
    private int position;

    private CsvText(String text) {
        this.text = text;
    }

    /** The records of a file, without empty lines. */
    static List<List<CsvField>> records(byte[] file) {
        String text = decode(file);
        boolean bom = !text.isEmpty() && text.charAt(0) == BOM;
        return new CsvText(bom ? text.substring(1) : text).readAll();
    }

    private static String decode(byte[] file) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("not UTF-8", e);
        }
    }

    private List<List<CsvField>> readAll() {
        List<List<CsvField>> records = new ArrayList<>();
        while (position < text.length()) {
            if (!skipLineEnd()) {
                records.add(readRecord());
            }
        }
        return records;
    }

    private List<CsvField> readRecord() {
        List<CsvField> fields = new ArrayList<>();
        fields.add(readField());
        while (position < text.length() && text.charAt(position) == ',') {
            position++;
            fields.add(readField());
        }
        if (position < text.length() && !skipLineEnd()) {
            throw refused("neither a comma nor a line end after a field");
        }
        return fields;
    }

    private CsvField readField() {
        return position < text.length() && text.charAt(position) == '"' ? readQuoted() : readUnquoted();
    }

    private CsvField readQuoted() {
        StringBuilder value = new StringBuilder();
        position++;
        while (position < text.length()) {
            char c = text.charAt(position++);
            if (c != '"') {
                value.append(c);
            } else if (position < text.length() && text.charAt(position) == '"') {
                value.append('"');
                position++;
            } else {
                return new CsvField(value.toString(), true);
            }
        }
        throw refused("a quote that is never closed");
    }

    private CsvField readUnquoted() {
        StringBuilder value = new StringBuilder();
        while (position < text.length() && ",\r\n".indexOf(text.charAt(position)) < 0) {
            char c = text.charAt(position++);
            if (c == '"') {
                throw refused("a quote inside an unquoted field");
            }
            value.append(c);
        }
        return new CsvField(value.toString(), false);
    }

    private boolean skipLineEnd() {
        if (text.startsWith("\r\n", position)) {
            position += 2;
            return true;
        }
        if (text.charAt(position) == '\n') {
            position++;
            return true;
        }
        return false;
    }

    private IllegalArgumentException refused(String what) {
        return new IllegalArgumentException(what + " at character " + position);
    }
}
