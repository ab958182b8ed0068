package org.zenotisync.cycle;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.config.ConfigException;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.consume.TargetRules;
import org.zenotisync.merge.UnclaimedRows;
import org.zenotisync.model.FeedTable;
import org.zenotisync.model.Quantity;
import org.zenotisync.model.TableNames;
import org.zenotisync.privacy.ColumnRules;
import org.zenotisync.schema.KnownTable;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.Warehouse;

/**
 * Brings targets to what the settings say of their columns: removes columns that are left out from now on, and replaces
 * the values of hashed ones by their digests, also in what the control tables have of the table. Each table is one
 * transaction, so that an interrupted run has done whole tables, and another one does the rest.
 */
public final class ApplyPrivacy {

    private final DataSource dataSource;
    private final Warehouse warehouse;
    private final SyncConfig config;
    private final ControlTables control;
    private final Digests digests;

    public ApplyPrivacy(DataSource dataSource, Warehouse warehouse, SyncConfig config, ControlTables control) {
        this.dataSource = dataSource;
        this.warehouse = warehouse;
        this.config = config;
        this.control = control;
        this.digests = new Digests(warehouse, config);
    }

    /**
     * Applies the settings.
     *
     * @param table only this table, in any of its spellings; empty for all
     * @param isPlan whether nothing is to be changed
     * @param progress takes lines for people
     * @throws ConfigException if there is no such table, or if nothing was ever loaded into the target
     */
    public PrivacyReport apply(Optional<String> table, boolean isPlan, Consumer<String> progress) throws SQLException {
        List<KnownTable> chosen = chosen(table);
        if (!isPlan && !chosen.isEmpty()) {
            control.create();
        }
        List<PrivacyReport.OfTable> done = new ArrayList<>();
        for (KnownTable known : chosen) {
            TargetRules.complaint(config, known)
                    .ifPresent(complaint -> done.add(one(known, complaint, isPlan, progress)));
        }
        boolean mayHaveFormerBytes = !isPlan
                && (done.stream().anyMatch(one -> one.state() == PrivacyReport.State.APPLIED)
                        || chosen.stream().anyMatch(known -> !known.rules().isEmpty()));
        Optional<String> notGivenUp = mayHaveFormerBytes ? giveUpFormerBytes(progress) : Optional.empty();
        return new PrivacyReport(
                done, notGivenUp, mayHaveFormerBytes ? warehouse.formerBytes().places() : List.of());
    }

    private List<KnownTable> chosen(Optional<String> table) throws SQLException {
        control.requireThere();
        List<KnownTable> all = Jdbc.with(dataSource, c -> control.tables().allKnown(c));
        if (table.isEmpty()) {
            return all;
        }
        Optional<String> name = TableNames.read(table.get());
        List<KnownTable> one = all.stream()
                .filter(known -> name.equals(Optional.of(known.name())))
                .toList();
        if (one.isEmpty()) {
            throw new ConfigException(
                    "--table: there is no table '" + table.get() + "' in the target; 'tables' lists its tables");
        }
        return one;
    }

    private PrivacyReport.OfTable one(KnownTable known, String complaint, boolean isPlan, Consumer<String> progress) {
        Set<String> excluded = fresh(known).excluded();
        Set<String> hashed = fresh(known).hashed();
        Optional<String> refusal = TargetRules.canBeApplied(config, known)
                ? hashed.isEmpty()
                        ? Optional.empty()
                        : warehouse.ddl().whyNotHashed().map(reason -> reason + ": " + TargetRules.fillAgain(known))
                : Optional.of(complaint);
        if (refusal.isPresent()) {
            return new PrivacyReport.OfTable(
                    known.name(), known.target(), Set.of(), Set.of(), PrivacyReport.State.REFUSED, refusal);
        }
        if (isPlan) {
            return new PrivacyReport.OfTable(
                    known.name(), known.target(), excluded, hashed, PrivacyReport.State.PLANNED, Optional.empty());
        }
        progress.accept(known.name() + ": begins (" + fresh(known) + ")");
        try {
            String what = Jdbc.inTransaction(dataSource, connection -> hide(connection, known.name(), progress));
            return new PrivacyReport.OfTable(
                    known.name(), known.target(), excluded, hashed, PrivacyReport.State.APPLIED, Optional.of(what));
        } catch (SQLException | RuntimeException e) {
            return new PrivacyReport.OfTable(
                    known.name(),
                    known.target(),
                    excluded,
                    hashed,
                    PrivacyReport.State.FAILED,
                    Optional.of(SafeText.of(e, warehouse)));
        }
    }

