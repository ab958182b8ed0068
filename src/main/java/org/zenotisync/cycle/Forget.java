package org.zenotisync.cycle;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.checkpoint.GuestRecords;
import org.zenotisync.checkpoint.Quarantine;
import org.zenotisync.checkpoint.RunLog;
import org.zenotisync.checkpoint.VerifyOutcomes;
import org.zenotisync.config.ConfigException;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.consume.GuestFilters;
import org.zenotisync.merge.UnclaimedRows;
import org.zenotisync.model.Quantity;
import org.zenotisync.model.TableNames;
import org.zenotisync.privacy.GuestKey;
import org.zenotisync.privacy.HashKey;
import org.zenotisync.schema.KnownTable;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.SqlTemplate;
import org.zenotisync.warehouse.Warehouse;

/**
 * Removes the rows of a guest. First it is recorded who is forgotten, so that no load brings rows of the guest from its
 * next table group on; then each table is one transaction, in which loads of the table wait. An interrupted run has
 * recorded the guest and done whole tables, and another one does the rest.
 */
public final class Forget {

    private static final SqlTemplate NOTHING = SqlTemplate.of("DELETE FROM {table} WHERE 1 = 0");

    /** What the quarantine has in place of hidden values. */
    private static final String MASK = "***";

    /** Bytes of a salt. */
    private static final int SALT = 32;

    private final DataSource dataSource;
    private final Warehouse warehouse;
    private final SyncConfig config;
    private final ControlTables control;
    private final GuestFilters filters;
    private final GuestRows rows;

    public Forget(DataSource dataSource, Warehouse warehouse, SyncConfig config, ControlTables control) {
        this.dataSource = dataSource;
        this.warehouse = warehouse;
        this.config = config;
        this.control = control;
        this.filters = new GuestFilters(config, control.guestRecords());
        this.rows = new GuestRows(warehouse, config);
    }

    /**
     * Removes the rows of a guest, or counts them.
     *
     * @param progress takes lines for people
     * @throws ConfigException if it is not certain who is meant, if the guest's digests cannot be made, or if nothing
     *     was ever loaded into the target
     */
    public ForgetReport forget(ForgetRequest request, Consumer<String> progress) throws SQLException {
        control.requireThere();
        if (!request.isPlan()) {
            control.create();
        }
        List<KnownTable> before = Jdbc.with(dataSource, c -> control.tables().allKnown(c));
        GuestKey guest = Jdbc.with(dataSource, c -> new WhichGuest(config, rows).of(c, request, before));
        if (!request.isPlan()) {
            requireKey(before);
        }
        Optional<GuestRecords.Entry> entry = request.isPlan() ? Optional.empty() : Optional.of(record(guest, progress));
        UnfitGlobs.ofGuests(
                        config.guestColumns(),
                        before.stream().map(KnownTable::table).toList())
                .forEach(progress);
        List<ForgetReport.OfTable> done = new ArrayList<>();
        // read again: what is loaded into tables that are made from now on is without the guest
        for (KnownTable table :
                inOrder(Jdbc.with(dataSource, c -> control.tables().allKnown(c)), request)) {
            Set<String> columns = filters.columns(table.table());
            if (!columns.isEmpty()) {
                done.add(one(table, columns, guest, request.isPlan(), progress));
            }
        }
        if (entry.isEmpty()) {
            return new ForgetReport(done, Optional.empty(), List.of());
        }
        Optional<String> notGivenUp = giveUpFormerBytes(guest, progress);
        ForgetReport report =
                new ForgetReport(done, notGivenUp, warehouse.formerBytes().places());
        if (!report.isIncomplete()) {
            Jdbc.runInTransaction(dataSource, c -> control.guestRecords().complete(c, entry.get()));
        }
        return report;
    }

    /**
     * Digests of another key find nobody: nothing is recorded then.
     *
     * @throws ConfigException if the columns of a table that refer to guests are hashed with another key
     */
    private void requireKey(List<KnownTable> known) throws SQLException {
        for (KnownTable table : known) {
            complaint(table, filters.columns(table.table())).ifPresent(complaint -> {
                throw new ConfigException(
                        "zenoti.columns.hash-key: " + table.name() + ": " + complaint + "; nobody was forgotten");
            });
        }
    }

    /** Why digests of the guest cannot be compared with those of a target; empty if it is gone. */
    private Optional<String> complaint(KnownTable table, Set<String> columns) throws SQLException {
        Optional<String> complaint = rows.complaint(table, columns);
        return complaint.isEmpty()
                        || Jdbc.with(dataSource, c -> warehouse.catalog().has(c, table.target()))
                ? complaint
                : Optional.empty();
    }

    /** The table by which the guest was found is last: an interrupted run finds the guest once more. */
    private static List<KnownTable> inOrder(List<KnownTable> known, ForgetRequest request) {
        String last = request.where()
                .map(where -> where.substring(0, Math.max(where.lastIndexOf('.'), 0)))
                .flatMap(TableNames::read)
                .orElse("");
        return known.stream()
                .sorted(Comparator.comparing(table -> table.name().equals(last)))
                .toList();
    }

