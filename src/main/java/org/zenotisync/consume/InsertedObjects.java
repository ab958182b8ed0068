package org.zenotisync.consume;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zenotisync.checkpoint.Manifest;
import org.zenotisync.config.OnLateFile;
import org.zenotisync.feed.FeedFile;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.TableGroup;
import org.zenotisync.merge.LoadException;
import org.zenotisync.stage.LoadPlan;

/**
 * The objects of an append-only fact's table group that were inserted before: a replay reads only objects that the
 * manifest does not have.
 *
 * @param entries the manifest's entries, with the new ETags of objects that were put again with the same bytes
 * @param files the files that the manifest does not have
 */
record InsertedObjects(List<Manifest.Entry> entries, List<FeedFile> files) {

    /** Nothing was inserted before. */
    static InsertedObjects none(TableGroup group) {
        return new InsertedObjects(List.of(), group.files());
    }

    /**
     * Compares the objects of the bucket with the manifest.
     *
     * @throws LoadException if one has other bytes now, unless such objects are only reported
     */
    static InsertedObjects of(
            LoadPlan plan, List<Manifest.Entry> manifest, ContentCheck contents, OnLateFile onLateFile)
            throws LoadException {
        Map<String, Manifest.Entry> entries = new LinkedHashMap<>();
        manifest.forEach(entry -> entries.put(entry.key(), entry));
        List<FeedFile> files = new ArrayList<>();
        for (FeedFile file : plan.group().files()) {
            FeedObject object = file.object();
            Manifest.Entry entry = entries.get(object.key());
            if (entry == null) {
                files.add(file);
            } else if (!object.etag().equals(entry.etag())) {
                Optional<Manifest.Entry> renewed = same(entry, object, contents);
                if (renewed.isPresent()) {
                    entries.put(object.key(), renewed.get());
                } else if (onLateFile == OnLateFile.REPLAY) {
                    throw changed(plan, object);
                }
            }
        }
        return new InsertedObjects(List.copyOf(entries.values()), files);
    }

    private static LoadException changed(LoadPlan plan, FeedObject object) {
        return new LoadException(object.uri()
                + " has changed after its rows were inserted into an append-only fact, whose rows cannot be"
                + " deleted again; put the old object back, or set zenoti.on-late-file=report, which leaves the new"
                + " one out and loads the later groups, or load the complete table again: drop "
                + plan.merge().target() + " in the target, then 'replay --table "
                + plan.merge().table().name()
                + " --from-group 1'");
    }

    private static Optional<Manifest.Entry> same(Manifest.Entry entry, FeedObject object, ContentCheck contents)
            throws LoadException {
        try {
            return contents.renewIfUnchanged(entry, object);
        } catch (IOException e) {
            throw new LoadException(object.uri() + " cannot be read: " + e.getMessage(), e);
        }
    }
}
