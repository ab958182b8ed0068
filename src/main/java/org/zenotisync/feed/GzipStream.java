package org.zenotisync.feed;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks gzip (RFC 1952) while it is read. All members are read, even if the network has a pause between them, which
 * the JDK's own stream takes for the end. Sums are checked. An end within a member, and anything but zeros after the
 * last one, is an error. The unpacked size is limited, so that a small object cannot fill a database.
 */
final class GzipStream extends InputStream {

    static final int MAGIC_1 = 0x1F;
    static final int MAGIC_2 = 0x8B;

    private static final int DEFLATE = 8;
    private static final int HAS_HEADER_SUM = 1 << 1;
    private static final int HAS_EXTRA = 1 << 2;
    private static final int HAS_NAME = 1 << 3;
    private static final int HAS_COMMENT = 1 << 4;
    private static final int RESERVED = 0xE0;

    private final InputStream packed;
    private final UnpackedBounds bounds;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 sum = new CRC32();
    private final byte[] buffer = new byte[64 * 1024];
    private int position;
    private int limit;
    private long read;
    private long given;
    private boolean isInMember;
    private boolean isAtEnd;

    GzipStream(InputStream packed, UnpackedBounds bounds) {
        this.packed = packed;
        this.bounds = bounds;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** @throws GzipException if the content is incomplete or wrong, or unpacks to too much */
    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!isAtEnd) {
            if (!isInMember && !beginMember()) {
                isAtEnd = true;
                break;
            }
            int count = inflate(bytes, offset, length);
            if (count > 0) {
                sum.update(bytes, offset, count);
                given += count;
                requireBounds();
                return count;
            }
            endMember();
        }
        return -1;
    }

    /** 0 at the end of the member. */
    private int inflate(byte[] bytes, int offset, int length) throws IOException {
        try {
            while (true) {
                int count = inflater.inflate(bytes, offset, length);
                if (count > 0 || inflater.finished()) {
                    return count;
                }
                if (inflater.needsDictionary()) {
                    throw wrong("it needs a dictionary");
                }
                if (position == limit && !fill()) {
                    throw cut();
                }
                inflater.setInput(buffer, position, limit - position);
                position = limit;
            }
        } catch (DataFormatException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private void endMember() throws IOException {
        position = limit - inflater.getRemaining();
        long expectedSum = number();
        long expectedLength = number();
        if (expectedSum != sum.getValue() || expectedLength != (inflater.getBytesWritten() & 0xFFFFFFFFL)) {
            throw wrong("its checksum is not that of its content");
        }
        isInMember = false;
    }

    /** Whether another member follows; zeros may follow the last one. */
    private boolean beginMember() throws IOException {
        boolean isFirst = read == 0;
        int first = next();
        while (!isFirst && first == 0) {
            first = next();
        }
        if (first < 0) {
            return false;
        }
        if (first != MAGIC_1 || required() != MAGIC_2 || required() != DEFLATE) {
            throw wrong("something else follows its compressed content");
        }
        int flags = required();
        if ((flags & RESERVED) != 0) {
            throw wrong("its header has unknown flags");
        }
        skip(6);
        if ((flags & HAS_EXTRA) != 0) {
            int low = required();
            skip(low | required() << Byte.SIZE);
        }
        skipText((flags & HAS_NAME) != 0);
        skipText((flags & HAS_COMMENT) != 0);
        skip((flags & HAS_HEADER_SUM) != 0 ? 2 : 0);
        inflater.reset();
        inflater.setInput(buffer, position, limit - position);
        position = limit;
        sum.reset();
        isInMember = true;
        return true;
    }

    private void skipText(boolean isThere) throws IOException {
        while (isThere && required() != 0) {
            // a text ends with NUL
        }
    }

    private void skip(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            required();
        }
    }

    private long number() throws IOException {
        long number = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            number |= (long) required() << i * Byte.SIZE;
        }
        return number;
    }

    private int required() throws IOException {
        int value = next();
        if (value < 0) {
            throw cut();
        }
        return value;
    }

    private int next() throws IOException {
        return position == limit && !fill() ? -1 : buffer[position++] & 0xff;
    }

    private boolean fill() throws IOException {
        int count;
        do {
            count = packed.read(buffer, 0, buffer.length);
        } while (count == 0);
        position = 0;
        limit = Math.max(0, count);
        read += limit;
        return count > 0;
    }

    private void requireBounds() throws GzipException {
        if (bounds.areExceeded(given, read)) {
            throw wrong(bounds.complaint(given));
        }
    }

    private static GzipException wrong(String reason) {
        return new GzipException("the gzip content cannot be unpacked: " + reason);
    }

    private static GzipException cut() {
        return new GzipException("the gzip content ends too early: the file was cut before it was stored");
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        packed.close();
    }
}
