package org.zenotisync.verify;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.zenotisync.event.TableVerification;
import org.zenotisync.merge.LoadException;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.model.TableKind;
import org.zenotisync.model.Track;
import org.zenotisync.warehouse.CompareSql;
import org.zenotisync.warehouse.CompareTables;
import org.zenotisync.warehouse.DoubtSql;
import org.zenotisync.warehouse.FindingReportSql;
import org.zenotisync.warehouse.FindingSql;
import org.zenotisync.warehouse.FindingState;
import org.zenotisync.warehouse.Jdbc;
import org.zenotisync.warehouse.RepeatedKeysSql;
import org.zenotisync.warehouse.RepeatedReads;
import org.zenotisync.warehouse.Warehouse;

/** Step of a verification: lists what differs between the expected rows and the target, and counts it. */
public final class ListDifferences {

    /** A column that differs in so many of a hundred compared rows was most likely written by the extract itself. */
    private static final int STAMPED_PERCENT = 90;

    private final DataSource dataSource;
    private final Warehouse warehouse;
    private final QuarantinedKeys quarantined;

    public ListDifferences(DataSource dataSource, Warehouse warehouse, QuarantinedKeys quarantined) {
        this.dataSource = dataSource;
        this.warehouse = warehouse;
        this.quarantined = quarantined;
    }

    /**
     * Notes the outcome for each POD that was asked for, and passes the differences on.
     *
     * @throws LoadException if they cannot be passed on
     */
    public void list(Comparison comparison) throws LoadException, SQLException {
        if (!comparison.isComparable()) {
            for (int ordinal = 0; ordinal < comparison.job().snapshots().size(); ordinal++) {
                Track track = comparison.job().track(ordinal);
                if (comparison.job().isAskedFor(track)) {
                    comparison.add(TableVerification.of(
                            track,
                            comparison.job().group(ordinal),
                            TableVerification.State.TOO_EARLY,
                            comparison.tooEarly()));
                }
            }
            return;
        }
        if (comparison.isEqual() && !comparison.isRebased()) {
            noteOutcomes(comparison, comparison.staged(), Map.of(), Map.of());
            return;
        }
        CompareSql sql = comparison.sql(warehouse);
        try (Connection connection = dataSource.getConnection()) {
            find(connection, comparison, sql);
            noteOutcomes(connection, comparison, sql);
            passOn(connection, comparison, sql.report());
        }
    }

    private void find(Connection connection, Comparison comparison, CompareSql sql) throws SQLException {
        FindingSql finding = sql.finding();
        if (comparison.isKeyless()) {
            warehouse.stages().createTemporary(connection, CompareTables.FINDING, finding.selectLacking());
            return;
        }
        List<ColumnDefinition> key = comparison.matchColumns();
        warehouse
                .stages()
                .createKeyed(
                        connection,
                        CompareTables.SUSPECT,
                        comparison.isEqual() ? finding.selectNoSuspect() : finding.selectSuspect(),
                        key);
        warehouse.stages().analyzeTemporary(connection, CompareTables.SUSPECT, comparison.match());
        warehouse.stages().createKeyed(connection, CompareTables.FINDING, finding.selectFinding(), key);
        if (!comparison.isEqual()) {
            Jdbc.update(connection, finding.insertSurplus());
            if (Jdbc.number(connection, finding.countWithoutKey()) > 0) {
                Jdbc.update(connection, finding.insertWithoutKey());
            }
            if (!comparison.isKeyUnique()) {
                decideRepeated(connection, comparison, sql.repeatedKeys());
            }
        }
        warehouse.stages().analyzeTemporary(connection, CompareTables.FINDING, comparison.match());
        if (comparison.isRebased()) {
            Jdbc.update(connection, finding.insertNotDeleted());
        }
        doubt(connection, comparison, sql.doubt());
        quarantined.mark(connection, comparison, sql);
    }

    private String prepared(Connection connection, String statement) throws SQLException {
        return RepeatedReads.prepared(connection, warehouse.dialect(), statement, List.of());
    }

