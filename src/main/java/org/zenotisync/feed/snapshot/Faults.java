package org.zenotisync.feed.snapshot;

import java.io.EOFException;
import java.io.IOException;
import org.zenotisync.feed.FeedLayout;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.GzipException;

/**
 * Says whose fault it is that an object of a snapshot cannot be read on: of the way to the object, or of the object.
 * What reads a zip or gzip does not know.
 */
final class Faults {

    private final FeedObject object;
    private final ObjectBytes bytes;

    Faults(FeedObject object, ObjectBytes bytes) {
        this.object = object;
        this.bytes = bytes;
    }

    /**
     * The failure in words.
     *
     * @param entry that was read; empty for none
     * @param failure of what reads the content
     * @return a {@link SnapshotFormatException}, or the failure of the object's stream
     */
    IOException of(String entry, Exception failure) {
        if (failure instanceof SnapshotFormatException known) {
            return known;
        }
        if (bytes.failure().isPresent()) {
            Exception first = bytes.failure().get();
            return first instanceof IOException io ? io : new IOException(String.valueOf(first.getMessage()), first);
        }
        if (failure instanceof GzipException) {
            return wrong(entry, String.valueOf(failure.getMessage()));
        }
        if (failure instanceof ObjectBytes.LimitException) {
            return wrong(entry, "it is neither packed nor preceded by its size, and too large to be read so");
        }
        if (failure instanceof EOFException || bytes.isComplete() && isEnd(failure)) {
            return wrong(entry, "the zip ends too early: the file was cut before it was stored");
        }
        return wrong(entry, "the zip is damaged (" + text(failure) + ")");
    }

    /** What is wrong with the object. */
    SnapshotFormatException wrong(String entry, String reason) {
        return new SnapshotFormatException(object, entry, reason);
    }

    private static boolean isEnd(Exception failure) {
        String message = String.valueOf(failure.getMessage());
        return message.startsWith("Truncated") || message.startsWith("Cannot find zip signature");
    }

    private static String text(Exception failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : FeedLayout.visible(message);
    }
}
