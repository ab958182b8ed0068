package org.zenotisync.testing;

import com.mysql.cj.jdbc.ConnectionImpl;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.jdbc.JdbcConnection;
import org.hsqldb.jdbc.JDBCConnection;

/**
 * The statements of tests in the words of a database. Their quoted names are as a database spells unquoted ones: the standard has
 * them in upper case.
 */
public final class Spelled {

    /** A text, which stays as it is, or a quoted name. */
    private static final Pattern PARTS = Pattern.compile("'[^']*'|\"[^\"]*\"");

    /** Words that H2 has beside those that HSQLDB has, too. */
    private static final Pattern RENAME = Pattern.compile("(?i)RENAME COLUMN (\\S+) TO");

    private Spelled() {}

    /** A statement. */
    public static String in(Connection connection, String sql) throws SQLException {
        if (connection.isWrapperFor(ConnectionImpl.class)) {
            return sql.replace(" AS VARCHAR(", " AS CHAR(");
        }
        return isUpper(connection)
                ? PARTS.matcher(RENAME.matcher(sql).replaceAll("ALTER COLUMN $1 RENAME TO"))
                        .replaceAll(part -> Matcher.quoteReplacement(
                                part.group().startsWith("\"") ? part.group().toUpperCase(Locale.ROOT) : part.group()))
                : sql;
    }

    /** A name as the catalog has it. */
    public static String name(Connection connection, String name) throws SQLException {
        return isUpper(connection) ? name.toUpperCase(Locale.ROOT) : name;
    }

    /** A name of the catalog as tests write it. */
    public static String folded(Connection connection, String name) throws SQLException {
        return isUpper(connection) ? name.toLowerCase(Locale.ROOT) : name;
    }

    /** Not by the driver's metadata, which the stand-in for Redshift does not have. */
    private static boolean isUpper(Connection connection) throws SQLException {
        return connection.isWrapperFor(JdbcConnection.class) || connection.isWrapperFor(JDBCConnection.class);
    }
}
