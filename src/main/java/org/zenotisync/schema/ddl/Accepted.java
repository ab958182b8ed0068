package org.zenotisync.schema.ddl;

/** What refusals name as accepted; in one place, so that all of them say the same. */
final class Accepted {

    static final String STATEMENTS =
            "CREATE TABLE, ALTER TABLE ... ADD COLUMN, ... ALTER COLUMN ... TYPE and ... RENAME COLUMN ... TO";

    static final String TYPES = "BOOLEAN, SMALLINT, INTEGER, BIGINT, DECIMAL, REAL, DOUBLE PRECISION, CHAR, VARCHAR, "
            + "TEXT, DATE, TIME, TIMESTAMP, TIMESTAMPTZ and their aliases";

    static final String COLUMN_ATTRIBUTES = "NOT NULL, NULL, DEFAULT, IDENTITY, GENERATED ... AS IDENTITY, ENCODE, "
            + "DISTKEY, SORTKEY, PRIMARY KEY, UNIQUE, REFERENCES, COLLATE";

    static final String TABLE_ATTRIBUTES = "DISTSTYLE, DISTKEY, SORTKEY, ENCODE AUTO, BACKUP";

    static final String NAMES = "letters, digits and _, no digit first";

    private Accepted() {}
}