    /**
     * Ends that rows of a guest are kept out. Those that are gone come back with a replay.
     *
     * @return whether the guest was forgotten
     */
    public boolean undo(GuestKey guest) throws SQLException {
        if (!control.exist()) {
            return false;
        }
        return Jdbc.inTransaction(dataSource, connection -> {
            boolean isUndone = false;
            for (GuestRecords.Entry entry : found(connection, guest)) {
                isUndone |= control.guestRecords().remove(connection, entry);
            }
            return isUndone;
        });
    }

    /** The records of a guest. */
    private List<GuestRecords.Entry> found(Connection connection, GuestKey guest) throws SQLException {
        return control.guestRecords().all(connection).stream()
                .filter(entry -> filters.key(entry)
                        .filter(key -> guest.digest(key).equals(entry.digest()))
                        .isPresent())
                .toList();
    }

    private GuestRecords.Entry record(GuestKey guest, Consumer<String> progress) throws SQLException {
        GuestRecords.Entry entry = Jdbc.inTransaction(dataSource, connection -> {
            List<GuestRecords.Entry> there = found(connection, guest);
            Optional<GuestRecords.Entry> ofPresentKey = there.stream()
                    .filter(found ->
                            found.salt().isEmpty() || config.columns().key().isEmpty())
                    .findFirst();
            if (ofPresentKey.isPresent()) {
                return ofPresentKey.get();
            }
            // a salt, which is beside the digest, protects less than the key that is configured now
            for (GuestRecords.Entry salted : there) {
                control.guestRecords().remove(connection, salted);
            }
            GuestRecords.Entry fresh = fresh(connection, guest);
            control.guestRecords().add(connection, fresh);
            return fresh;
        });
        progress.accept("recorded: no load brings rows of this guest from its next table group on");
        return entry;
    }

    /** With the configured key, or else with the salt of the other records: each salt costs a digest of each value. */
    private GuestRecords.Entry fresh(Connection connection, GuestKey guest) throws SQLException {
        Optional<HashKey> configured = config.columns().key();
        if (configured.isPresent()) {
            HashKey key = configured.get();
            return new GuestRecords.Entry(guest.digest(key), key.check(), Optional.empty());
        }
        String salt = control.guestRecords().all(connection).stream()
                .flatMap(entry -> entry.salt().stream())
                .findFirst()
                .orElseGet(Forget::newSalt);
        HashKey key = new HashKey(salt);
        return new GuestRecords.Entry(guest.digest(key), key.check(), Optional.of(salt));
    }

    private static String newSalt() {
        byte[] salt = new byte[SALT];
        new SecureRandom().nextBytes(salt);
        return HexFormat.of().formatHex(salt);
    }

    private ForgetReport.OfTable one(
            KnownTable known, Set<String> columns, GuestKey guest, boolean isPlan, Consumer<String> progress) {
        Found found = new Found(known, columns);
        try {
            Optional<String> complaint = complaint(known, columns);
            if (complaint.isPresent()) {
                return found.report(ForgetReport.State.FAILED, complaint);
            }
            Optional<String> note = Jdbc.with(dataSource, connection -> note(connection, known, columns));
            if (isPlan) {
                Jdbc.run(dataSource, connection -> count(connection, found, guest));
                return found.report(ForgetReport.State.PLANNED, note);
            }
            progress.accept(known.name() + ": begins");
            Jdbc.runInTransaction(dataSource, connection -> remove(connection, found, guest));
            progress.accept(known.name() + ": " + Quantity.of(found.inTarget, "row") + " removed");
            return found.report(ForgetReport.State.FORGOTTEN, note);
        } catch (SQLException | RuntimeException e) {
            String why = control.rights()
                    .missing(e, List.of(known.target()))
                    .orElseGet(() -> guest.hiddenIn(SafeText.of(e, warehouse)));
            return new Found(known, columns).report(ForgetReport.State.FAILED, Optional.of(why));
        }
    }

    /** Which rows cannot be found; empty if all can. */
    private Optional<String> note(Connection connection, KnownTable known, Set<String> columns) throws SQLException {
        List<String> notes = new ArrayList<>();
        List<String> hidden = rows.hidden(known, columns);
        if (!hidden.isEmpty()) {
            notes.add(String.join(", ", hidden) + " is left out of the target: rows cannot be found by it");
        }
        if (columns.stream().anyMatch(known.rules()::hides)) {
            long masked = control.quarantine().count(connection, known.name(), line -> line.contains(MASK));
            if (masked > 0) {
                notes.add(Quantity.of(masked, "line") + " of the quarantine hide whom they are of: delete those of "
                        + known.name() + " from " + Quarantine.TABLE + " if this guest may be among them");
            }
        }
        return notes.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", notes));
    }

