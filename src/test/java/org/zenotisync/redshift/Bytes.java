package org.zenotisync.redshift;

import java.util.Arrays;

/** Bytes that are added one by one and used again and again. */
final class Bytes {

    private byte[] bytes = new byte[1024];
    private int size;

    void add(int value) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * size);
        }
        bytes[size++] = (byte) value;
    }

    void cutTo(int newSize) {
        size = newSize;
    }

    int size() {
        return size;
    }

    int last() {
        return bytes[size - 1];
    }

    byte[] copy(int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }
}
