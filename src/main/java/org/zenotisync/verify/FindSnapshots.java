package org.zenotisync.verify;

import java.sql.SQLException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.cycle.ControlTables;
import org.zenotisync.cycle.EachSource;
import org.zenotisync.cycle.Failures;
import org.zenotisync.cycle.Primaries;
import org.zenotisync.cycle.UnconsumedGroups;
import org.zenotisync.event.TableVerification;
import org.zenotisync.feed.ListingException;
import org.zenotisync.feed.Source;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.feed.snapshot.ExcludedTables;
import org.zenotisync.feed.snapshot.Snapshot;
import org.zenotisync.feed.snapshot.SnapshotFinder;
import org.zenotisync.feed.snapshot.SnapshotFindings;
import org.zenotisync.feed.snapshot.SnapshotTable;
import org.zenotisync.feed.snapshot.SnapshotTables;
import org.zenotisync.model.TableNames;
import org.zenotisync.model.Track;
import org.zenotisync.verify.WrongVerifyException.Argument;
import org.zenotisync.warehouse.Jdbc;

/** Step of a verification: finds the snapshots of a month, and the tables that are to be compared. */
public final class FindSnapshots {

    private final SyncConfig config;
    private final DataSource dataSource;
    private final ControlTables control;
    private final SnapshotFinder finder;
    private final EachSource eachSource;
    private final UnconsumedGroups unconsumed;

    public FindSnapshots(
            SyncConfig config,
            DataSource dataSource,
            ControlTables control,
            SnapshotFinder finder,
            EachSource eachSource,
            UnconsumedGroups unconsumed) {
        this.config = config;
        this.dataSource = dataSource;
        this.control = control;
        this.finder = finder;
        this.eachSource = eachSource;
        this.unconsumed = unconsumed;
    }

    /**
     * Looks up what a request asks for. A source that cannot be listed does not stop the comparison of the others, but
     * a restore: what its later table groups say is not known.
     *
     * @throws WrongVerifyException if there is no such snapshot, table, POD or source
     * @throws ListingException if no source can be listed, or one that is asked for by its name, or any for a restore
     */
    public VerifyRun find(VerifyRequest asked) throws SQLException {
        VerifyRequest request = withSourceId(asked);
        Optional<String> table = request.table().map(FindSnapshots::glob);
        requireNotExcluded(request);
        Map<Source, ListingException> unreachable = new LinkedHashMap<>();
        Map<Source, SnapshotFindings> ofSources = eachSource.run(config.sources(), finder::find, unreachable::put);
        requireReachable(request, unreachable);
        SnapshotFindings findings = SnapshotFindings.of(List.copyOf(ofSources.values()));
        YearMonth month = month(request, findings);
        List<Snapshot> snapshots = findings.newest(month);
        List<Checkpoint> checkpoints = control.exist()
                ? Jdbc.with(dataSource, connection -> control.checkpoints().all(connection, config.sourceIds()))
                : List.of();
        requirePod(request, snapshots, checkpoints);
        Search search = new Search(request, table, checkpoints, unreachable);
        Set<String> unknown = new TreeSet<>();
        ofSources.forEach((source, found) -> unknown.addAll(named(source, found.unknown())));
        for (Snapshot snapshot : snapshots) {
            SnapshotTables tables = finder.tables(snapshot);
            unknown.addAll(named(snapshot.source(), tables.unknown()));
            tables.tables().forEach(search::add);
        }
        search.addTracksWithoutSnapshot(findings, snapshots, month);
        requireAny(request, search, month);
        return new VerifyRun(
                month,
                search.jobs(
                        search.ofTable.isEmpty()
                                ? UnconsumedGroups.Listed.NOTHING
                                : unconsumed.list(List.copyOf(ofSources.keySet()))),
                search.others,
                List.copyOf(unknown),
                request.isRestore());
    }

    private void requireReachable(VerifyRequest request, Map<Source, ListingException> unreachable) {
        for (Map.Entry<Source, ListingException> entry : unreachable.entrySet()) {
            if (request.isRestore()) {
                throw new ListingException(
                        entry.getKey() + " cannot be listed, and what its table groups have changed since the snapshot"
                                + " is not known without it, so that nothing is restored: "
                                + Failures.text(entry.getValue()));
            }
            if (request.source().equals(Optional.of(entry.getKey().id()))) {
                throw entry.getValue();
            }
        }
    }

    /** Folders and objects as a report shows them: with the name of their source, if there are several. */
    private List<String> named(Source source, List<String> keys) {
        return config.nameOf(source).isEmpty()
                ? keys
                : keys.stream().map(key -> source.name() + ": " + key).toList();
    }

    /** The GroupIDs of a month and source that do not count, since a higher one is there. */
    private static List<Long> earlier(
            SnapshotFindings findings, List<Snapshot> newest, YearMonth month, String source) {
        return findings.snapshots().stream()
                .filter(snapshot -> snapshot.source().id().equals(source))
                .filter(snapshot -> snapshot.month().equals(month) && !newest.contains(snapshot))
                .map(Snapshot::group)
                .distinct()
                .toList();
    }