    private void count(Connection connection, Found found, GuestKey guest) throws SQLException {
        String name = found.known.name();
        found.inTarget = rows.count(connection, found.known.target(), found.known, found.columns, guest);
        for (String source : sources(connection, name)) {
            String unclaimed = UnclaimedRows.nameOf(source, found.known.target());
            found.unclaimed += rows.count(connection, unclaimed, found.known, found.columns, guest);
        }
        found.badRows = control.quarantine().count(connection, name, guest::isIn);
        found.errors = control.runLog().countErrors(connection, name, guest::isIn)
                + control.verifyOutcomes().countErrors(connection, name, guest::isIn);
    }

    /** In the transaction of the table. */
    private void remove(Connection connection, Found found, GuestKey guest) throws SQLException {
        String name = found.known.name();
        control.checkpoints().hold(connection, name);
        String target = found.known.target();
        boolean isThere = warehouse.locks().holdTarget(connection, target);
        if (isThere) {
            // from here on its columns stay as they are: whoever alters it waits, and nobody else does
            Jdbc.update(connection, NOTHING.fill("table", warehouse.dialect().qualified(target)));
        }
        KnownTable known = control.tables().known(connection, name).orElseThrow();
        found.columns = filters.columns(known.table());
        boolean isComparable = !isThere || rows.complaint(known, found.columns).isEmpty();
        if (!isComparable || !known.target().equals(target)) {
            throw new IllegalStateException("the table has changed meanwhile");
        }
        // where DDL commits, the rows may have gone in an attempt that did not write the table again
        boolean isAlways = !warehouse.ddl().isTransactional();
        List<String> rewritten = new ArrayList<>();
        found.unclaimed = 0;
        if (isThere) {
            found.inTarget = rows.delete(connection, known.target(), known, found.columns, guest);
            addIf(isAlways || found.inTarget > 0, rewritten, known.target());
        }
        for (String source : sources(connection, name)) {
            String unclaimed = UnclaimedRows.nameOf(source, known.target());
            long deleted = rows.delete(connection, unclaimed, known, found.columns, guest);
            found.unclaimed += deleted;
            addIf(isAlways && warehouse.catalog().has(connection, unclaimed) || deleted > 0, rewritten, unclaimed);
        }
        found.badRows = control.quarantine().forget(connection, name, guest::isIn);
        addIf(isAlways || found.badRows > 0, rewritten, Quarantine.TABLE);
        long ofRuns = control.runLog().hideErrors(connection, name, guest::isIn);
        addIf(isAlways || ofRuns > 0, rewritten, RunLog.TABLE);
        long ofVerifications = control.verifyOutcomes().hideErrors(connection, name, guest::isIn);
        addIf(isAlways || ofVerifications > 0, rewritten, VerifyOutcomes.TABLE);
        found.errors = ofRuns + ofVerifications;
        for (String table : rewritten) {
            for (String sql : rewriting(table)) {
                Jdbc.update(connection, sql);
            }
        }
    }

    private List<String> rewriting(String table) {
        List<String> ofControlTable =
                control.tablesWithValues().contains(table) ? warehouse.ddl().rewriteControlTable(table) : List.of();
        return ofControlTable.isEmpty() ? warehouse.ddl().rewriteAfterDelete(table) : ofControlTable;
    }

    private static void addIf(boolean isWanted, List<String> names, String name) {
        if (isWanted) {
            names.add(name);
        }
    }

    /** The ids of all sources that have ever brought rows of a table. */
    private Set<String> sources(Connection connection, String name) throws SQLException {
        Set<String> sources = new TreeSet<>();
        for (Checkpoint checkpoint : control.checkpoints().ofTable(connection, name)) {
            sources.add(checkpoint.source());
        }
        return sources;
    }

    /** Why the database could not do it; empty if it could. */
    private Optional<String> giveUpFormerBytes(GuestKey guest, Consumer<String> progress) {
        progress.accept("has the database give up the bytes of former values");
        try {
            Jdbc.run(dataSource, warehouse.formerBytes()::giveUp);
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(
                    control.rights().missing(e, List.of()).orElseGet(() -> guest.hiddenIn(SafeText.of(e, warehouse))));
        }
    }

    /** What was found of a guest in a table. */
    private static final class Found {

        private final KnownTable known;
        private Set<String> columns;
        private long inTarget;
        private long unclaimed;
        private long badRows;
        private long errors;

        Found(KnownTable known, Set<String> columns) {
            this.known = known;
            this.columns = columns;
        }

        ForgetReport.OfTable report(ForgetReport.State state, Optional<String> note) {
            return new ForgetReport.OfTable(
                    known.name(),
                    known.target(),
                    known.table().definition().columnNames().stream()
                            .filter(columns::contains)
                            .toList(),
                    inTarget,
                    unclaimed,
                    badRows,
                    errors,
                    state,
                    note);
        }
    }
}
