package org.zenotisync.warehouse.duckdb;

import java.nio.file.Path;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;
import org.zenotisync.warehouse.Catalog;
import org.zenotisync.warehouse.Ddl;
import org.zenotisync.warehouse.Dialect;
import org.zenotisync.warehouse.FormerBytes;
import org.zenotisync.warehouse.Limits;
import org.zenotisync.warehouse.Locks;
import org.zenotisync.warehouse.MergeStatements;
import org.zenotisync.warehouse.Rights;
import org.zenotisync.warehouse.Stages;
import org.zenotisync.warehouse.Warehouse;
import org.zenotisync.warehouse.WarehouseProvider;
import org.zenotisync.warehouse.WarehouseSetup;

/** DuckDB: the embedded default, a database in one file. */
public final class DuckDbWarehouse implements Warehouse {

    /** Beginnings of messages that quote names, but no values of rows. */
    private static final List<String> KINDS_WITHOUT_VALUES = List.of(
            "Binder Error",
            "Catalog Error",
            "Dependency Error",
            "IO Error",
            "Out of Memory Error",
            "Permission Error",
            "TransactionContext Error");

    private final Dialect dialect;
    private final Catalog catalog;

    /** @param schema of all tables, null for {@code main} */
    public DuckDbWarehouse(@Nullable String schema) {
        this.dialect = new DuckDbDialect(schema);
        this.catalog = new DuckDbCatalog(schema);
    }

    @Override
    public String name() {
        return "DuckDB";
    }

    @Override
    public Limits limits() {
        return Limits.OF_SCRIPTS;
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public Ddl ddl() {
        return new DuckDbDdl(dialect, Limits.OF_SCRIPTS);
    }

    @Override
    public Catalog catalog() {
        return catalog;
    }

    @Override
    public Locks locks() {
        return new DuckDbLocks(catalog);
    }

    @Override
    public Stages stages() {
        return new DuckDbStages(dialect);
    }

    @Override
    public MergeStatements merges() {
        return (definition, target, match) -> new DuckDbMergeSql(dialect, definition, target, match);
    }

    /** Its errors have no SQLSTATE, but begin with their kind; those of values are not among these. */
    @Override
    public boolean mayQuoteValues(SQLException failure) {
        String message = String.valueOf(failure.getMessage());
        return Warehouse.super.mayQuoteValues(failure)
                && KINDS_WITHOUT_VALUES.stream().noneMatch(message::startsWith);
    }

    @Override
    public FormerBytes formerBytes() {
        return new DuckDbFormerBytes(dialect);
    }

    @Override
    public Rights rights() {
        return new DuckDbRights();
    }

    /** DuckDB by its JDBC URL, {@code jdbc:duckdb:<file>}. */
    public static final class Provider implements WarehouseProvider {

        private static final String URL_PREFIX = "jdbc:duckdb:";

        /** Megabytes that the database may take beside the Java heap, unless the URL says otherwise. */
        private static final int MEMORY = 200;

        /** Additional megabytes for every lane: each writes a stage and a target at the same time. */
        private static final int MEMORY_PER_LANE = 50;

        @Override
        public boolean knows(String url) {
            return url.startsWith(URL_PREFIX);
        }

        @Override
        public String exampleUrl() {
            return "jdbc:duckdb:<file>";
        }

        @Override
        public Warehouse warehouse(WarehouseSetup setup) {
            return new DuckDbWarehouse(setup.schema());
        }

        /** A database in memory would be another one for each connection. */
        @Override
        public Optional<String> complaint(String url, Map<String, String> settings) {
            return file(url).isPresent()
                    ? Optional.empty()
                    : Optional.of("zenoti.target.url: '" + url
                            + "' names no file; tables in memory would be lost when the program ends");
        }

        @Override
        public Class<? extends Driver> driver() {
            return DuckDBDriver.class;
        }

        @Override
        public void prepare(String url) throws SQLException {
            if (DuckDbLibrary.isSeparateFile()) {
                DuckDbLibrary.load();
            }
            Optional<Path> file = file(url);
            if (file.isPresent()) {
                NewDatabaseFile.create(url, file.get());
            }
        }

        @Override
        public Map<String, String> connectionProperties(int lanes) {
            return Map.of(
                    "memory_limit",
                    MEMORY + lanes * MEMORY_PER_LANE + "MB",
                    // a lane has a thread of its own, and every thread of a query needs memory of its own
                    "threads",
                    String.valueOf(lanes));
        }

        /** Two transactions of this process have changed the same row: the second one is refused at once. */
        @Override
        public boolean isTransient(SQLException failure) {
            String message = String.valueOf(failure.getMessage());
            return message.contains("TransactionContext Error") && message.contains("onflict");
        }

        @Override
        public Optional<String> missingRight(SQLException failure, String url) {
            return DuckDbRights.missingRight(failure);
        }

        @Override
        public Optional<Path> file(String url) {
            String file = url.substring(URL_PREFIX.length()).replaceFirst("[;?].*", "");
            return file.isEmpty() || file.startsWith(":memory:")
                    ? Optional.empty()
                    : Optional.of(Path.of(file).toAbsolutePath().normalize());
        }
    }
}
