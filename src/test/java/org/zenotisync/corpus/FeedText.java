package org.zenotisync.corpus;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Text of a case with visible escapes in braces, see {@code src/test/resources/corpus/README.md}. */
final class FeedText {

    private static final Pattern ESCAPE = Pattern.compile("\\{([^{}]*)}");
    private static final Pattern BYTES = Pattern.compile("x((?:[0-9A-F]{2})+)");
    private static final Pattern HASHED = Pattern.compile("hmac (.*)", Pattern.DOTALL);
    private static final Pattern REPEATED = Pattern.compile("(.+)\\*([0-9]{1,6})", Pattern.DOTALL);

    /** The value of {@code zenoti.columns.hash-key} in cases. */
    private static final String HASH_KEY = "the key of the corpus, of 39 bytes long";

    private FeedText() {}

    /** The bytes that a text with escapes stands for. */
    static byte[] bytes(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Matcher escape = ESCAPE.matcher(text);
        int end = 0;
        while (escape.find()) {
            bytes.writeBytes(utf8(text.substring(end, escape.start())));
            bytes.writeBytes(escaped(escape.group(1)));
            end = escape.end();
        }
        bytes.writeBytes(utf8(text.substring(end)));
        return bytes.toByteArray();
    }

    /** The text that a text with escapes stands for. */
    static String text(String text) {
        return new String(bytes(text), StandardCharsets.UTF_8);
    }

    private static byte[] escaped(String escape) {
        return switch (escape) {
            case "" -> new byte[0];
            case "CR" -> utf8("\r");
            case "LF" -> utf8("\n");
            case "TAB" -> utf8("\t");
            case "NUL" -> utf8("\0");
            case "BOM" -> utf8("\uFEFF");
            default -> numbered(escape);
        };
    }

    private static byte[] numbered(String escape) {
        Matcher bytes = BYTES.matcher(escape);
        if (bytes.matches()) {
            return HexFormat.of().parseHex(bytes.group(1));
        }
        Matcher hashed = HASHED.matcher(escape);
        if (hashed.matches()) {
            return utf8(hmac(hashed.group(1)));
        }
        Matcher repeated = REPEATED.matcher(escape);
        if (repeated.matches()) {
            return utf8(repeated.group(1).repeat(Integer.parseInt(repeated.group(2))));
        }
        throw new IllegalArgumentException("unknown escape {" + escape + "}");
    }

    private static String hmac(String value) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(utf8(HASH_KEY), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(utf8(value)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
