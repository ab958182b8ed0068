package org.zenotisync.warehouse.sqlserver;

import java.sql.Driver;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.zenotisync.warehouse.OptionalDriver;
import org.zenotisync.warehouse.Warehouse;
import org.zenotisync.warehouse.WarehouseProvider;
import org.zenotisync.warehouse.WarehouseSetup;

/** SQL Server or Azure SQL as a target: {@code jdbc:sqlserver:}. */
public final class SqlServerProvider implements WarehouseProvider {

    static final OptionalDriver DRIVER = new OptionalDriver(
            "com.microsoft.sqlserver.jdbc.SQLServerDriver", "com.microsoft.sqlserver:mssql-jdbc:13.2.1.jre11");

    /** Where the driver's exceptions come from: other databases give the same numbers other meanings. */
    private static final String OF_DRIVER = "com.microsoft.sqlserver.jdbc.";

    /**
     * Failures that pass: deadlocks, waits for locks and memory, a session or server that ends; numbers below 300 and
     * above 10,000 are those of the network.
     */
    private static final Set<Integer> OF_SERVER =
            Set.of(20, 64, 233, 596, 701, 1204, 1205, 1222, 3960, 6005, 8628, 8645, 10053, 10054, 10060, 17142);

    /** What azure-sql/database/troubleshoot-common-errors-issues names as transient. */
    private static final Set<Integer> OF_AZURE =
            Set.of(615, 926, 4060, 4221, 10928, 10929, 40143, 40197, 40501, 40540, 40613, 49918, 49919, 49920);

    /**
     * Ours alone, other values would change what is loaded (connect/jdbc/setting-the-connection-properties): texts are
     * Unicode, times have microseconds, and no statement is sent in another way.
     */
    private static final Map<String, String> REQUIRED = new TreeMap<>(Map.of(
            "sendStringParametersAsUnicode",
            "true",
            "sendTimeAsDatetime",
            "false",
            "sendTemporalDataTypesAsStringForBulkCopy",
            "true",
            "useBulkCopyForBatchInsert",
            "false",
            "cacheBulkCopyMetadata",
            "false",
            "selectMethod",
            "direct",
            "xopenStates",
            "false"));

    private static final Map<String, String> USEFUL = Map.of("applicationName", "zenoti-s3-sync");

    @Override
    public boolean knows(String url) {
        return url.startsWith("jdbc:sqlserver:");
    }

    @Override
    public String exampleUrl() {
        return "jdbc:sqlserver://<host>;databaseName=<database>";
    }

    @Override
    public Warehouse warehouse(WarehouseSetup setup) {
        return new SqlServerWarehouse(setup.schema());
    }

    @Override
    public Class<? extends Driver> driver() {
        return DRIVER.driverClass();
    }

    @Override
    public void prepare(String url) throws SQLException {
        DRIVER.load();
    }

    @Override
    public Optional<String> complaint(String url, Map<String, String> settings) {
        return REQUIRED.keySet().stream()
                .filter(name -> url.matches("(?is).*;\\s*" + name + "\\s*=.*"))
                .findFirst()
                .map(name -> "zenoti.target.url: " + name
                        + " is set by this program, so that values are stored as the feed has them; remove it");
    }

    @Override
    public boolean isTransient(SQLException failure) {
        int error = failure.getErrorCode();
        return failure.getClass().getName().startsWith(OF_DRIVER)
                && (OF_SERVER.contains(error) || OF_AZURE.contains(error) || error == SqlServerLocks.NOT_HELD);
    }

    @Override
    public Map<String, String> connectionProperties(int lanes) {
        Map<String, String> properties = new TreeMap<>(REQUIRED);
        properties.putAll(USEFUL);
        return properties;
    }

    /** The remedy if the target lacks what all loads need. */
    @Override
    public Optional<String> missingRight(SQLException failure, String url) {
        return SqlServerRights.ofNumber(failure);
    }
}
