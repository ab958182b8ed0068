package org.zenotisync.feed;

/**
 * How much packed data may unpack to, so that a small object cannot fill a database.
 *
 * @param bytes that one object may unpack to
 * @param freeBytes unpacked bytes from which the ratio counts
 * @param ratio how many times its packed size an object may unpack to
 */
public record UnpackedBounds(long bytes, long freeBytes, int ratio) {

    /**
     * 64 GB of one object, and 200 times its size after the first 64 MB. Rows of a table unpack to 5 to 50 times their
     * packed size; deflate can reach a thousand times.
     */
    public static final UnpackedBounds USUAL = new UnpackedBounds(64L << 30, 64L << 20, 200);

    /**
     * Whether an object has unpacked to too much.
     *
     * @param given unpacked bytes so far
     * @param read packed bytes so far
     */
    public boolean areExceeded(long given, long read) {
        return given > bytes || given > freeBytes && given / ratio > read;
    }

    /**
     * What is wrong with an object that has unpacked to too much.
     *
     * @param given unpacked bytes so far
     */
    public String complaint(long given) {
        return "it unpacks to more than " + (given > bytes ? (bytes >> 30) + " GB" : ratio + " times its size")
                + ", which no file of the feed does";
    }
}
