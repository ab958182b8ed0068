package org.zenotisync.privacy;

import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;

/**
 * Hashes values: HMAC-SHA-256 of their {@link CanonicalText}, in lower-case hexadecimal digits. Equal values have equal
 * digests, whatever the types of their columns. The returned bytes are valid until the next call. For one thread.
 */
public final class ValueHasher {

    /** Bytes of a digest in hexadecimal digits. */
    public static final int LENGTH = 64;

    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int BYTES = LENGTH / 2;

    private final MessageDigest inner;
    private final MessageDigest outer;
    private final CanonicalText canonical = new CanonicalText();
    private final byte[] digest = new byte[BYTES];
    private final byte[] hex = new byte[LENGTH];

    /**
     * @param inner the state after the inner pad; only copied
     * @param outer the state after the outer pad; only copied
     */
    ValueHasher(MessageDigest inner, MessageDigest outer) {
        this.inner = inner;
        this.outer = outer;
    }

    /** The digest of a text of at least one byte, as it is. */
    public byte[] text(byte[] utf8, int offset, int length) {
        try {
            MessageDigest state = (MessageDigest) inner.clone();
            state.update(utf8, offset, length);
            state.digest(digest, 0, BYTES);
            state = (MessageDigest) outer.clone();
            state.update(digest, 0, BYTES);
            state.digest(digest, 0, BYTES);
        } catch (CloneNotSupportedException | DigestException e) {
            throw new IllegalStateException("the SHA-256 of this Java platform cannot be used", e);
        }
        for (int i = 0; i < BYTES; i++) {
            hex[2 * i] = DIGITS[digest[i] >> 4 & 0xf];
            hex[2 * i + 1] = DIGITS[digest[i] & 0xf];
        }
        return hex;
    }

    byte[] truth(boolean value) {
        canonical.truth(value);
        return written();
    }

    byte[] integer(long value) {
        canonical.integer(value);
        return written();
    }

    /** A DECIMAL as {@link org.zenotisync.warehouse.RowSink#putDecimal} takes it, and its scale. */
    byte[] decimal(long high, long low, int scale) {
        canonical.decimal(high, low, scale);
        return written();
    }

    /** A REAL: the shortest text of a float. */
    byte[] real(float value) {
        canonical.real(value);
        return written();
    }

    byte[] floating(double value) {
        canonical.floating(value);
        return written();
    }

    byte[] date(int epochDay) {
        canonical.date(epochDay);
        return written();
    }

    byte[] time(long microsOfDay) {
        canonical.time(microsOfDay);
        return written();
    }

    /** @param isZoned whether it is a TIMESTAMPTZ, in UTC */
    byte[] timestamp(long epochMicros, boolean isZoned) {
        canonical.timestamp(epochMicros, isZoned);
        return written();
    }

    private byte[] written() {
        return text(canonical.bytes(), 0, canonical.length());
    }
}
