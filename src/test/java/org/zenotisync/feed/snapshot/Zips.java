package org.zenotisync.feed.snapshot;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipMethod;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/** Makes zips as several programs write them. Names and texts alternate in the arguments. */
public final class Zips {

    private static final int WITH_DESCRIPTOR = 1 << 3;

    private Zips() {}

    /** Deflated, with sums behind the content: what is usual for a program that writes to a stream. */
    public static byte[] deflated(String... namesAndTexts) {
        return written(out -> {
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                for (int i = 0; i < namesAndTexts.length; i += 2) {
                    zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
                    zip.write(bytes(namesAndTexts[i + 1]));
                    zip.closeEntry();
                }
            }
        });
    }

    /** Not packed, with sums before the content. */
    public static byte[] stored(String... namesAndTexts) {
        return written(out -> {
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                for (int i = 0; i < namesAndTexts.length; i += 2) {
                    byte[] content = bytes(namesAndTexts[i + 1]);
                    ZipEntry entry = new ZipEntry(namesAndTexts[i]);
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(content.length);
                    entry.setCrc(crc(content));
                    zip.putNextEntry(entry);
                    zip.write(content);
                    zip.closeEntry();
                }
            }
        });
    }

    /** Deflated, as Zip64 although it is small. */
    static byte[] zip64(String... namesAndTexts) {
        return written(out -> {
            try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(out)) {
                zip.setUseZip64(Zip64Mode.Always);
                for (int i = 0; i < namesAndTexts.length; i += 2) {
                    zip.putArchiveEntry(new ZipArchiveEntry(namesAndTexts[i]));
                    zip.write(bytes(namesAndTexts[i + 1]));
                    zip.closeArchiveEntry();
                }
            }
        });
    }

    /** Packed by bzip2. */
    static byte[] bzip2(String name, String text) {
        byte[] content = bytes(text);
        byte[] packed = written(out -> {
            try (BZip2CompressorOutputStream bzip2 = new BZip2CompressorOutputStream(out)) {
                bzip2.write(content);
            }
        });
        return written(out -> {
            try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(out)) {
                ZipArchiveEntry entry = new ZipArchiveEntry(name);
                entry.setMethod(ZipMethod.BZIP2.getCode());
                entry.setSize(content.length);
                entry.setCompressedSize(packed.length);
                entry.setCrc(crc(content));
                zip.addRawArchiveEntry(entry, new ByteArrayInputStream(packed));
            }
        });
    }

    /** Deflate64, as Windows packs large files; 7-Zip has made it of 40 lines of text. */
    static byte[] deflate64() {
        return Base64.getDecoder()
                .decode("UEsDBBUAAAAJAEdmfV0S/9vCVQAAADcBAAAFAAAAdC5jc3YtzKERgDAMQFHfWSqapG3CFAwBpnfc"
                        + "IcCwPSJfPffWWY/1fkXq/lx30cSSnoxkJp5EsiXSUFDRsOPAiY6BfNpQUNGw48CJjoF81lBQ0bDj"
                        + "wImOgXw/UEsBAj8DFQAAAAkAR2Z9XRL/28JVAAAANwEAAAUAJAAAAAAAAAAggKSBAAAAAHQuY3N2"
                        + "CgAgAAAAAAABABgApn0pLACA3QEAAAAAAAAAAAAAAAAAAAAAUEsFBgAAAAABAAEAVwAAAHgAAAAA"
                        + "AA==");
    }

    /** Not packed, with sums behind the content. */
    static byte[] storedWithDescriptor(String name, String text) {
        byte[] content = bytes(text);
        ByteBuffer zip = ByteBuffer.allocate(content.length + 2 * name.length() + 30 + 16 + 46 + 22)
                .order(ByteOrder.LITTLE_ENDIAN);
        zip.putInt(0x04034b50).putShort((short) 20).putShort((short) WITH_DESCRIPTOR);
        zip.putShort((short) 0).putInt(0).putInt(0).putInt(0).putInt(0);
        zip.putShort((short) name.length()).putShort((short) 0).put(bytes(name));
        zip.put(content);
        zip.putInt(0x08074b50).putInt((int) crc(content)).putInt(content.length).putInt(content.length);
        int directory = zip.position();
        zip.putInt(0x02014b50).putShort((short) 20).putShort((short) 20).putShort((short) WITH_DESCRIPTOR);
        zip.putShort((short) 0)
                .putInt(0)
                .putInt((int) crc(content))
                .putInt(content.length)
                .putInt(content.length);
        zip.putShort((short) name.length())
                .putInt(0)
                .putInt(0)
                .putInt(0)
                .putInt(0)
                .put(bytes(name));
        int end = zip.position();
        zip.putInt(0x06054b50).putInt(0).putShort((short) 1).putShort((short) 1);
        zip.putInt(end - directory).putInt(directory).putShort((short) 0);
        return zip.array();
    }

    /** A Zip64 with one entry of zeros, {@code bytes} of them, made of blocks of 64 MB. */
    public static byte[] zeros(String name, long bytes) {
        int block = 64 << 20;
        byte[] packed = zeroBlock(block);
        byte[] end = {3, 0};
        long blocks = bytes / block;
        CRC32 sum = new CRC32();
        byte[] zeros = new byte[1 << 20];
        for (long i = 0; i < bytes / zeros.length; i++) {
            sum.update(zeros);
        }
        long size = blocks * packed.length + end.length;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer header = ByteBuffer.allocate(30 + name.length() + 20).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(0x04034b50).putShort((short) 45).putShort((short) WITH_DESCRIPTOR);
        header.putShort((short) 8).putInt(0).putInt(0).putInt(-1).putInt(-1);
        header.putShort((short) name.length()).putShort((short) 20).put(bytes(name));
        header.putShort((short) 1).putShort((short) 16).putLong(0).putLong(0);
        out.writeBytes(header.array());
        for (long i = 0; i < blocks; i++) {
            out.writeBytes(packed);
        }
        out.writeBytes(end);
        ByteBuffer rest =
                ByteBuffer.allocate(24 + 46 + name.length() + 20 + 56 + 20 + 22).order(ByteOrder.LITTLE_ENDIAN);
        rest.putInt(0x08074b50).putInt((int) sum.getValue()).putLong(size).putLong(blocks * block);
        long directory = out.size() + 24L;
        rest.putInt(0x02014b50).putShort((short) 45).putShort((short) 45).putShort((short) WITH_DESCRIPTOR);
        rest.putShort((short) 8)
                .putInt(0)
                .putInt((int) sum.getValue())
                .putInt(-1)
                .putInt(-1);
        rest.putShort((short) name.length()).putShort((short) 20).putShort((short) 0);
        rest.putInt(0).putInt(0).putInt(0).put(bytes(name));
        rest.putShort((short) 1).putShort((short) 16).putLong(blocks * block).putLong(size);
        long zip64 = directory + 46 + name.length() + 20;
        rest.putInt(0x06064b50)
                .putLong(44)
                .putShort((short) 45)
                .putShort((short) 45)
                .putInt(0)
                .putInt(0);
        rest.putLong(1).putLong(1).putLong(zip64 - directory).putLong(directory);
        rest.putInt(0x07064b50).putInt(0).putLong(zip64).putInt(1);
        rest.putInt(0x06054b50)
                .putInt(0)
                .putShort((short) -1)
                .putShort((short) -1)
                .putInt(-1)
                .putInt(-1);
        rest.putShort((short) 0);
        out.writeBytes(rest.array());
        return out.toByteArray();
    }

    /** Blocks that can be repeated: they refer to nothing before them, and end at a byte. */
    private static byte[] zeroBlock(int bytes) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(new byte[bytes]);
        byte[] buffer = new byte[1 << 20];
        int length = deflater.deflate(buffer, 0, buffer.length, Deflater.FULL_FLUSH);
        deflater.end();
        return Arrays.copyOf(buffer, length);
    }

    /** The zip with a number of two bytes in another place changed. */
    static byte[] with(byte[] zip, int at, int value) {
        byte[] changed = zip.clone();
        ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putShort(at, (short) value);
        return changed;
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static long crc(byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return crc.getValue();
    }

    /** Writes to a stream without places to go back to. */
    @FunctionalInterface
    interface Writing {
        void to(ByteArrayOutputStream out) throws IOException;
    }

    static byte[] written(Writing writing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A stream that gives few bytes at once. */
    static InputStream inPieces(byte[] content, int piece) {
        return new ByteArrayInputStream(content) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, Math.min(length, piece));
            }
        };
    }
}
