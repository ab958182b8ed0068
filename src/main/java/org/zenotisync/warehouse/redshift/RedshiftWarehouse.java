package org.zenotisync.warehouse.redshift;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.zenotisync.model.ColumnType;
import org.zenotisync.warehouse.Catalog;
import org.zenotisync.warehouse.Ddl;
import org.zenotisync.warehouse.Dialect;
import org.zenotisync.warehouse.FormerBytes;
import org.zenotisync.warehouse.Limits;
import org.zenotisync.warehouse.Locks;
import org.zenotisync.warehouse.MergeStatements;
import org.zenotisync.warehouse.MissingRights;
import org.zenotisync.warehouse.ObjectLoader;
import org.zenotisync.warehouse.Rights;
import org.zenotisync.warehouse.Stages;
import org.zenotisync.warehouse.Warehouse;

/** Amazon Redshift, which reads the objects from S3. */
final class RedshiftWarehouse implements Warehouse {

    /** Bytes of UTF-8 ("Names and identifiers"). */
    private static final int LONGEST_NAME = 127;

    /** A table may have 1,600, and a stage needs two more than its table. */
    private static final int MOST_COLUMNS = 1_598;

    private static final Limits LIMITS =
            new Limits(LONGEST_NAME, MOST_COLUMNS, ColumnType.MAX_VARCHAR, Integer.MAX_VALUE);

    private final RedshiftDialect dialect;
    private final Catalog catalog;
    private final RedshiftCopy copy;

    /** @param schema of all tables, null for the first one of the search path */
    RedshiftWarehouse(@Nullable String schema, RedshiftCopy copy) {
        this.dialect = new RedshiftDialect(schema);
        this.catalog = new RedshiftCatalog(schema);
        this.copy = copy;
    }

    @Override
    public String name() {
        return "Redshift";
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public Ddl ddl() {
        return new RedshiftDdl(dialect, LIMITS);
    }

    @Override
    public Catalog catalog() {
        return catalog;
    }

    @Override
    public Locks locks() {
        return new RedshiftLocks(dialect, catalog);
    }

    @Override
    public Stages stages() {
        return new RedshiftStages(dialect);
    }

    @Override
    public MergeStatements merges() {
        return (definition, target, match) -> new RedshiftMergeSql(dialect, definition, target, match);
    }

    @Override
    public FormerBytes formerBytes() {
        return new RedshiftFormerBytes();
    }

    @Override
    public Rights rights() {
        return (connection, failure, tables) -> MissingRights.of(connection, dialect.schema(), failure, tables);
    }

    @Override
    public Optional<ObjectLoader> objectLoader() {
        return Optional.of(new RedshiftLoader(dialect, new RedshiftStages(dialect), copy));
    }
}
