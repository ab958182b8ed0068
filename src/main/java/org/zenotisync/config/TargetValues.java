package org.zenotisync.config;

import java.util.Locale;
import java.util.stream.Collectors;
import org.zenotisync.model.Identifiers;
import org.zenotisync.warehouse.WarehouseProvider;
import org.zenotisync.warehouse.Warehouses;

/** The values that name the target. */
final class TargetValues {

    private static final String PLACE = "{table}";

    private TargetValues() {}

    /** The URL of a database that this version writes to. */
    static ValueType<JdbcUrl> url() {
        return new ValueType<>(
                "`jdbc:duckdb:<file>`, `jdbc:postgresql://<host>/<database>`, `jdbc:mariadb://<host>/<database>`,"
                        + " `jdbc:mysql://<host>/<database>`, `jdbc:redshift://<host>:5439/<database>`,"
                        + " `jdbc:sqlserver://<host>;databaseName=<database>`, or that of another driver:"
                        + " `jdbc:<other>:<as its driver says>`",
                (name, text) -> {
                    JdbcUrl url = new JdbcUrl(text.strip());
                    if (!Warehouses.knows(url.text())) {
                        throw new ConfigException(name + ": '" + url
                                + "' is not the URL of a database that this version writes to; these are "
                                + Warehouses.all().stream()
                                        .map(WarehouseProvider::exampleUrl)
                                        .collect(Collectors.joining(", ")));
                    }
                    return url;
                });
    }

    /** The name of a dialect that does not depend on the URL, in lower case. */
    static ValueType<String> dialect() {
        return new ValueType<>(
                Warehouses.dialects().stream().map(name -> "`" + name + "`").collect(Collectors.joining(", ")),
                (name, text) -> {
                    String dialect = text.strip().toLowerCase(Locale.ROOT);
                    if (!Warehouses.dialects().contains(dialect)) {
                        throw new ConfigException(name + ": '" + text.strip() + "' is not one of "
                                + String.join(", ", Warehouses.dialects())
                                + "; without it, the database is recognised by the URL");
                    }
                    return dialect;
                });
    }

    /** The name of a schema, folded. */
    static ValueType<String> schema() {
        return new ValueType<>("identifier", (name, text) -> {
            String schema = text.strip();
            if (!Identifiers.isValid(schema)) {
                throw new ConfigException(
                        name + ": '" + schema + "' is not a plain identifier (letters, digits and _, no digit first)");
            }
            return Identifiers.fold(schema);
        });
    }

    /** The pattern of the names of target tables, folded. */
    static ValueType<String> tableName() {
        return new ValueType<>("identifier that contains `{table}`", (name, text) -> {
            String pattern = text.strip().toLowerCase(Locale.ROOT);
            if (!pattern.contains(PLACE) || !Identifiers.isValid(pattern.replace(PLACE, "t"))) {
                throw new ConfigException(name + ": '" + pattern + "' must be an identifier with {table} in it");
            }
            if (pattern.startsWith(SyncConfig.CONTROL_PREFIX)) {
                throw new ConfigException(name + ": '" + pattern + "' begins with " + SyncConfig.CONTROL_PREFIX
                        + " like this program's own tables; choose another beginning");
            }
            return pattern;
        });
    }
}
