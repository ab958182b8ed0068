package org.zenotisync.warehouse.postgres;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.zenotisync.warehouse.Catalog;
import org.zenotisync.warehouse.Ddl;
import org.zenotisync.warehouse.Dialect;
import org.zenotisync.warehouse.DirectLoad;
import org.zenotisync.warehouse.FormerBytes;
import org.zenotisync.warehouse.Limits;
import org.zenotisync.warehouse.Locks;
import org.zenotisync.warehouse.MergeStatements;
import org.zenotisync.warehouse.Rights;
import org.zenotisync.warehouse.Stages;
import org.zenotisync.warehouse.Upkeep;
import org.zenotisync.warehouse.Warehouse;

/** PostgreSQL as it would be if its DDL committed what the transaction has done before. */
public final class CommittingWarehouse implements Warehouse {

    private final PostgresWarehouse postgres;

    /** @param schema of all tables, null for the first one of the search path */
    public CommittingWarehouse(@Nullable String schema) {
        this.postgres = new PostgresWarehouse(schema);
    }

    @Override
    public String name() {
        return "PostgreSQL that commits";
    }

    @Override
    public Ddl ddl() {
        return new PostgresDdl(postgres.dialect(), postgres.limits()) {
            @Override
            public boolean isTransactional() {
                return false;
            }
        };
    }

    @Override
    public Limits limits() {
        return postgres.limits();
    }

    @Override
    public Dialect dialect() {
        return postgres.dialect();
    }

    @Override
    public Catalog catalog() {
        return postgres.catalog();
    }

    @Override
    public Locks locks() {
        return postgres.locks();
    }

    @Override
    public Stages stages() {
        return postgres.stages();
    }

    @Override
    public MergeStatements merges() {
        return postgres.merges();
    }

    @Override
    public FormerBytes formerBytes() {
        return postgres.formerBytes();
    }

    @Override
    public Rights rights() {
        return postgres.rights();
    }

    @Override
    public Upkeep upkeep() {
        return postgres.upkeep();
    }

    @Override
    public Optional<DirectLoad> directLoad() {
        return postgres.directLoad();
    }
}