    /** Findings for which the target may be right are undecided. */
    private void doubt(Connection connection, Comparison comparison, DoubtSql sql) throws SQLException {
        if (comparison.isRebased()) {
            if (comparison.kind() == TableKind.DIMENSION) {
                Jdbc.update(connection, sql.doubtVersionsOfOthers());
            }
            if (comparison.lastGone().isPresent()) {
                Jdbc.update(connection, sql.doubtBefore(comparison.lastGone().getAsLong()));
            }
        }
        if (comparison.kind() == TableKind.DIMENSION && comparison.hasOtherTracks()) {
            Jdbc.update(connection, sql.doubtAllVersions());
        }
        if (!comparison.replaceable().isEmpty()) {
            Jdbc.update(
                    connection,
                    comparison.isEachLaterGroupRead()
                            ? sql.doubtUntouched(comparison.replaceable())
                            : sql.doubtAll(comparison.replaceable()));
        }
        Jdbc.update(connection, prepared(connection, sql.doubtSurplus()));
    }

    /** Of several expected rows with one key, it is not known which row of the target is whose. */
    private void decideRepeated(Connection connection, Comparison comparison, RepeatedKeysSql sql) throws SQLException {
        List<ColumnDefinition> key = comparison.matchColumns();
        warehouse.stages().createKeyed(connection, CompareTables.REPEATED, sql.selectRepeated(), key);
        if (Jdbc.number(connection, sql.countRepeated()) == 0) {
            return;
        }
        boolean isDimension = comparison.kind() == TableKind.DIMENSION;
        warehouse.stages().analyzeTemporary(connection, CompareTables.REPEATED, comparison.match());
        boolean hasRivals = !comparison.rivals().isEmpty();
        String unclear = hasRivals ? sql.selectUnclearOfRivals() : sql.selectUnclearMultisets();
        warehouse
                .stages()
                .createKeyed(
                        connection, CompareTables.UNCLEAR, isDimension ? sql.selectUnclearVersions() : unclear, key);
        // a row with several versions that is missing is missing, whichever of them would be right
        Jdbc.update(connection, isDimension || hasRivals ? sql.deleteUnclear() : sql.deleteRepeated());
        Jdbc.update(connection, prepared(connection, sql.insertUnclear()));
        if (isDimension) {
            Jdbc.update(connection, sql.deleteEarlierVersions());
        } else if (hasRivals) {
            Jdbc.update(connection, prepared(connection, sql.deleteEarlierRivals()));
        }
    }

    private void noteOutcomes(Connection connection, Comparison comparison, CompareSql sql) throws SQLException {
        Map<Integer, Map<FindingState, Long>> counts = new HashMap<>();
        Jdbc.query(connection, sql.report().countFindings(), row -> counts.computeIfAbsent(
                        row.getInt(1), batch -> new EnumMap<>(FindingState.class))
                .put(FindingState.of(row.getInt(2)), row.getLong(3)));
        boolean isAnyDifferent = counts.values().stream().anyMatch(count -> count.containsKey(FindingState.DIFFERENT));
        noteOutcomes(
                comparison,
                sql.expectedRows().counts(connection, comparison.staged().size()),
                counts,
                isAnyDifferent ? countColumns(connection, comparison, sql.report()) : Map.of());
    }

    /** @param expected rows of each snapshot */
    private static void noteOutcomes(
            Comparison comparison,
            List<Long> expected,
            Map<Integer, Map<FindingState, Long>> counts,
            Map<Integer, Map<String, Long>> columns) {
        for (int ordinal = 0; ordinal < comparison.job().snapshots().size(); ordinal++) {
            if (comparison.job().isAskedFor(comparison.job().track(ordinal))) {
                comparison.add(outcome(
                        comparison,
                        ordinal,
                        expected.get(ordinal),
                        counts.getOrDefault(ordinal, Map.of()),
                        columns.getOrDefault(ordinal, Map.of())));
            }
        }
    }

