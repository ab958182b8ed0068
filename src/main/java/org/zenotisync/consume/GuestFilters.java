package org.zenotisync.consume;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.zenotisync.checkpoint.GuestRecords;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.merge.LoadException;
import org.zenotisync.model.FeedTable;
import org.zenotisync.privacy.ForgottenGuests;
import org.zenotisync.privacy.GuestFilter;
import org.zenotisync.privacy.HashKey;
import org.zenotisync.privacy.Projection;

/** Finds out which rows of tables are left out, since they refer to guests who are forgotten. */
public final class GuestFilters {

    private final SyncConfig config;
    private final GuestRecords records;

    public GuestFilters(SyncConfig config, GuestRecords records) {
        this.config = config;
        this.records = records;
    }

    /**
     * A projection without rows of forgotten guests. Called in the transaction of each load, so that a guest who is
     * forgotten now is kept out from the next table group on.
     *
     * @throws LoadException if it cannot be found out who is forgotten
     */
    public Projection filtered(Connection connection, Projection projection) throws LoadException, SQLException {
        Set<String> columns = columns(projection.feed());
        if (columns.isEmpty()) {
            return projection;
        }
        List<GuestRecords.Entry> all = records.all(connection);
        if (all.isEmpty()) {
            return projection;
        }
        Optional<String> complaint = complaint(all);
        if (complaint.isPresent()) {
            throw new LoadException(complaint.get());
        }
        return projection.with(new GuestFilter(columns, guests(all)));
    }

    /** The columns of a table that refer to guests. */
    public Set<String> columns(FeedTable table) {
        return config.guestColumns().of(table);
    }

    /** Why nothing may be loaded into tables that refer to guests; empty if it is known who is forgotten. */
    private Optional<String> complaint(List<GuestRecords.Entry> all) {
        return all.stream().allMatch(entry -> key(entry).isPresent())
                ? Optional.empty()
                : Optional.of("guests were forgotten with another zenoti.columns.hash-key, so their rows cannot be"
                        + " recognised, and nothing is loaded into tables that refer to guests: set the former key"
                        + " again; or run 'forget' with the new key for each of these guests, and then delete the rows"
                        + " of " + GuestRecords.TABLE + " that have a former key_check (docs/guests-data.md)");
    }

    /** The key that a record was made with; empty if it is not known any more. */
    public Optional<HashKey> key(GuestRecords.Entry entry) {
        Optional<HashKey> key = entry.salt().map(HashKey::new).or(config.columns()::key);
        return key.filter(known -> known.check().equals(entry.keyCheck()));
    }

    private ForgottenGuests guests(List<GuestRecords.Entry> all) {
        Map<String, HashKey> keys = new HashMap<>();
        Map<HashKey, Set<String>> digests = new HashMap<>();
        for (GuestRecords.Entry entry : all) {
            HashKey key =
                    keys.computeIfAbsent(entry.keyCheck(), check -> key(entry).orElseThrow());
            digests.computeIfAbsent(key, known -> new HashSet<>()).add(entry.digest());
        }
        return new ForgottenGuests(digests);
    }
}