    /** What the settings hide and the target has. */
    private ColumnRules fresh(KnownTable known) {
        ColumnRules made = known.rules();
        ColumnRules now = config.columns().rulesOf(known.table().definition());
        return now.only(column -> now.excludes(column) ? !made.excludes(column) : !made.hides(column));
    }

    /**
     * In the transaction of the table. Returns what was done. The lock of the schema, which every cycle of every
     * process needs, is taken only for the statements that change tables.
     */
    private String hide(Connection connection, String name, Consumer<String> progress) throws SQLException {
        control.checkpoints().hold(connection, name);
        KnownTable known = control.tables().known(connection, name).orElseThrow();
        boolean isThere = warehouse.locks().holdTarget(connection, known.target());
        String target = warehouse.dialect().qualified(known.target());
        long rows = isThere ? Jdbc.number(connection, "SELECT count(*) FROM " + target) : 0;
        List<ColumnReplacement> replacements = replacements(connection, known, isThere);
        int ordinal = 0;
        for (ColumnReplacement replacement : replacements) {
            replacement.prepare(connection, fresh(known), digests, ordinal, progress);
            ordinal += replacement.hashed();
        }
        warehouse.locks().holdSchema(connection);
        ColumnRules rules = config.columns().rulesOf(known.table().definition());
        for (ColumnReplacement replacement : replacements) {
            replacement.carryOut(connection, rules);
        }
        long lines = control.quarantine().hide(connection, name, names(known.table(), rules));
        long errors = control.hideMessages(connection, name);
        control.tables().saveRules(connection, name, rules);
        return Quantity.of(rows, "row") + " treated; " + Quantity.of(lines, "line") + " of the quarantine and "
                + Quantity.of(errors, "error") + " of the run log hidden";
    }

    /** The target, if it is there, and the tables with those of its rows that a source has not brought yet. */
    private List<ColumnReplacement> replacements(Connection connection, KnownTable known, boolean isThere)
            throws SQLException {
        List<ColumnReplacement> replacements = new ArrayList<>();
        if (isThere) {
            replacements.add(new ColumnReplacement(connection, warehouse, known.table(), known.target()));
        }
        for (String source : sources(connection, known.name())) {
            String unclaimed = UnclaimedRows.nameOf(source, known.target());
            if (warehouse.catalog().columnsOf(connection, unclaimed).isPresent()) {
                ColumnReplacement replacement = new ColumnReplacement(connection, warehouse, known.table(), unclaimed);
                replacement.takeFormerNames();
                replacements.add(replacement);
            }
        }
        return replacements;
    }

    /** The ids of all sources that have ever brought rows of a table. */
    private Set<String> sources(Connection connection, String name) throws SQLException {
        Set<String> sources = new TreeSet<>();
        for (Checkpoint checkpoint : control.checkpoints().ofTable(connection, name)) {
            sources.add(checkpoint.source());
        }
        return sources;
    }

    /** The names that hidden columns have and have had. */
    private static Set<String> names(FeedTable table, ColumnRules rules) {
        Set<String> names = new HashSet<>(rules.hidden());
        table.formerNames().forEach((former, present) -> {
            if (rules.hides(present)) {
                names.add(former);
            }
        });
        return names;
    }

    /** Why the database could not do it; empty if it could. Each control table is locked for its own time only. */
    private Optional<String> giveUpFormerBytes(Consumer<String> progress) {
        progress.accept("has the database give up the bytes of former values");
        try {
            for (String table : control.tablesWithValues()) {
                Jdbc.runInTransaction(dataSource, connection -> {
                    for (String sql : warehouse.ddl().rewriteControlTable(table)) {
                        Jdbc.update(connection, sql);
                    }
                });
            }
            Jdbc.run(dataSource, warehouse.formerBytes()::giveUp);
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(SafeText.of(e, warehouse));
        }
    }
}