    private static TableVerification outcome(
            Comparison comparison,
            int ordinal,
            long rows,
            Map<FindingState, Long> findings,
            Map<String, Long> columns) {
        TableVerification.Counts counts =
                counts(findings, comparison.unreadable().get(ordinal));
        List<String> stamped = columns.entrySet().stream()
                .filter(column -> column.getValue() * 100 >= rows * STAMPED_PERCENT)
                .map(Map.Entry::getKey)
                .toList();
        return new TableVerification(
                comparison.job().track(ordinal),
                comparison.job().group(ordinal),
                counts.isDifferent() ? TableVerification.State.DIFFERENT : TableVerification.State.EQUAL,
                rows,
                counts,
                UndecidedReasons.of(findings, comparison.gone()),
                columns,
                comparison.columnsLeftOut(),
                stamped,
                comparison.groupsApplied(),
                Optional.empty(),
                Optional.empty());
    }

    private static TableVerification.Counts counts(Map<FindingState, Long> counts, long unreadable) {
        return new TableVerification.Counts(
                counts.getOrDefault(FindingState.MISSING, 0L),
                counts.getOrDefault(FindingState.DIFFERENT, 0L),
                counts.getOrDefault(FindingState.NOT_DELETED, 0L),
                counts.getOrDefault(FindingState.SURPLUS, 0L),
                counts.getOrDefault(FindingState.QUARANTINED, 0L) + unreadable,
                FindingState.undecided()
                        .mapToLong(state -> counts.getOrDefault(state, 0L))
                        .sum());
    }

    private Map<Integer, Map<String, Long>> countColumns(
            Connection connection, Comparison comparison, FindingReportSql sql) throws SQLException {
        List<String> compared = comparison.comparedColumns();
        Map<Integer, Map<String, Long>> columns = new HashMap<>();
        Jdbc.query(connection, prepared(connection, sql.countColumns()), row -> {
            Map<String, Long> ofSnapshot = new TreeMap<>();
            for (int i = 0; i < compared.size(); i++) {
                long count = row.getLong(i + 2);
                if (count > 0) {
                    ofSnapshot.put(compared.get(i), count);
                }
            }
            return columns.put(row.getInt(1), ofSnapshot);
        });
        return columns;
    }

    private static void passOn(Connection connection, Comparison comparison, FindingReportSql sql)
            throws LoadException, SQLException {
        try {
            Optional<DifferenceSink.OfTable> details = comparison.beginDetails();
            if (details.isEmpty()) {
                return;
            }
            DifferenceSink.OfTable sink = details.get();
            int keys = comparison.match().size();
            Rows.<IOException>each(connection, sql.selectKeys(), row -> {
                Track track = comparison.job().track(row.getInt(2));
                if (comparison.job().isAskedFor(track)) {
                    FindingState state = FindingState.of(row.getInt(3));
                    sink.accept(difference(
                            track,
                            state,
                            key(row, 5, keys),
                            "",
                            null,
                            state == FindingState.SURPLUS ? row.getString(4) : null));
                }
            });
            if (!comparison.isKeyless()) {
                passOnDifferent(connection, comparison, sql, sink);
            }
        } catch (IOException e) {
            throw new LoadException("the differences cannot be written: " + e.getMessage(), e);
        }
    }

    private static void passOnDifferent(
            Connection connection, Comparison comparison, FindingReportSql sql, DifferenceSink.OfTable sink)
            throws IOException, SQLException {
        List<String> compared = comparison.comparedColumns();
        int keys = comparison.match().size();
        Rows.<IOException>each(connection, sql.selectDifferent(), row -> {
            Track track = comparison.job().track(row.getInt(2));
            if (!comparison.job().isAskedFor(track)) {
                return;
            }
            for (int i = 0; i < compared.size(); i++) {
                int at = 3 + keys + i * 3;
                if (row.getInt(at) == 0) {
                    sink.accept(difference(
                            track,
                            FindingState.DIFFERENT,
                            key(row, 3, keys),
                            compared.get(i),
                            row.getString(at + 1),
                            row.getString(at + 2)));
                }
            }
        });
    }

    private static Difference difference(
            Track track,
            FindingState state,
            String key,
            String column,
            @Nullable String expected,
            @Nullable String found) {
        return new Difference(track.source(), track.pod(), track.table(), state.id(), key, column, expected, found);
    }

    private static String key(ResultSet row, int from, int columns) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            values.add(String.valueOf(row.getString(from + i)));
        }
        return String.join(",", values);
    }
}
