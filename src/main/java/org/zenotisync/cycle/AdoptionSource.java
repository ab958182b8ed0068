package org.zenotisync.cycle;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.zenotisync.checkpoint.Checkpoint;
import org.zenotisync.config.SyncConfig;
import org.zenotisync.config.TableFilter;
import org.zenotisync.cycle.WrongAdoptionException.Argument;
import org.zenotisync.feed.ListingException;
import org.zenotisync.feed.Source;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.model.TableNames;
import org.zenotisync.s3.FeedListing;
import org.zenotisync.schema.SchemaAdoption;
import org.zenotisync.schema.SchemaChanges;
import org.zenotisync.warehouse.Jdbc;

/** Looks up in the source what an adoption asks for, and checks its arguments. */
public final class AdoptionSource {

    private final SyncConfig config;
    private final DataSource dataSource;
    private final ControlTables control;
    private final FeedListing listing;
    private final SchemaChanges schemaChanges;
    private final SchemaAdoption schemaAdoption;

    /** @param schemaChanges reads schema files without routes */
    public AdoptionSource(
            SyncConfig config,
            DataSource dataSource,
            ControlTables control,
            FeedListing listing,
            SchemaChanges schemaChanges,
            SchemaAdoption schemaAdoption) {
        this.config = config;
        this.dataSource = dataSource;
        this.control = control;
        this.listing = listing;
        this.schemaChanges = schemaChanges;
        this.schemaAdoption = schemaAdoption;
    }

    /**
     * Checks what can be checked without the source and the target.
     *
     * @return the folded name of the table
     * @throws WrongAdoptionException if it is not the name of a table, or not a GroupID
     */
    static String requireTable(String table, long group) {
        if (group < 1) {
            throw new WrongAdoptionException(Argument.GROUP, "a GroupID is a positive integer, not " + group);
        }
        return TableNames.read(table)
                .orElseThrow(
                        () -> new WrongAdoptionException(Argument.TABLE, "'" + table + "' is not the name of a table"));
    }

    /**
     * Looks up the groups and the schema files of a table.
     *
     * @param table name of the table, in any of its spellings
     * @param group GroupID of the last group that is in the target
     * @param pod only this POD, in any case; empty for all that have the table
     * @param sourceName name or id of the source; empty if there is only one
     * @throws WrongAdoptionException if there is no such source, or it has no such table, group or POD, or if the table
     *     is consumed from another source
     * @throws ListingException if the source cannot be listed, or not completely
     */
    AdoptionRequest find(String table, long group, Optional<String> pod, Optional<String> sourceName)
            throws SQLException {
        String name = requireTable(table, group);
        Source source = source(sourceName);
        if (!config.filter().accepts(name)) {
            throw new WrongAdoptionException(Argument.TABLE, name + " is left out by zenoti.include or zenoti.exclude");
        }
        boolean isFresh = !control.exist();
        List<Checkpoint> ofAll = isFresh
                ? List.of()
                : Jdbc.with(dataSource, c -> control.checkpoints().all(c, config.sourceIds()));
        requirePrimary(source, name, ofAll);
        List<Checkpoint> checkpoints = ofAll.stream()
                .filter(checkpoint -> checkpoint.source().equals(source.id()))
                .toList();
        FeedListing.Level root = listing.level(source, "");
        List<GroupsOfPod> all = groups(source, root, name, checkpoints);
        List<GroupsOfPod> chosen = chosen(source, all, name, pod);
        requireGroup(chosen, group, pod.isPresent());
        List<GroupsOfPod> others = all.stream()
                .filter(GroupsOfPod::hasTable)
                .filter(other -> !chosen.contains(other))
                .toList();
        boolean isFirstSetUp = checkpoints.stream().noneMatch(Checkpoint::hasConsumed);
        try {
            SchemaChanges.Found found = schemaChanges.findPending(source, root.folders(), isFirstSetUp, isFresh);
            return new AdoptionRequest(
                    name,
                    group,
                    chosen,
                    others,
                    untouched(source, name, ofAll),
                    schemaAdoption.read(source, found, name),
                    isFresh);
        } catch (IOException e) {
            throw new UnreachableException("the schema files cannot be read: " + Failures.text(e), e);
        }
    }

    /** The other sources of which the next cycle would load the table from its first group on. */
    private List<Source> untouched(Source adopted, String table, List<Checkpoint> checkpoints) {
        boolean isShared = config.sharedTables().contains(table);
        Set<String> ofOrganization = config.othersOfOrganization(adopted.id());
        return config.sources().stream()
                .filter(other -> !other.equals(adopted) && !hasConsumed(other, table, checkpoints))
                .filter(other -> !isShared || !ofOrganization.contains(other.id()))
                .toList();
    }

