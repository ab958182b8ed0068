package org.zenotisync.feed.snapshot;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zenotisync.feed.FeedLayout;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.ListingException;
import org.zenotisync.feed.NaturalOrder;
import org.zenotisync.feed.Source;
import org.zenotisync.feed.UnknownKeys;
import org.zenotisync.model.TableNames;
import org.zenotisync.s3.FeedListing;
import org.zenotisync.s3.S3Errors;

/**
 * Lists the snapshots of a source and their tables (feed documentation, "MonthlySnapshot"): {@code
 * MonthlySnapshot/ExtractDate/PodName/GroupID/table/logid.logid.zip}. A file may also be in a folder of its logid, as
 * the files of a POD are.
 */
public final class SnapshotFinder {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotFinder.class);

    /** Files of a snapshot at most: a feed has about 120 tables, and each of them one file or a few. */
    private static final int MOST_FILES = 100_000;

    private final FeedListing listing;

    public SnapshotFinder(FeedListing listing) {
        this.listing = listing;
    }

    /**
     * All snapshots of a source: those below its prefix; if there are none, those at the top of its bucket. If S3 does
     * not allow the top to be listed, there are none there.
     *
     * @throws ListingException if S3 does not list the source
     */
    public SnapshotFindings find(Source source) {
        Search search = new Search(source);
        search.below(source);
        if (search.found.isEmpty() && !source.prefix().isEmpty()) {
            Source top = source.at("");
            try {
                search.below(top);
            } catch (ListingException e) {
                if (!S3Errors.isDenied(e)) {
                    throw e;
                }
                LOG.debug("no snapshots are looked for at the top of the bucket: {}", e.getMessage());
            }
        }
        return new SnapshotFindings(List.copyOf(search.found.values()), texts(search.unknown));
    }

    /**
     * The tables of a snapshot, with one listing.
     *
     * @throws ListingException if S3 does not list it, or if it has more files than any snapshot has
     */
    public SnapshotTables tables(Snapshot snapshot) {
        Map<String, TableFiles> files = new TreeMap<>();
        UnknownKeys unknown = new UnknownKeys();
        int[] count = {0};
        for (String folder : snapshot.folders()) {
            listing.objects(snapshot.root(), folder, object -> {
                String path = object.path().substring(folder.length());
                if (FeedLayout.isLeftover(path)) {
                    return;
                }
                if (++count[0] > MOST_FILES) {
                    throw new ListingException("the snapshot " + snapshot.uri() + " has more than " + MOST_FILES
                            + " files; remove what does not belong there");
                }
                int slash = path.indexOf('/');
                Optional<String> table = slash < 0 || !FeedLayout.isPlain(path)
                        ? Optional.empty()
                        : TableNames.ofFolder(path.substring(0, slash));
                table.ifPresentOrElse(
                        name -> files.computeIfAbsent(name, n -> new TableFiles())
                                .add(object, path.substring(slash + 1)),
                        () -> unknown.add(object.key()));
            });
        }
        List<SnapshotTable> tables = new ArrayList<>();
        files.forEach((name, of) -> of.table(snapshot, name).ifPresent(tables::add));
        return new SnapshotTables(tables, texts(unknown));
    }

    private static List<String> texts(UnknownKeys unknown) {
        List<String> texts = new ArrayList<>(unknown.keys());
        if (unknown.others() > 0) {
            texts.add("and " + unknown.others() + " more");
        }
        return texts;
    }

    /** One search through the folders of dates, PODs and groups. */
    private final class Search {

        private final Source source;
        private final UnknownKeys unknown = new UnknownKeys();

        /** By date, POD and GroupID. */
        private final Map<List<Object>, Snapshot> found = new LinkedHashMap<>();

        Search(Source source) {
            this.source = source;
        }

        void below(Source root) {
            for (String folder : listing.level(root, "").folders()) {
                if (folder.equalsIgnoreCase(FeedLayout.MONTHLY_SNAPSHOT)) {
                    dates(root, folder + "/");
                }
            }
        }

        private void dates(Source root, String path) {
            for (String folder : folders(root, path)) {
                String below = path + folder + "/";
                ExtractDate.parse(folder)
                        .ifPresentOrElse(date -> pods(root, below, date), () -> unknown.add(root.prefix() + below));
            }
        }

        private void pods(Source root, String path, LocalDate date) {
            for (String pod : folders(root, path)) {
                String below = path + pod + "/";
                if (FeedLayout.canBePod(pod)) {
                    groups(root, below, date, pod);
                } else {
                    unknown.add(root.prefix() + below);
                }
            }
        }

        private void groups(Source root, String path, LocalDate date, String pod) {
            for (String folder : folders(root, path)) {
                String below = path + folder + "/";
                FeedLayout.groupId(folder)
                        .ifPresentOrElse(
                                group -> add(root, below, date, pod, group), () -> unknown.add(root.prefix() + below));
            }
        }

        private void add(Source root, String path, LocalDate date, String pod, long group) {
            found.merge(
                    List.of(date, pod.toLowerCase(Locale.ROOT), group),
                    new Snapshot(source, pod, date, ExtractDate.month(date), group, root, List.of(path)),
                    (first, second) -> {
                        List<String> folders = new ArrayList<>(first.folders());
                        folders.add(path);
                        return new Snapshot(source, first.pod(), date, first.month(), group, root, folders);
                    });
        }

        private List<String> folders(Source root, String path) {
            FeedListing.Level level = listing.level(root, path);
            unknown.addAll(level.unknown());
            return level.folders();
        }
    }

    /** The files of all folders of a table. */
    private static final class TableFiles {

        private final Map<FeedObject, String> pathOfFile = new HashMap<>();
        private final List<FeedObject> misplaced = new ArrayList<>();

        /** @param path of the object below the table's folder */
        void add(FeedObject object, String path) {
            int slash = path.indexOf('/');
            boolean isInPlace = slash < 0
                    || path.indexOf('/', slash + 1) < 0
                            && FeedLayout.number(path.substring(0, slash)).isPresent();
            if (isInPlace && isFile(path.substring(slash + 1))) {
                pathOfFile.put(object, path);
            } else if (object.size() > 0) {
                misplaced.add(object);
            }
        }

        private static boolean isFile(String name) {
            return FeedLayout.isData(name) || SnapshotContent.isZip(name);
        }

        /** Empty if the folders hold nothing. */
        Optional<SnapshotTable> table(Snapshot snapshot, String name) {
            if (pathOfFile.isEmpty() && misplaced.isEmpty()) {
                return Optional.empty();
            }
            List<FeedObject> files = pathOfFile.entrySet().stream()
                    .sorted(Map.Entry.<FeedObject, String>comparingByValue(NaturalOrder.INSTANCE)
                            .thenComparing(file -> file.getKey().key()))
                    .map(Map.Entry::getKey)
                    .toList();
            return Optional.of(new SnapshotTable(snapshot, name, files, problem()));
        }

        private Optional<String> problem() {
            return misplaced.stream()
                    .min(Comparator.comparing(FeedObject::key))
                    .map(object -> object.uri()
                            + (misplaced.size() > 1 ? " (and " + (misplaced.size() - 1) + " more)" : "")
                            + " is not a file of a snapshot by its name or place (table/x.zip or table/x.csv), and may"
                            + " nevertheless hold rows; rename or remove it");
        }
    }
}
