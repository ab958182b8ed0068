package org.zenotisync.verify;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.zenotisync.checkpoint.Quarantine;
import org.zenotisync.feed.csv.CsvLine;
import org.zenotisync.warehouse.CompareSql;
import org.zenotisync.warehouse.FindingState;
import org.zenotisync.warehouse.Jdbc;

/** Finds missing rows in the quarantine: they are not lost, but could not be loaded. */
public final class QuarantinedKeys {

    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+(?:\\.[0-9]*)?");

    /** Keys that are kept at most; a quarantine with more is a problem of its own. */
    private static final int MOST = 1_000_000;

    /** Rows that one statement marks. */
    private static final int AT_ONCE = 1000;

    private final Quarantine quarantine;

    public QuarantinedKeys(Quarantine quarantine) {
        this.quarantine = quarantine;
    }

    /** Marks the missing rows whose key a row of the quarantine has. */
    void mark(Connection connection, Comparison comparison, CompareSql sql) throws SQLException {
        Set<List<String>> keys = keys(connection, comparison);
        if (keys.isEmpty()) {
            return;
        }
        int size = comparison.match().size();
        List<Object> rows = new ArrayList<>();
        Rows.each(connection, sql.report().selectKeys(), row -> {
            if (FindingState.of(row.getInt(3)) == FindingState.MISSING && keys.contains(key(row, size))) {
                rows.add(row.getLong(1));
            }
        });
        for (int from = 0; from < rows.size(); from += AT_ONCE) {
            List<Object> some = rows.subList(from, Math.min(rows.size(), from + AT_ONCE));
            Jdbc.update(connection, sql.doubt().setQuarantined(some.size()), some.toArray());
        }
    }

    private static List<String> key(ResultSet row, int size) throws SQLException {
        List<String> key = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            key.add(canonical(row.getString(5 + i)));
        }
        return key;
    }

    /** The keys of the table's rows in the quarantine, if they have as many fields as the feed has columns. */
    private Set<List<String>> keys(Connection connection, Comparison comparison) throws SQLException {
        List<String> columns = comparison.projection().feed().feedColumnNames();
        Set<List<String>> keys = new HashSet<>();
        quarantine.lines(connection, comparison.job().table(), line -> {
            Optional<List<String>> fields = CsvLine.fields(line);
            if (fields.isPresent() && fields.get().size() == columns.size() && keys.size() < MOST) {
                keys.add(comparison.match().stream()
                        .map(column -> canonical(fields.get().get(columns.indexOf(column))))
                        .toList());
            }
        });
        return keys;
    }

    /** Numbers are written in several ways. */
    private static String canonical(String value) {
        return value != null && NUMBER.matcher(value).matches()
                ? new BigDecimal(value).stripTrailingZeros().toPlainString()
                : String.valueOf(value);
    }
}
