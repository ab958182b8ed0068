package org.zenotisync.redshift;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A bucket and a key, or the beginning of one. */
record S3Address(String bucket, String key) {

    private static final Pattern URI = Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/(.+)", Pattern.DOTALL);

    static boolean isAddress(String uri) {
        return URI.matcher(uri).matches();
    }

    static S3Address of(String uri) {
        Matcher matcher = URI.matcher(uri);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(uri);
        }
        return new S3Address(matcher.group(1), matcher.group(2));
    }

    String uri() {
        return "s3://" + bucket + "/" + key;
    }
}
