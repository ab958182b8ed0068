package org.zenotisync.web;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens that prove that a form was on a page of this process for the same user: another site cannot read them, so it
 * cannot send the form in the user's name.
 */
final class FormTokens {

    private static final Duration VALID = Duration.ofHours(12);
    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern TOKEN = Pattern.compile("([0-9]{1,15})-([0-9a-f]{64})");

    private final SecretKeySpec key;
    private final Clock clock;

    FormTokens(Clock clock) {
        this.clock = clock;
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, ALGORITHM);
    }

    /** A token for a user. */
    String of(String user) {
        long until = clock.instant().plus(VALID).getEpochSecond();
        return until + "-" + signature(user, until);
    }

    /** Whether a token was made for a user, and is not too old. */
    boolean isValid(String token, String user) {
        Matcher parts = TOKEN.matcher(token);
        if (!parts.matches()) {
            return false;
        }
        long until = Long.parseLong(parts.group(1));
        boolean isSigned = MessageDigest.isEqual(
                signature(user, until).getBytes(StandardCharsets.US_ASCII),
                parts.group(2).getBytes(StandardCharsets.US_ASCII));
        return isSigned && clock.instant().getEpochSecond() <= until;
    }

    private String signature(String user, long until) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal((until + "\n" + user).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
        }
    }
}
