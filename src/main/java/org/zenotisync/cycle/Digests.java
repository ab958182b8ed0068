package org.zenotisync.cycle;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.ColumnType;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.TableDefinition;
import org.zenotisync.privacy.ColumnRules;
import org.zenotisync.privacy.LastText;
import org.zenotisync.privacy.Projection;
import org.zenotisync.privacy.StoredValue;
import org.zenotisync.warehouse.DigestTable;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.RowSink;
import org.zenotisync.warehouse.SqlTemplate;
import org.zenotisync.warehouse.StageTable;
import org.zenotisync.warehouse.Warehouse;

/**
 * Hashes the values of a target's column: each different one is read, hashed as the reader of files would hash it, and
 * written beside its digest into a temporary table. Memory does not grow with the table.
 */
final class Digests {

    /** Values that are hashed at once. */
    private static final int PAGE = 50_000;

    private static final String VALUES = "zenoti_sync_values";
    private static final String PAGES = "zenoti_sync_page";
    private static final String NUMBER = "zenoti_sync_number";

    private static final SqlTemplate SELECT_VALUES = SqlTemplate.of(
            """
            SELECT {value}, row_number() OVER () AS {number}
            FROM (
              SELECT DISTINCT {column} AS {value}
              FROM {target}
              WHERE {column} IS NOT NULL
            ) AS v
            """);

    private static final SqlTemplate SELECT_PAGE = SqlTemplate.of(
            """
            SELECT {number}, CAST({value} AS {type})
            FROM {values}
            WHERE {number} > ? AND {number} <= ?
            """);

    private static final SqlTemplate SELECT_DIGESTS = SqlTemplate.of(
            """
            SELECT v.{value}, d.{digest}
            FROM {values} AS v
            JOIN {pages} AS d ON d.{number} = v.{number}
            """);

    private final Warehouse warehouse;
    private final SyncConfig config;

    Digests(Warehouse warehouse, SyncConfig config) {
        this.warehouse = warehouse;
        this.config = config;
    }

    /** A value of a page, by its number. */
    private record Digested(long number, String digest) {}

    /**
     * Makes the table of a column's digests in this session.
     *
     * @param target name of a table that has the column
     * @param column as the feed declares it
     * @param ordinal makes the name of the temporary table
     */
    DigestTable make(
            Connection connection, String target, ColumnDefinition column, int ordinal, Consumer<String> progress)
            throws SQLException {
        DigestTable made = new DigestTable("zenoti_sync_digests_" + ordinal);
        Map<String, String> names = Map.of(
                "value", warehouse.dialect().quote(DigestTable.VALUE),
                "digest", warehouse.dialect().quote(DigestTable.DIGEST),
                "number", warehouse.dialect().quote(NUMBER),
                "column", warehouse.dialect().quote(column.name()),
                "target", warehouse.dialect().qualified(target),
                "values", warehouse.dialect().quote(VALUES),
                "pages", warehouse.dialect().quote(PAGES),
                "type", warehouse.dialect().typeName(uncut(column.type())));
        warehouse.stages().dropTemporary(connection, VALUES);
        warehouse.stages().dropTemporary(connection, made.name());
        String all = fill(SELECT_VALUES, names, "value", "number", "column", "target");
        warehouse.stages().createTemporary(connection, VALUES, all);
        long values = Jdbc.number(connection, "SELECT count(*) FROM " + warehouse.dialect().quote(VALUES));
        String page = fill(SELECT_PAGE, names, "number", "value", "type", "values");
        String digests = fill(SELECT_DIGESTS, names, "value", "digest", "values", "pages", "number");
        for (long from = 0; from == 0 || from < values; from += PAGE) {
            fill(connection, digested(connection, page, column, from));
            if (from == 0) {
                warehouse.stages().createTemporary(connection, made.name(), digests);
            } else {
                Jdbc.update(connection, "INSERT INTO " + warehouse.dialect().quote(made.name()) + "\n" + digests);
            }
            progress.accept(target + ": " + Math.min(values, from + PAGE) + " of " + values + " different values of "
                    + column.name() + " are hashed");
        }
        warehouse.stages().dropTemporary(connection, PAGES);
        warehouse.stages().dropTemporary(connection, VALUES);
        warehouse.stages().analyzeTemporary(connection, made.name(), List.of(DigestTable.VALUE));
        return made;
    }

    private static String fill(SqlTemplate sql, Map<String, String> names, String... used) {
        Map<String, String> some = new HashMap<>(names);
        some.keySet().retainAll(Set.of(used));
        return sql.fill(some);
    }

    /** The owner of the target may have made a text longer. */
    private static ColumnType uncut(ColumnType type) {
        return type.isText() ? ColumnType.varchar(ColumnType.MAX_VARCHAR) : type;
    }

    private List<Digested> digested(Connection connection, String query, ColumnDefinition column, long from)
            throws SQLException {
        FeedTable table = new FeedTable(new TableDefinition("digests", List.of(column), List.of(), List.of()));
        ColumnRules rules = new ColumnRules(Set.of(), Set.of(column.name()), "");
        LastText text = new LastText();
        RowSink sink = Projection.of(table, rules, config.columns().key()).into(text);
        List<Digested> page = new ArrayList<>();
        Jdbc.query(
                connection,
                query,
                row -> {
                    StoredValue.put(row, 2, column.type(), sink);
                    sink.endRow();
                    return page.add(new Digested(row.getLong(1), text.text()));
                },
                from,
                from + PAGE);
        return page;
    }

    private void fill(Connection connection, List<Digested> page) throws SQLException {
        TableDefinition pages = new TableDefinition(
                PAGES,
                List.of(
                        new ColumnDefinition(NUMBER, ColumnType.of(ColumnType.Kind.BIGINT)),
                        new ColumnDefinition(DigestTable.DIGEST, ColumnRules.DIGEST)),
                List.of(),
                List.of());
        try {
            warehouse.stages().fillStage(connection, new StageTable(PAGES, pages, List.of()), sink -> {
                for (Digested value : page) {
                    byte[] digest = value.digest().getBytes(StandardCharsets.US_ASCII);
                    sink.putInteger(value.number());
                    sink.putText(digest, 0, digest.length);
                    sink.putInteger(0);
                    sink.putInteger(value.number());
                    sink.endRow();
                }
            });
        } catch (SQLException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new SQLException(e.getMessage(), e);
        }
    }
}
