package org.zenotisync.stage;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zenotisync.feed.FeedFile;
import org.zenotisync.feed.FileContent;
import org.zenotisync.feed.ObjectReader;
import org.zenotisync.feed.csv.CsvFormatException;
import org.zenotisync.feed.csv.FileRules;
import org.zenotisync.feed.csv.FileStart;
import org.zenotisync.merge.LoadException;
import org.zenotisync.model.ColumnDefinition;
import org.zenotisync.warehouse.ObjectSet;

/** The first records of a table group's files, looked at before a database reads the files directly. */
final class FileStarts {

    private final Map<FeedFile, FileStart> starts;
    private final Optional<String> doubt;

    private FileStarts(Map<FeedFile, FileStart> starts, Optional<String> doubt) {
        this.starts = starts;
        this.doubt = doubt;
    }

    /**
     * Looks at each file's first two records.
     *
     * @throws LoadException if a file cannot be had
     */
    static FileStarts read(LoadPlan plan, ObjectReader objects) throws LoadException {
        Map<FeedFile, FileStart> starts = new LinkedHashMap<>();
        FileRules rules = plan.rules();
        for (FeedFile file : plan.files()) {
            try (InputStream stream = objects.open(file.object());
                    InputStream text = FileContent.of(stream, file.object())) {
                if (FileContent.isPacked(text)) {
                    return new FileStarts(starts, Optional.of("a file is compressed with gzip"));
                }
                FileStart start = FileStart.read(text, rules);
                starts.put(file, start);
                Optional<String> doubt = doubt(start);
                if (doubt.isPresent()) {
                    return new FileStarts(starts, doubt);
                }
            } catch (CsvFormatException e) {
                return new FileStarts(starts, Optional.of("a file begins with a row that cannot be read"));
            } catch (IOException e) {
                throw new LoadException(file.object().uri() + " cannot be read: " + e.getMessage(), e);
            }
        }
        return new FileStarts(starts, Optional.empty());
    }

    private static Optional<String> doubt(FileStart start) {
        if (start.hasSeparatorLine()) {
            return Optional.of("a line that names the separator stands before the first value");
        }
        if (start.hasByteOrderMark() && !start.hasHeader() && !start.isEmpty()) {
            return Optional.of("a byte order mark stands before the first value");
        }
        if (start.hasHeader() && start.line() > 1) {
            return Optional.of("empty lines stand before the header");
        }
        return start.lineEnd() == FileStart.LineEnd.CR
                ? Optional.of("lines end with a carriage return")
                : Optional.empty();
    }

    /** Why the database might read other values than the files have; empty if nothing suggests it. */
    Optional<String> doubt() {
        return doubt;
    }

    /** Whether lines of any file end with CRLF. */
    boolean hasReturns() {
        return starts.values().stream().anyMatch(FileStarts::hasReturns);
    }

    /** Names of text columns at the end of lines: if a first line ends with LF, others may still end with CRLF. */
    List<String> textAtEnds() {
        return starts.values().stream()
                .filter(start -> !start.columns().isEmpty())
                .map(start -> start.columns().get(start.columns().size() - 1))
                .filter(column -> column.type().isText())
                .map(ColumnDefinition::name)
                .distinct()
                .toList();
    }

    private static boolean hasReturns(FileStart start) {
        return start.lineEnd() == FileStart.LineEnd.CRLF;
    }

    /** The files that have rows, by what one statement can read. */
    Map<ObjectSet, List<FeedFile>> sets() {
        record Likeness(int batch, List<ColumnDefinition> columns, boolean hasHeader) {}
        Map<Long, Integer> batches = new HashMap<>();
        Map<Likeness, List<FeedFile>> alike = new LinkedHashMap<>();
        starts.forEach((file, start) -> {
            batches.putIfAbsent(file.logid(), batches.size());
            if (!start.isEmpty()) {
                Likeness likeness = new Likeness(batches.get(file.logid()), start.columns(), start.hasHeader());
                alike.computeIfAbsent(likeness, first -> new ArrayList<>()).add(file);
            }
        });
        Map<ObjectSet, List<FeedFile>> sets = new LinkedHashMap<>();
        alike.forEach((likeness, files) -> sets.put(
                new ObjectSet(
                        likeness.batch(),
                        likeness.columns(),
                        likeness.hasHeader(),
                        files.stream().map(file -> file.object().uri()).toList()),
                files));
        return sets;
    }
}
