package org.zenotisync.cycle;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.zenotisync.config.ConfigException;
import org.zenotisync.config.GuestColumns;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.model.Identifiers;
import org.zenotisync.model.TableNames;
import org.zenotisync.privacy.GuestKey;
import org.zenotisync.schema.KnownTable;

/** Finds out which guest is meant by a value of a column. Messages do not quote the value. */
final class WhichGuest {

    private static final String WHERE = "--where";

    private final SyncConfig config;
    private final GuestRows rows;

    WhichGuest(SyncConfig config, GuestRows rows) {
        this.config = config;
        this.rows = rows;
    }

    /**
     * The key of the guest.
     *
     * @throws ConfigException if there is no such column, or if it is not the value of exactly one guest
     */
    GuestKey of(Connection connection, ForgetRequest request, List<KnownTable> known) throws SQLException {
        String where = request.where().orElse(GuestColumns.GUEST);
        int dot = where.lastIndexOf('.');
        Optional<String> table = dot < 1 ? Optional.empty() : TableNames.read(where.substring(0, dot));
        if (table.isEmpty()) {
            throw new ConfigException(
                    WHERE + ": '" + where + "' is not a table and a column, as in " + GuestColumns.GUEST);
        }
        String column = Identifiers.fold(where.substring(dot + 1).strip());
        if (config.guestColumns().fits(table.get(), column)) {
            return request.guest();
        }
        KnownTable of = known.stream()
                .filter(each -> each.name().equals(table.get()))
                .findFirst()
                .orElseThrow(() -> new ConfigException(
                        WHERE + ": there is no table '" + where.substring(0, dot) + "' in the target"));
        requireSearchable(of, column);
        String guest = guestColumn(of);
        Set<String> guests = rows.values(connection, of, guest, column, request.guest());
        if (guests.size() != 1) {
            throw new ConfigException(WHERE + " " + where + ": "
                    + (guests.isEmpty()
                            ? "no row that names a guest has this value any more, or ever had it (texts, whole numbers"
                                    + " and decimals are compared)"
                            : guests.size() + " guests have this value")
                    + ", so nobody was forgotten; give the " + guest + " of the guest instead");
        }
        return new GuestKey(guests.iterator().next());
    }

    private void requireSearchable(KnownTable table, String column) {
        if (!table.table().definition().has(column)) {
            throw new ConfigException(WHERE + ": " + table.name() + " has no column '" + column + "'; it has "
                    + String.join(", ", table.table().definition().columnNames()));
        }
        if (table.rules().excludes(column)) {
            throw new ConfigException(
                    WHERE + ": " + column + " is left out of the target, so no row can be found by it");
        }
        rows.complaint(table, Set.of(column)).ifPresent(complaint -> {
            throw new ConfigException(WHERE + ": " + complaint);
        });
    }

    /** The column that says which guest a row is of. */
    private String guestColumn(KnownTable table) {
        List<String> columns = config.guestColumns().of(table.table()).stream()
                .filter(column -> !table.name().equals(tableOf(GuestColumns.GUEST))
                        || column.equals(GuestColumns.GUEST.substring(GuestColumns.GUEST.indexOf('.') + 1)))
                .toList();
        if (columns.size() != 1) {
            throw new ConfigException(WHERE + ": " + table.name() + " does not have exactly one column that refers to"
                    + " guests (zenoti.guest-columns), so it does not say who is meant");
        }
        if (table.rules().hides(columns.get(0))) {
            throw new ConfigException(WHERE + ": " + columns.get(0) + " of " + table.name() + " is not in the target as"
                    + " the feed has it, so it does not say who is meant; give the key itself");
        }
        return columns.get(0);
    }

    private static String tableOf(String column) {
        return column.substring(0, column.indexOf('.'));
    }
}