    /** The request with the id of its source instead of the name; a single source is also called default. */
    private VerifyRequest withSourceId(VerifyRequest request) {
        if (request.source().isEmpty() || request.source().get().equals("default") && !config.hasSeveralSources()) {
            return request.of(Optional.empty());
        }
        String name = request.source().get();
        Source source = config.sourceNamed(name)
                .orElseThrow(() -> new WrongVerifyException(
                        Argument.SOURCE,
                        "there is no source '" + name + "'; "
                                + (config.hasSeveralSources()
                                        ? "the sources are " + config.sourceNames()
                                        : "the source is default (" + config.sourceNames() + ")")));
        return request.of(Optional.of(source.id()));
    }

    private static String glob(String table) {
        String glob = TableNames.glob(table);
        if (!glob.matches("[a-z0-9_*?]+")) {
            throw new WrongVerifyException(Argument.TABLE, "'" + table + "' is not the name of a table, nor a glob");
        }
        return glob;
    }

    private static void requireNotExcluded(VerifyRequest request) {
        request.table()
                .flatMap(TableNames::read)
                .filter(ExcludedTables::isExcluded)
                .ifPresent(table -> {
                    throw new WrongVerifyException(
                            Argument.TABLE,
                            "Zenoti does not put " + table + " into monthly snapshots (nor "
                                    + ExcludedTables.names().stream()
                                            .filter(name -> !name.equals(table))
                                            .sorted()
                                            .collect(Collectors.joining(", "))
                                    + "), so that it cannot be verified");
                });
    }

    private YearMonth month(VerifyRequest request, SnapshotFindings all) {
        SnapshotFindings findings =
                request.source().map(source -> ofSource(all, source)).orElse(all);
        String there = findings.snapshots().stream()
                .map(Snapshot::month)
                .distinct()
                .sorted()
                .map(YearMonth::toString)
                .collect(Collectors.joining(", "));
        YearMonth newest = findings.newestMonth()
                .orElseThrow(() -> new WrongVerifyException(
                        Argument.MONTH,
                        "there is no monthly snapshot in "
                                + config.sources().stream()
                                        .filter(source -> request.source()
                                                .map(source.id()::equals)
                                                .orElse(true))
                                        .map(source -> source.uri(source.prefix()))
                                        .collect(Collectors.joining(", "))
                                + ": no folder MonthlySnapshot/ExtractDate/POD/GroupID"
                                + (findings.unknown().isEmpty()
                                        ? ""
                                        : "; not understood: " + String.join(", ", findings.unknown()))));
        YearMonth month = request.month().orElse(newest);
        if (findings.newest(month).isEmpty()) {
            throw new WrongVerifyException(
                    Argument.MONTH, "there is no snapshot of " + month + "; there are those of " + there);
        }
        return month;
    }

    private static SnapshotFindings ofSource(SnapshotFindings findings, String source) {
        return new SnapshotFindings(
                findings.snapshots().stream()
                        .filter(snapshot -> snapshot.source().id().equals(source))
                        .toList(),
                findings.unknown());
    }

    private static void requirePod(VerifyRequest request, List<Snapshot> snapshots, List<Checkpoint> checkpoints) {
        Set<String> pods = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        snapshots.forEach(snapshot -> pods.add(snapshot.pod()));
        checkpoints.forEach(checkpoint -> pods.add(checkpoint.pod()));
        request.pod().filter(pod -> !pods.contains(pod)).ifPresent(pod -> {
            throw new WrongVerifyException(
                    Argument.POD, "there is no POD '" + pod + "'; there are: " + String.join(", ", pods));
        });
    }

    private static void requireAny(VerifyRequest request, Search search, YearMonth month) {
        if (request.table().isPresent() && search.isNowhere()) {
            throw new WrongVerifyException(
                    Argument.TABLE,
                    "the snapshot of " + month + " has no table '"
                            + request.table().get() + "'"
                            + (search.others.isEmpty()
                                    ? ""
                                    : " ("
                                            + search.others.get(0).state().id()
                                            + search.others
                                                    .get(0)
                                                    .error()
                                                    .map(text -> ": " + text)
                                                    .orElse("")
                                            + ")"));
        }
    }

    /** The tables that a request asks for. */
    private final class Search {

        private final VerifyRequest request;
        private final Optional<Pattern> pattern;
        private final Set<Track> known = new TreeSet<>();
        private final Set<Track> withSnapshot = new HashSet<>();
        private final Primaries primaries;
        private final TopSnapshots top;
        private final Map<Source, ListingException> unreachable;
        private final Map<String, List<SnapshotTable>> ofTable = new TreeMap<>();
        private final List<TableVerification> others = new ArrayList<>();

