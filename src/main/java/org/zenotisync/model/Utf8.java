package org.zenotisync.model;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Text for databases that count its bytes. */
public final class Utf8 {

    private Utf8() {}

    /**
     * The beginning of a text, cut between two characters.
     *
     * @param text null stays null
     * @param bytes of UTF-8 at most
     */
    public static @Nullable String cut(@Nullable String text, int bytes) {
        // a char takes three bytes at most
        if (text == null || text.length() <= bytes / 3) {
            return text;
        }
        ByteBuffer room = ByteBuffer.allocate(Math.min(bytes, 3 * text.length()));
        CharBuffer rest = CharBuffer.wrap(text);
        StandardCharsets.UTF_8.newEncoder().encode(rest, room, true);
        return text.substring(0, rest.position());
    }
}
