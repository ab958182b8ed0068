package org.zenotisync.schema;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.ObjectReader;
import org.zenotisync.schema.ddl.DdlException;
import org.zenotisync.schema.ddl.DdlParser;
import org.zenotisync.schema.ddl.SchemaStatement;

/** Reads schema files into statements. */
public final class SchemaScripts {

    private final ObjectReader objects;

    public SchemaScripts(ObjectReader objects) {
        this.objects = objects;
    }

    /**
     * The statements of a schema file.
     *
     * @throws SchemaException if the file is refused or cannot be read as text
     * @throws IOException if the object cannot be had
     */
    public List<SchemaStatement> read(FeedObject file) throws SchemaException, IOException {
        if (file.size() > DdlParser.MAX_SCRIPT_LENGTH) {
            throw new SchemaException("the file has " + file.size() + " bytes, too many for a schema script");
        }
        byte[] bytes;
        try (InputStream stream = objects.open(file)) {
            bytes = stream.readNBytes(DdlParser.MAX_SCRIPT_LENGTH + 1);
        }
        try {
            return DdlParser.parse(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            // no cause: an IOException would look like a connection that broke off
            throw new SchemaException("the file is not valid UTF-8");
        } catch (DdlException e) {
            throw new SchemaException(e.getMessage(), e);
        }
    }
}
