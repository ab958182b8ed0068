package org.zenotisync.warehouse;

import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What a warehouse is made from.
 *
 * @param schema of all tables, null for the database's default
 * @param settings the database's own ones ({@link WarehouseProvider#settings()}) that are set, by key
 * @param isEmptyTextNull whether an unquoted empty text means NULL
 * @param objects the buckets of the feed
 * @param target connects to the database, for what only the database itself can say
 */
public record WarehouseSetup(
        @Nullable String schema,
        Map<String, String> settings,
        boolean isEmptyTextNull,
        ObjectStore.OfObject objects,
        DataSource target) {}
