package org.zenotisync.event;

import java.util.Locale;

/** Where the cause of a failure is. */
public enum FailureCause {
    /** S3 cannot be reached, refuses access, or an answer breaks off. */
    SOURCE,
    /** The database cannot be reached, or refuses a statement. */
    TARGET,
    /** A file, a row, a schema file or a key is not as it should be. */
    DATA,
    /** Anything else. */
    OTHER;

    /** The name in lower case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
