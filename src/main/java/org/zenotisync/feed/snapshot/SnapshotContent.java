package org.zenotisync.feed.snapshot;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.FileContent;
import org.zenotisync.feed.UnpackedBounds;

/**
 * Reads an object of a snapshot (feed documentation, "MonthlySnapshot"): a zip with CSV files, or a CSV file, which may
 * be packed by gzip. The first bytes decide; an object that is called zip must be one. It is read once, as it comes:
 * nothing is written to a disk, and memory does not grow with it.
 */
public final class SnapshotContent {

    private static final String ENDING = ".zip";

    /** What a zip begins with: an entry, the end of one without entries, or a part of a divided one. */
    private static final List<byte[]> BEGINNINGS =
            List.of(new byte[] {'P', 'K', 3, 4}, new byte[] {'P', 'K', 5, 6}, new byte[] {'P', 'K', 7, 8});

    private static final int BEGINNING = 4;

    private static final int BUFFER = 64 * 1024;

    private final ZipLimits limits;

    /** Reads objects within the bounds that the feed has: {@link UnpackedBounds#USUAL}, and 10,000 entries. */
    public SnapshotContent() {
        this(ZipLimits.USUAL);
    }

    SnapshotContent(ZipLimits limits) {
        this.limits = limits;
    }

    /** Whether an object or an entry is called a zip. */
    static boolean isZip(String name) {
        return name.length() > ENDING.length() && name.toLowerCase(Locale.ROOT).endsWith(ENDING);
    }

    /**
     * Passes on the CSV files of an object, in their order. That the object is complete is known only at its end: what
     * was read from it counts if this method returns.
     *
     * @param stream its content, to be closed by the caller
     * @param reader gets each CSV file; directories and files that systems write, such as {@code .DS_Store}, are left
     *     out
     * @throws SnapshotFormatException if the object is damaged, cut or nothing that a snapshot has, see
     *     {@link SnapshotFormatException}
     * @throws IOException if the stream fails or ends before the object does; another try may help
     * @throws Exception what the reader throws
     */
    public void read(FeedObject object, InputStream stream, EntryReader reader) throws Exception {
        ObjectBytes bytes = new ObjectBytes(stream, object);
        InputStream content = new BufferedInputStream(bytes, BUFFER);
        content.mark(BEGINNING);
        byte[] beginning = content.readNBytes(BEGINNING);
        content.reset();
        if (BEGINNINGS.stream().anyMatch(zip -> Arrays.equals(zip, beginning))) {
            new ZipContent(object, bytes, limits, reader).read(content);
        } else if (isZip(object.key())) {
            throw new SnapshotFormatException(
                    object, "", object.size() == 0 ? "it is empty, and no zip" : "it does not begin as a zip does");
        } else {
            Faults faults = new Faults(object, bytes);
            new ContentStream(FileContent.of(content, object), faults, "", n -> {}).readBy(reader);
        }
    }
}
