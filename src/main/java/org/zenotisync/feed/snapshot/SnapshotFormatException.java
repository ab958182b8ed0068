package org.zenotisync.feed.snapshot;

import java.io.IOException;
import org.zenotisync.feed.FeedLayout;
import org.zenotisync.feed.FeedObject;

/**
 * An object of a snapshot (feed documentation, "MonthlySnapshot") whose rows cannot be known: it is damaged, cut, or
 * nothing that a snapshot has. The message names the object, the entry of its zip, what is wrong and the remedy.
 * Another try would read the same. It is an {@code IOException} so that a stream can throw it; any other one that comes
 * from reading an object means that the object could not be read, which may be over soon.
 */
public final class SnapshotFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST_ENTRY = 200;

    /**
     * For an entry of a zip.
     *
     * @param entry its name; empty for the object as a whole
     * @param reason what is wrong, in words, without full stop
     */
    SnapshotFormatException(FeedObject object, String entry, String reason) {
        super(object.uri() + (entry.isEmpty() ? "" : ", entry " + shown(entry)) + ": " + reason
                + "; put the file again, or ask Zenoti for it");
    }

    private static String shown(String entry) {
        String visible = FeedLayout.visible(entry);
        return visible.length() <= LONGEST_ENTRY ? visible : visible.substring(0, LONGEST_ENTRY) + "...";
    }
}
