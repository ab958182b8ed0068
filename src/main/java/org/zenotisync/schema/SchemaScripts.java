package org.zenotisync.schema;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.ObjectReader;
import org.zenotisync.schema.ddl.DdlException;
import org.zenotisync.schema.ddl.DdlParser;
import org.zenotisync.schema.ddl.SchemaScript;

/** Reads schema files into statements. */
public final class SchemaScripts {

    private static final byte[] GZIP = {0x1F, (byte) 0x8B};
    private static final byte[] ZIP = {'P', 'K', 3, 4};

    private final ObjectReader objects;

    public SchemaScripts(ObjectReader objects) {
        this.objects = objects;
    }

    /**
     * What a schema file says.
     *
     * @throws SchemaException if the file is refused or cannot be read as text
     * @throws IOException if the object cannot be had
     */
    public SchemaScript read(FeedObject file) throws SchemaException, IOException {
        return parse(bytes(file));
    }

    /**
     * The content of a schema file.
     *
     * @throws SchemaException if it is too long
     * @throws IOException if the object cannot be had
     */
    byte[] bytes(FeedObject file) throws SchemaException, IOException {
        if (file.size() > DdlParser.MAX_SCRIPT_LENGTH) {
            throw new SchemaException("the file has " + file.size() + " bytes, too many for a schema script");
        }
        try (InputStream stream = objects.open(file)) {
            return stream.readNBytes(DdlParser.MAX_SCRIPT_LENGTH + 1);
        }
    }

    /** @throws SchemaException if the content is refused or is not text */
    static SchemaScript parse(byte[] bytes) throws SchemaException {
        try {
            return DdlParser.read(utf8(bytes));
        } catch (CharacterCodingException e) {
            // no cause: an IOException would look like a connection that broke off
            throw new SchemaException("the file is not valid UTF-8");
        } catch (DdlException e) {
            throw new SchemaException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * The text of a file that may not be valid UTF-8. It is then decoded as its byte order mark says, else with each
     * byte as a character, which is right for ASCII words in any other encoding. The text is only to be searched, not
     * to be applied. Empty if the content is compressed, so that no word can be read.
     */
    static Optional<String> text(byte[] bytes) {
        if (startsWith(bytes, GZIP) || startsWith(bytes, ZIP)) {
            return Optional.empty();
        }
        try {
            return Optional.of(utf8(bytes).replace("\0", ""));
        } catch (CharacterCodingException e) {
            return Optional.of(new String(bytes, otherEncoding(bytes)).replace("\0", ""));
        }
    }

    private static Charset otherEncoding(byte[] bytes) {
        boolean hasMark = bytes.length >= 2
                && (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE
                        || bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF);
        return hasMark ? StandardCharsets.UTF_16 : StandardCharsets.ISO_8859_1;
    }

    private static boolean startsWith(byte[] bytes, byte[] beginning) {
        return bytes.length >= beginning.length
                && ByteBuffer.wrap(bytes, 0, beginning.length).equals(ByteBuffer.wrap(beginning));
    }

    private static String utf8(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }
}
