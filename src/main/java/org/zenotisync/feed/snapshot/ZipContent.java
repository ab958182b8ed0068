package org.zenotisync.feed.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipMethod;
import org.zenotisync.feed.FeedLayout;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.FileContent;

/**
 * Reads the entries of a zip one after the other, as they come, and checks that none is damaged or missing.
 * commons-compress unpacks; it compares no sums and counts, and takes an end for the end of the zip.
 */
final class ZipContent {

    /** Where macOS puts what it knows of files besides their content. */
    private static final String MAC_FOLDER = "__MACOSX/";

    private static final int BUFFER = 64 * 1024;

    /** Names are kept to find those that come twice. */
    private static final int LONGEST_NAME = 1024;

    /** What commons-compress reads without further libraries. */
    private static final Set<ZipMethod> METHODS = Set.of(
            ZipMethod.STORED,
            ZipMethod.DEFLATED,
            ZipMethod.ENHANCED_DEFLATED,
            ZipMethod.BZIP2,
            ZipMethod.IMPLODING,
            ZipMethod.UNSHRINKING);

    private final FeedObject object;
    private final ObjectBytes bytes;
    private final ZipLimits limits;
    private final EntryReader reader;
    private final Faults faults;
    private final Set<String> names = new HashSet<>();
    private String entryName = "";
    private int csvFiles;
    private long unpacked;
    private long unpackedTwice;

    /** @param bytes below the content that is read */
    ZipContent(FeedObject object, ObjectBytes bytes, ZipLimits limits, EntryReader reader) {
        this.object = object;
        this.bytes = bytes;
        this.limits = limits;
        this.reader = reader;
        this.faults = new Faults(object, bytes);
    }

    /**
     * Reads the zip to its end.
     *
     * @param content that begins as a zip does
     * @throws SnapshotFormatException if it is not complete and right
     */
    void read(InputStream content) throws Exception {
        try (ZipArchiveInputStream zip = new Unpacker(content)) {
            Optional<ZipArchiveEntry> entry = next(zip);
            while (entry.isPresent()) {
                ZipArchiveEntry read = entry.get();
                CRC32 sum = new CRC32();
                readEntry(zip, read, sum);
                long size = zip.getUncompressedCount();
                // only now the sums are read that may follow an entry
                entry = next(zip);
                requireSums(read, sum.getValue(), size);
            }
        }
        entryName = "";
        readRest();
        Optional<String> complaint = EndRecord.complaint(bytes.tail(), bytes.count(), names.size());
        if (complaint.isPresent()) {
            throw wrong(complaint.get());
        }
        if (csvFiles == 0) {
            throw wrong("the zip holds no CSV file");
        }
    }

    private Optional<ZipArchiveEntry> next(ZipArchiveInputStream zip) throws IOException {
        try {
            return Optional.ofNullable(zip.getNextEntry());
        } catch (IOException | RuntimeException e) {
            throw faults.of(entryName, e);
        }
    }

    private void readEntry(ZipArchiveInputStream zip, ZipArchiveEntry entry, CRC32 sum) throws Exception {
        entryName = entry.getName();
        requireReadable(zip, entry);
        boolean isUnsized = entry.getMethod() == ZipMethod.STORED.getCode()
                && entry.getGeneralPurposeBit().usesDataDescriptor();
        if (isUnsized) {
            bytes.limit(limits.unsizedBytes());
        }
        ContentStream content = new ContentStream(new CheckedInputStream(zip, sum), faults, entryName, n -> {
            unpacked += n;
            requireBounds(unpacked);
        });
        String name = entryName.substring(Math.max(entryName.lastIndexOf('/'), entryName.lastIndexOf('\\')) + 1);
        if (FeedLayout.isLeftover(name) || entryName.startsWith(MAC_FOLDER)) {
            content.drain();
        } else if (isCsv(name)) {
            csvFiles++;
            readCsv(content);
        } else if (content.read() >= 0) {
            throw wrong("it is not a CSV file by its name (.csv or .csv.gz), and may nevertheless hold rows");
        }
        bytes.unlimit();
    }

    /** The text of an entry; as everywhere in the feed it may be packed by gzip. */
    private void readCsv(ContentStream content) throws Exception {
        InputStream text = FileContent.of(content, object);
        boolean isPackedTwice = FileContent.isPacked(text);
        new ContentStream(text, faults, entryName, n -> {
                    if (isPackedTwice) {
                        unpackedTwice += n;
                        requireBounds(unpackedTwice);
                    }
                })
                .readBy(reader);
        content.drain();
    }

    private void requireReadable(ZipArchiveInputStream zip, ZipArchiveEntry entry) throws SnapshotFormatException {
        if (names.size() >= limits.entries()) {
            throw wrong("the zip has more than " + limits.entries() + " entries");
        }
        if (entryName.length() > LONGEST_NAME) {
            throw wrong("its name has more than " + LONGEST_NAME + " characters");
        }
        if (!names.add(entryName)) {
            throw wrong("the zip has two entries of this name");
        }
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            throw wrong("it is encrypted, which cannot be read");
        }
        ZipMethod method = ZipMethod.getMethodByCode(entry.getMethod());
        if (method == null || !METHODS.contains(method) || !zip.canReadEntryData(entry)) {
            throw wrong("it is packed by the method " + (method == null ? "" : method + " ") + entry.getMethod()
                    + ", which cannot be read");
        }
    }

    private void requireBounds(long given) throws SnapshotFormatException {
        if (limits.unpacked().areExceeded(given, bytes.count())) {
            throw wrong(limits.unpacked().complaint(given));
        }
    }

    private void requireSums(ZipArchiveEntry entry, long sum, long size) throws SnapshotFormatException {
        if (entry.getSize() != size) {
            throw wrong("it unpacks to " + size + " bytes, but the zip says " + entry.getSize());
        }
        if (entry.getCrc() != sum) {
            throw wrong("its checksum is not that of its content");
        }
    }

    /** What follows the last entry: the end record is there. */
    private void readRest() throws IOException {
        if (bytes.failure().isPresent()) {
            throw faults.of("", bytes.failure().get());
        }
        byte[] buffer = new byte[BUFFER];
        while (bytes.read(buffer, 0, buffer.length) >= 0) {
            // the last bytes are remembered
        }
    }

    /** A name without an ending, or with a number as in {@code logid.logid}, says nothing else. */
    private static boolean isCsv(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1);
        boolean isBare =
                !name.isEmpty() && (ending.equals(name) || ending.chars().allMatch(Character::isDigit));
        return isBare || FeedLayout.isData(name);
    }

    private SnapshotFormatException wrong(String reason) {
        return faults.wrong(entryName, reason);
    }

    /** Unpacks what needs no further library. */
    private static final class Unpacker extends ZipArchiveInputStream {

        Unpacker(InputStream content) {
            super(content, "UTF8", true, true);
        }

        /** Nothing: such an entry is refused before it is read. */
        @Override
        protected InputStream createZstdInputStream(InputStream in) {
            return InputStream.nullInputStream();
        }
    }
}