        Search(
                VerifyRequest request,
                Optional<String> glob,
                List<Checkpoint> checkpoints,
                Map<Source, ListingException> unreachable) {
            this.request = request;
            this.primaries = new Primaries(config, checkpoints);
            this.top = new TopSnapshots(config, checkpoints);
            this.unreachable = unreachable;
            this.pattern = glob.map(text ->
                    Pattern.compile(Pattern.quote(text).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q")));
            checkpoints.stream().filter(Checkpoint::hasConsumed).forEach(checkpoint -> known.add(checkpoint.track()));
        }

        void add(SnapshotTable snapshot) {
            String table = snapshot.table();
            Track track = track(snapshot);
            if (top.isOfAnotherSource(snapshot.snapshot())) {
                return;
            }
            withSnapshot.add(track);
            if (!isAskedFor(table)) {
                return;
            }
            Optional<Source> elsewhere = primaries.consumedElsewhere(track.source(), table);
            if (!config.filter().accepts(table)) {
                addOther(
                        track,
                        snapshot.snapshot().group(),
                        TableVerification.State.LEFT_OUT,
                        "zenoti.include or zenoti.exclude leaves it out");
            } else if (elsewhere.isPresent()) {
                addShared(track, snapshot.snapshot().group(), elsewhere.get());
            } else if (!known.contains(track)) {
                addOther(
                        track,
                        snapshot.snapshot().group(),
                        TableVerification.State.NOT_LOADED,
                        "no group of it was consumed");
            } else {
                ofTable.computeIfAbsent(table, name -> new ArrayList<>()).add(snapshot);
            }
        }

        /** The rows of a shared table come from one source: the snapshots of the others do not count. */
        private void addShared(Track track, long group, Source from) {
            addOther(track, group, TableVerification.State.SHARED, "consumed from " + from.label());
        }

        /** With the POD's name as its checkpoints have it. */
        private Track track(SnapshotTable snapshot) {
            String folder = snapshot.snapshot().pod();
            Source source = snapshot.snapshot().source();
            String pod = known.stream()
                    .filter(track -> track.source().equals(source.id()))
                    .map(Track::pod)
                    .filter(folder::equalsIgnoreCase)
                    .findFirst()
                    .orElse(folder);
            return new Track(source.id(), pod, snapshot.table(), config.nameOf(source));
        }

        void addTracksWithoutSnapshot(SnapshotFindings findings, List<Snapshot> newest, YearMonth month) {
            for (Track track : known) {
                boolean isOpen = isAskedFor(track.table())
                        && config.filter().accepts(track.table())
                        && !withSnapshot.contains(track);
                Optional<Source> elsewhere = primaries.consumedElsewhere(track.source(), track.table());
                Optional<ListingException> failure = unreachable.entrySet().stream()
                        .filter(entry -> entry.getKey().id().equals(track.source()))
                        .map(Map.Entry::getValue)
                        .findFirst();
                if (isOpen && ExcludedTables.isExcluded(track.table())) {
                    addOther(
                            track,
                            0,
                            TableVerification.State.EXCLUDED,
                            "Zenoti does not put it into monthly snapshots");
                } else if (isOpen && elsewhere.isPresent()) {
                    addShared(track, 0, elsewhere.get());
                } else if (isOpen && failure.isPresent()) {
                    addOther(track, 0, TableVerification.State.INTERRUPTED, Failures.text(failure.get()));
                } else if (isOpen) {
                    addOther(
                            track,
                            0,
                            TableVerification.State.NO_SNAPSHOT,
                            without(earlier(findings, newest, month, track.source())));
                }
            }
        }

        private static String without(List<Long> earlier) {
            return "the snapshot does not have it"
                    + (earlier.isEmpty()
                            ? ""
                            : "; of this month there are also the groups " + earlier + ", but the highest one counts");
        }

        private boolean isAskedFor(String table) {
            return pattern.map(expression -> expression.matcher(table).matches()
                            || expression.matcher(TableNames.longForm(table)).matches())
                    .orElse(true);
        }

        private void addOther(Track track, long group, TableVerification.State state, String reason) {
            if (request.isAskedFor(track)) {
                others.add(TableVerification.of(track, group, state, Optional.of(reason)));
            }
        }

        /** Whether all that is known of the tables is that they are not there. */
        boolean isNowhere() {
            return ofTable.isEmpty()
                    && others.stream()
                            .map(TableVerification::state)
                            .noneMatch(state -> state == TableVerification.State.NOT_LOADED
                                    || state == TableVerification.State.SHARED
                                    || state == TableVerification.State.INTERRUPTED);
        }

        List<SnapshotJob> jobs(UnconsumedGroups.Listed listed) {
            List<SnapshotJob> jobs = new ArrayList<>();
            ofTable.forEach((table, snapshots) -> {
                Map<Track, List<TableGroup>> ofThis = listed.groups().entrySet().stream()
                        .filter(entry -> entry.getKey().table().equals(table))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
                List<Track> tracks = snapshots.stream().map(this::track).toList();
                SnapshotJob job = new SnapshotJob(
                        table,
                        snapshots,
                        tracks,
                        new UnconsumedGroups.Listed(ofThis, listed.incomplete()),
                        unreachable.keySet().stream().map(Source::id).collect(Collectors.toSet()),
                        request);
                if (job.isAnyAskedFor() && !request.isDone(job)) {
                    jobs.add(job);
                }
            });
            // the largest first, so that it does not run alone at the end
            jobs.sort(Comparator.comparingLong(SnapshotJob::bytes).reversed().thenComparing(SnapshotJob::table));
            return jobs;
        }
    }
}
