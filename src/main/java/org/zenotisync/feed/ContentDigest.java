package org.zenotisync.feed;

import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Digests of the bytes of an object as S3 stores them. An ETag is not such a digest: it is the MD5 only of an object
 * that was put in one part and without the key service (SSE-KMS). After a multipart upload, an encryption or a
 * replication it is something else.
 *
 * @param sha256 in hex
 * @param md5 in hex
 */
public record ContentDigest(String sha256, String md5) {

    private static final String SHA_256 = "SHA-256";
    private static final String MD5 = "MD5";

    /** The beginning of a digest that the manifest keeps. */
    private static final String SHA_256_PREFIX = "sha256:";

    private static final String MD5_PREFIX = "md5:";

    private static final Pattern PLAIN_ETAG = Pattern.compile("\"?([0-9a-f]{32})\"?", Pattern.CASE_INSENSITIVE);
    private static final Pattern ONE_PART_ETAG = Pattern.compile("\"?([0-9a-f]{32})-1\"?", Pattern.CASE_INSENSITIVE);

    private static final int BUFFER = 64 * 1024;

    /** Reads a stream to its end. */
    public static ContentDigest of(InputStream content) throws IOException {
        MessageDigest sha256 = digest(SHA_256);
        MessageDigest md5 = digest(MD5);
        byte[] buffer = new byte[BUFFER];
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            sha256.update(buffer, 0, read);
            md5.update(buffer, 0, read);
        }
        return new ContentDigest(hex(sha256), hex(md5));
    }

    /** A stream that makes the digest of what is read from it. */
    public static DigestInputStream reading(InputStream content) {
        return new DigestInputStream(content, digest(SHA_256));
    }

    /** The digest of what was read from a stream of {@link #reading}, in the form of the manifest. */
    public static String kept(DigestInputStream content) {
        return SHA_256_PREFIX + hex(content.getMessageDigest());
    }

    /** The form that the manifest keeps. */
    public String kept() {
        return SHA_256_PREFIX + sha256;
    }

    /** Whether a digest of the manifest belongs to the same bytes. */
    public boolean isKeptAs(String kept) {
        return kept.equals(kept()) || kept.equals(MD5_PREFIX + md5);
    }

    /** Whether an ETag shows that it belongs to the same bytes. If not, the bytes may still be the same. */
    public boolean isProvenBy(String etag) {
        Matcher plain = PLAIN_ETAG.matcher(etag);
        if (plain.matches()) {
            return plain.group(1).equalsIgnoreCase(md5);
        }
        Matcher onePart = ONE_PART_ETAG.matcher(etag);
        return onePart.matches() && onePart.group(1).equalsIgnoreCase(md5OfMd5());
    }

    /** A multipart upload has the MD5 of the MD5s of its parts. */
    private String md5OfMd5() {
        return HexFormat.of().formatHex(digest(MD5).digest(HexFormat.of().parseHex(md5)));
    }

    /** Whether an ETag may be the MD5 of the object's bytes. */
    public static boolean mayBeMd5(String etag) {
        return PLAIN_ETAG.matcher(etag).matches();
    }

    /** Whether an ETag may prove what the object's bytes were. */
    public static boolean mayProve(String etag) {
        return mayBeMd5(etag) || ONE_PART_ETAG.matcher(etag).matches();
    }

    /** An ETag that is the MD5 of the object's bytes, in the form of the manifest. */
    public static String keptMd5(String etag) {
        Matcher plain = PLAIN_ETAG.matcher(etag);
        if (!plain.matches()) {
            throw new IllegalArgumentException("not an MD5: " + etag);
        }
        return MD5_PREFIX + plain.group(1).toLowerCase(Locale.ROOT);
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }
}
