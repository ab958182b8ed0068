package org.zenotisync.schema.ddl;

/** What refusals list as accepted. All of them use these texts. */
final class Accepted {

    static final String STATEMENTS = "CREATE TABLE, ALTER TABLE ... ADD, ALTER, RENAME and DROP COLUMN, UPDATE ... SET"
            + " column = column, and statements that change no columns";

    static final String COPIES = "UPDATE table SET new_column = old_column, also with a cast, and without a condition";

    static final String TYPES = "BOOLEAN, SMALLINT, INTEGER, BIGINT, DECIMAL, REAL, DOUBLE PRECISION, CHAR, VARCHAR, "
            + "TEXT, DATE, TIME, TIMESTAMP, TIMESTAMPTZ and their aliases";

    static final String COLUMN_ATTRIBUTES = "NOT NULL, NULL, DEFAULT, IDENTITY, GENERATED ... AS IDENTITY, ENCODE, "
            + "DISTKEY, SORTKEY, PRIMARY KEY, UNIQUE, REFERENCES, CHECK, COLLATE";

    static final String TABLE_ATTRIBUTES = "DISTSTYLE, DISTKEY, SORTKEY, ENCODE AUTO, BACKUP, WITH (...), ON";

    static final String NAMES =
            "letters A to Z, digits and _, no digit first (tables and columns with other names cannot"
                    + " be loaded: ask Zenoti for such a name)";

    private Accepted() {}
}