    private Source source(Optional<String> name) {
        List<Source> sources = config.sources();
        if (name.isEmpty() && sources.size() > 1) {
            throw new WrongAdoptionException(
                    Argument.SOURCE,
                    "which source are the rows from? A table is adopted from one source at a time; the sources are "
                            + config.sourceNames());
        }
        return name.isEmpty()
                ? sources.get(0)
                : config.sourceNamed(name.get())
                        .orElseThrow(() -> new WrongAdoptionException(
                                Argument.SOURCE,
                                "there is no source '" + name.get() + "'; the sources are " + config.sourceNames()));
    }

    /** If no source is the primary of a shared table yet, the adoption decides which one that is. */
    private void requirePrimary(Source source, String table, List<Checkpoint> checkpoints) {
        new Primaries(config, checkpoints)
                .consumedElsewhere(source.id(), table)
                .filter(primary -> isSetPrimary(primary) || hasConsumed(primary, table, checkpoints))
                .ifPresent(primary -> {
                    throw new WrongAdoptionException(
                            Argument.SOURCE,
                            table + " is a shared table (zenoti.shared-tables), and it is consumed from "
                                    + primary.label() + ": adopt it from there, or set zenoti.sources." + source.label()
                                    + ".primary=true");
                });
    }

    private boolean isSetPrimary(Source source) {
        return config.sourceConfigs().stream()
                .anyMatch(configured ->
                        configured.isPrimary() && configured.source().equals(source));
    }

    private static boolean hasConsumed(Source source, String table, List<Checkpoint> checkpoints) {
        return checkpoints.stream()
                .anyMatch(checkpoint -> checkpoint.source().equals(source.id())
                        && checkpoint.table().equals(table)
                        && checkpoint.hasConsumed());
    }

    /** The groups of all PODs, with the table groups of one table. */
    private List<GroupsOfPod> groups(
            Source source, FeedListing.Level root, String table, List<Checkpoint> checkpoints) {
        // nothing of the table counts as consumed, so that the scan keeps all its groups
        List<Checkpoint> names = checkpoints.stream()
                .map(checkpoint -> new Checkpoint(checkpoint.track(), 0, 0, checkpoint.provenKey()))
                .toList();
        FeedScan scan = new FeedScanner(
                        listing,
                        source,
                        config.nameOf(source),
                        root,
                        new TableFilter(List.of(table), List.of()),
                        name -> config.kindOf(name).isPresent(),
                        config.lookBack(),
                        Integer.MAX_VALUE,
                        ListFeed.FILES_PER_GROUP)
                .scan(List.of(), names, Map.of());
        if (!scan.failures().isEmpty()) {
            throw new ListingException(scan.failures().get(0).subject() + ": "
                    + scan.failures().get(0).reason());
        }
        List<GroupsOfPod> groups = new ArrayList<>();
        for (PodScan pod : scan.pods()) {
            List<TableGroup> tableGroups =
                    pod.listed().values().stream().flatMap(List::stream).toList();
            groups.add(new GroupsOfPod(pod.id(), pod.groupFolders(), tableGroups));
        }
        return groups;
    }

    private static List<GroupsOfPod> chosen(Source source, List<GroupsOfPod> all, String table, Optional<String> pod) {
        if (pod.isPresent()) {
            return List.of(all.stream()
                    .filter(groups -> groups.name().equalsIgnoreCase(pod.get()))
                    .findFirst()
                    .orElseThrow(() -> new WrongAdoptionException(
                            Argument.POD,
                            "there is no POD '" + pod.get() + "' in " + source.uri(source.prefix()) + known(all))));
        }
        List<GroupsOfPod> chosen = all.stream().filter(GroupsOfPod::hasTable).toList();
        if (chosen.isEmpty()) {
            throw new WrongAdoptionException(
                    Argument.TABLE,
                    "no POD in " + source.uri(source.prefix()) + " has files of " + table + known(all)
                            + "; if its files were deleted there, name the POD with --pod");
        }
        return chosen;
    }

    private static String known(List<GroupsOfPod> pods) {
        return pods.isEmpty()
                ? ""
                : pods.stream().map(GroupsOfPod::name).collect(Collectors.joining(", ", "; PODs: ", ""));
    }

    /**
     * The group must be there in every POD. Only if one POD is named, it may also come before all groups that are
     * there, since old ones may have been deleted. A wrong number would load the first group on top of the rows that
     * are there.
     */
    private static void requireGroup(List<GroupsOfPod> chosen, long group, boolean isNamed) {
        List<GroupsOfPod> without = chosen.stream()
                .filter(pod -> !pod.folders().contains(group) && !(isNamed && group < pod.firstGroup()))
                .toList();
        if (without.isEmpty()) {
            return;
        }
        String found = without.stream()
                .map(pod -> pod.name() + " has no group " + group + ", but " + pod.text())
                .collect(Collectors.joining("; "));
        String remedy = "";
        if (chosen.size() > 1) {
            remedy = "; each POD numbers its own groups: adopt them one by one with --pod";
        } else if (group < without.get(0).firstGroup()) {
            remedy = "; if it was deleted there, name the POD with --pod";
        }
        throw new WrongAdoptionException(Argument.GROUP, found + remedy);
    }
}
