package org.zenotisync.feed.snapshot;

import java.io.InputStream;

/** Takes the CSV files of a snapshot (feed documentation, "MonthlySnapshot"), see {@link SnapshotContent}. */
@FunctionalInterface
public interface EntryReader {

    /**
     * Reads a CSV file.
     *
     * @param entry name of the entry of a zip, as it is written there: with folders, {@code ..} or characters that
     *     cannot be shown. It is for messages, and never a path. Empty for an object that is no zip.
     * @param csv its text, unpacked; it need not be closed, and cannot be read afterwards. What is left in it is
     *     checked, but not given.
     */
    void read(String entry, InputStream csv) throws Exception;
}
