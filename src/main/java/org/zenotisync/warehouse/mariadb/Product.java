package org.zenotisync.warehouse.mariadb;

import org.zenotisync.warehouse.OptionalDriver;

/**
 * What MariaDB and MySQL have both, by different names. Where they differ in more than a name, a class {@code MySql…}
 * overrides that of MariaDB.
 *
 * @param title its name for people
 * @param exampleUrl an example of a JDBC URL
 * @param collation of all texts: by their bytes, and blanks at the end count
 * @param driver the JDBC driver
 * @param connectionClass the driver's class of connections
 * @param statementClass the driver's class of statements, which takes rows for LOAD DATA
 * @param session the variables of each session
 */
record Product(
        String title,
        String exampleUrl,
        String collation,
        OptionalDriver driver,
        String connectionClass,
        String statementClass,
        SessionSettings session) {

    private static final String NOPAD_BIN = "utf8mb4_nopad_bin";
    private static final String NO_PAD_0900_BIN = "utf8mb4_0900_bin";

    static final Product MARIADB = new Product(
            "MariaDB",
            "jdbc:mariadb://<host>/<database>",
            NOPAD_BIN,
            new OptionalDriver("org.mariadb.jdbc.Driver", "org.mariadb.jdbc:mariadb-java-client:3.5.6"),
            "org.mariadb.jdbc.Connection",
            "org.mariadb.jdbc.Statement",
            SessionSettings.ofMariaDb(NOPAD_BIN));

    static final Product MYSQL = new Product(
            "MySQL",
            "jdbc:mysql://<host>/<database>",
            NO_PAD_0900_BIN,
            new OptionalDriver("com.mysql.cj.jdbc.Driver", "com.mysql:mysql-connector-j:9.4.0"),
            "com.mysql.cj.jdbc.JdbcConnection",
            "com.mysql.cj.jdbc.JdbcStatement",
            SessionSettings.ofMySql(NO_PAD_0900_BIN));

    /** What to do if a server is of this product, for messages. */
    String choice() {
        return "zenoti.target.url must be " + exampleUrl + ", with " + title + "'s own driver";
    }

    /** The type of a text has this behind its name. */
    String ofText() {
        return " CHARACTER SET utf8mb4 COLLATE " + collation;
    }
}
