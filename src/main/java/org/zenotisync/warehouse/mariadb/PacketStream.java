package org.zenotisync.warehouse.mariadb;

import java.io.ByteArrayInputStream;

/**
 * Rows for LOAD DATA LOCAL, as much at once as fits into a packet of MariaDB's driver. The driver asks for four bytes
 * more: for each of these it makes a buffer of 128 KB, and throws it away after the packet (PacketWriter in 3.5.6).
 */
final class PacketStream extends ByteArrayInputStream {

    /** The bytes of the driver's first buffer, without the header of a packet. */
    static final int MOST = 8 * 1024 - 4;

    /** @param length of the rows, which are the first bytes of the text */
    PacketStream(byte[] text, int length) {
        super(text, 0, length);
    }

    @Override
    public synchronized int read(byte[] packet, int offset, int length) {
        return super.read(packet, offset, Math.min(length, MOST));
    }
}
