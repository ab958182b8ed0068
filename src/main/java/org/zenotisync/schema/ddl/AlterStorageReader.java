package org.zenotisync.schema.ddl;

import java.util.Set;

/** Reads a part of Redshift's ALTER TABLE that changes only how rows are stored: it is passed over. */
final class AlterStorageReader {

    private static final Set<String> WORDS =
            Set.of("DISTSTYLE", "DISTKEY", "SORTKEY", "COMPOUND", "INTERLEAVED", "ENCODE");

    private final TokenCursor at;
    private final AlterTableParts parts;

    AlterStorageReader(TokenCursor at, AlterTableParts parts) {
        this.at = at;
        this.parts = parts;
    }

    /** Whether ALTER comes next, and after it a word of such a part. */
    static boolean isNext(TokenCursor at) {
        Token word = at.peek(1);
        return at.at("ALTER") && WORDS.stream().anyMatch(word::is);
    }

    /** Reads the part from ALTER on. */
    void read() throws DdlException {
        at.expect("ALTER");
        if (at.take("ENCODE")) {
            at.name("encoding");
            parts.passOver("ALTER ENCODE");
        } else if (at.take("DISTSTYLE")) {
            at.name("style");
            if (at.take("DISTKEY")) {
                column();
            }
            parts.passOver("ALTER DISTSTYLE");
        } else if (at.take("DISTKEY")) {
            column();
            parts.passOver("ALTER DISTKEY");
        } else {
            if (!at.take("COMPOUND")) {
                at.take("INTERLEAVED");
            }
            at.expect("SORTKEY");
            if (at.at("(")) {
                at.columnNames();
            } else {
                at.name("sortkey");
            }
            parts.passOver("ALTER SORTKEY");
        }
    }

    private void column() throws DdlException {
        if (at.at("(")) {
            at.columnNames();
        } else {
            at.name("column");
        }
    }
}
