package org.zenotisync.schema.ddl;

/** Steps over what SQL Server and PostgreSQL write around keys. It has no meaning here. */
final class KeyOptions {

    private KeyOptions() {}

    /**
     * Steps over what is written around the columns of a key: {@code CLUSTERED}, {@code WITH (…)},
     * {@code ON [PRIMARY]}.
     */
    static void skip(TokenCursor at) throws DdlException {
        while (at.take("CLUSTERED") || at.take("NONCLUSTERED") || at.take("ASC") || at.take("DESC")) {
            // each is stepped over
        }
        if (at.take("WITH", "FILLFACTOR", "=")) {
            at.next();
        } else if (at.at("WITH", "(")) {
            at.expect("WITH");
            at.skipParentheses();
        }
        if (at.at("ON") && at.peek(1).isName()) {
            skipStorage(at);
        }
        while (at.take("ENABLE")
                || at.take("NOT", "ENFORCED")
                || at.take("NOT", "DEFERRABLE")
                || at.take("DEFERRABLE")
                || at.take("INITIALLY", "DEFERRED")
                || at.take("INITIALLY", "IMMEDIATE")) {
            // each is stepped over
        }
    }

    /** Steps over {@code ON [PRIMARY]} or {@code ON scheme(column)}. */
    static void skipStorage(TokenCursor at) throws DdlException {
        at.expect("ON");
        at.next();
        if (at.at("(")) {
            at.skipParentheses();
        }
    }

    /** Steps over {@code table (columns) ON DELETE …} after REFERENCES. */
    static void skipReference(TokenCursor at) throws DdlException {
        at.tableName();
        if (at.at("(")) {
            at.columnNames();
        }
        while (at.at("ON", "DELETE") || at.at("ON", "UPDATE") || at.at("MATCH")) {
            if (at.take("MATCH")) {
                at.next();
                continue;
            }
            at.next();
            at.next();
            if (!at.take("NO", "ACTION") && !at.take("SET", "NULL") && !at.take("SET", "DEFAULT")) {
                at.name("action");
            }
        }
        at.take("NOT", "FOR", "REPLICATION");
        skip(at);
    }
}
