package org.zenotisync.cycle;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
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
import org.zenotisync.warehouse.PresentType;
import org.zenotisync.warehouse.RowSink;
import org.zenotisync.warehouse.SqlTemplate;
import org.zenotisync.warehouse.StageTable;
import org.zenotisync.warehouse.Warehouse;

/**
 * Hashes the values of a target's column: each different one is read as the text that the database writes, hashed as
 * the reader of files would hash it, and written beside its digest into a temporary table. Memory does not grow with
 * the table.
 */
final class Digests {

    /** Bytes of values that are hashed at once, about. */
    private static final int BYTES_PER_PAGE = 4 * 1024 * 1024;

    /** What a value takes in memory beside its text. */
    private static final int BYTES_PER_VALUE = 200;

    private static final String VALUES = "zenoti_sync_values";
    private static final String PAGES = "zenoti_sync_pages";
    private static final String PAGE = "zenoti_sync_page";

    private static final SqlTemplate SELECT_VALUES = SqlTemplate.of(
            """
            SELECT {value},
              {number_of_page} AS {page}
            FROM (
              SELECT DISTINCT {text} AS {value}
              FROM {target}
              WHERE {column} IS NOT NULL
            ) AS v
            """);

    private static final SqlTemplate NUMBER_OF_PAGE = SqlTemplate.of(
            "floor(sum({bytes} + {bytes_per_value}) OVER (ROWS UNBOUNDED PRECEDING) / {bytes_per_page})");

    private static final SqlTemplate SELECT_PAGE = SqlTemplate.of(
            """
            SELECT {value}
            FROM {values}
            WHERE {page} = ?
            """);

    private static final SqlTemplate SELECT_DIGESTS =
            SqlTemplate.of("""
            SELECT {value}, {digest}
            FROM {pages}
            """);

    private final Warehouse warehouse;
    private final SyncConfig config;

    Digests(Warehouse warehouse, SyncConfig config) {
        this.warehouse = warehouse;
        this.config = config;
    }

    /** A value of a page as text. */
    private record Digested(String value, String digest) {}

    /**
     * Makes the table of a column's digests in this session.
     *
     * @param target name of a table that has the column
     * @param own the name that the column has there
     * @param column as the feed declares it
     * @param ordinal makes the name of the temporary table
     */
    DigestTable make(
            Connection connection,
            String target,
            String own,
            ColumnDefinition column,
            int ordinal,
            Consumer<String> progress)
            throws SQLException {
        PresentType type = warehouse.catalog().typesOf(connection, target).getOrDefault(own, PresentType.ofOwner(""));
        DigestTable made = new DigestTable("zenoti_sync_digests_" + ordinal, type);
        Map<String, String> names = Map.ofEntries(
                Map.entry("value", warehouse.dialect().quote(DigestTable.VALUE)),
                Map.entry("number_of_page", numberOfPage()),
                Map.entry("digest", warehouse.dialect().quote(DigestTable.DIGEST)),
                Map.entry("page", warehouse.dialect().quote(PAGE)),
                Map.entry("column", warehouse.dialect().quote(own)),
                Map.entry(
                        "text",
                        warehouse.dialect().exactText(warehouse.dialect().quote(own), type)),
                Map.entry("target", warehouse.dialect().qualified(target)),
                Map.entry("values", warehouse.dialect().temporary(VALUES)),
                Map.entry("pages", warehouse.dialect().temporary(PAGES)));
        warehouse.stages().dropTemporary(connection, VALUES);
        warehouse.stages().dropTemporary(connection, made.name());
        warehouse
                .stages()
                .createKeyed(
                        connection,
                        VALUES,
                        fill(SELECT_VALUES, names, "value", "number_of_page", "page", "text", "target", "column"),
                        List.of(new ColumnDefinition(PAGE, ColumnType.of(ColumnType.Kind.BIGINT))));
        warehouse.stages().indexTemporary(connection, VALUES, PAGE);
        String ofValues = " FROM " + warehouse.dialect().temporary(VALUES);
        long values = Jdbc.number(connection, "SELECT count(*)" + ofValues);
        long lastPage =
                Jdbc.number(connection, "SELECT max(" + warehouse.dialect().quote(PAGE) + ")" + ofValues);
        String selectPage = fill(SELECT_PAGE, names, "value", "values", "page");
        String digests = fill(SELECT_DIGESTS, names, "value", "digest", "pages");
        long done = 0;
        for (long page = 0; page <= lastPage; page++) {
            List<Digested> digested = digested(connection, selectPage, column, page);
            write(connection, digested);
            if (page == 0) {
                warehouse.stages().createTemporary(connection, made.name(), digests);
            } else {
                Jdbc.update(connection, "INSERT INTO " + warehouse.dialect().temporary(made.name()) + "\n" + digests);
            }
            warehouse.stages().dropTemporary(connection, PAGES);
            done += digested.size();
            progress.accept(
                    target + ": " + done + " of " + values + " different values of " + column.name() + " are hashed");
        }
        warehouse.stages().dropTemporary(connection, VALUES);
        warehouse.stages().analyzeTemporary(connection, made.name(), List.of(DigestTable.VALUE));
        return made;
    }

    private String numberOfPage() {
        String number = NUMBER_OF_PAGE.fill(Map.of(
                "bytes",
                warehouse.dialect().bytes(warehouse.dialect().quote(DigestTable.VALUE)),
                "bytes_per_value",
                String.valueOf(BYTES_PER_VALUE),
                "bytes_per_page",
                String.valueOf(BYTES_PER_PAGE)));
        return warehouse.dialect().cast(number, ColumnType.of(ColumnType.Kind.BIGINT));
    }

    private static String fill(SqlTemplate sql, Map<String, String> names, String... used) {
        Map<String, String> some = new HashMap<>(names);
        some.keySet().retainAll(Set.of(used));
        return sql.fill(some);
    }

    private List<Digested> digested(Connection connection, String query, ColumnDefinition column, long page)
            throws SQLException {
        FeedTable table = new FeedTable(new TableDefinition("digests", List.of(column), List.of(), List.of()));
        ColumnRules rules = new ColumnRules(Set.of(), Set.of(column.name()), "");
        LastText text = new LastText();
        RowSink sink = Projection.of(table, rules, config.columns().key()).into(text);
        return Jdbc.query(
                connection,
                query,
                row -> {
                    String value = row.getString(1);
                    StoredValue.put(value, column.type(), sink);
                    sink.endRow();
                    return new Digested(value, text.text());
                },
                page);
    }

    private void write(Connection connection, List<Digested> page) throws SQLException {
        TableDefinition pages = new TableDefinition(
                PAGES,
                List.of(
                        new ColumnDefinition(DigestTable.VALUE, ColumnType.varchar(ColumnType.MAX_VARCHAR)),
                        new ColumnDefinition(DigestTable.DIGEST, ColumnRules.DIGEST)),
                List.of(),
                List.of());
        try {
            warehouse.stages().fillStage(connection, new StageTable(PAGES, pages, List.of()), sink -> {
                for (Digested value : page) {
                    put(value.value(), sink);
                    put(value.digest(), sink);
                    sink.putInteger(0);
                    sink.putInteger(0);
                    sink.endRow();
                }
            });
        } catch (SQLException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new SQLException(e.getMessage(), e);
        }
    }

    private static void put(String text, RowSink sink) throws SQLException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        sink.putText(utf8, 0, utf8.length);
    }
}
