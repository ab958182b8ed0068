package org.zenotisync.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server of SQL Server or Azure SQL that somebody has: {@code -Dmssql.url=jdbc:sqlserver://host;user=u;password=p}
 * with whatever else the driver needs, but no database. The user may create databases; those of cases are called
 * {@code zenoti_case_…}, and are dropped when others are made, except in Azure SQL Database.
 */
public final class SqlServerServer {

    /** The system property with the URL. */
    public static final String URL = "mssql.url";

    private static final String PREFIX = "zenoti_case_";

    /** Its views do not show which databases are in use: those of cases stay. */
    private static final int AZURE_SQL = 5;

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private SqlServerServer() {}

    /**
     * The JDBC URL of a new, empty database. Those of earlier cases are dropped, unless they are still open.
     *
     * @throws IllegalStateException if there is no server, or it does not make the database
     */
    public static String newDatabase() {
        String url = System.getProperty(URL, "");
        if (url.isEmpty()) {
            throw new IllegalStateException("-D" + URL + "=jdbc:sqlserver://<host>;user=…;password=… is missing");
        }
        String name = PREFIX + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String unused : unused(statement)) {
                statement.execute("DROP DATABASE [" + unused + "]");
            }
            // the server's own collation is that of an owner: keys must not depend on it
            statement.execute("CREATE DATABASE [" + name + "] COLLATE Latin1_General_CI_AI");
            statement.execute("ALTER DATABASE [" + name + "] SET READ_COMMITTED_SNAPSHOT ON");
        } catch (SQLException e) {
            throw new IllegalStateException("SQL Server makes no database for a case", e);
        }
        return url + (url.endsWith(";") ? "" : ";") + "databaseName=" + name;
    }

    private static List<String> unused(Statement statement) throws SQLException {
        List<String> names = new ArrayList<>();
        try (ResultSet rows =
                statement.executeQuery("SELECT d.name FROM sys.databases AS d WHERE d.name LIKE '" + PREFIX
                        + "%' AND CAST(SERVERPROPERTY('EngineEdition') AS INT) <> " + AZURE_SQL
                        + " AND NOT EXISTS (SELECT 1 FROM sys.dm_exec_sessions AS s WHERE s.database_id ="
                        + " d.database_id)")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }
}
