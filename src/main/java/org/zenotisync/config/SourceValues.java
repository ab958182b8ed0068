package org.zenotisync.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values that name the source. People paste the address that a console or the AWS CLI shows: it belongs into two
 * settings.
 */
final class SourceValues {

    /**
     * An address of S3, such as {@code s3://bucket/folder}, {@code s3a://bucket} or {@code arn:aws:s3:::bucket/folder}.
     */
    private static final Pattern ADDRESS = Pattern.compile("(?i)(?:s3[an]?://+|arn:aws[a-z-]*:s3:::)([^/]*)(.*)");

    private SourceValues() {}

    /** The name of a bucket. */
    static ValueType<String> bucket() {
        return new ValueType<>("name of a bucket", (name, text) -> {
            String bucket = text.strip();
            Matcher address = ADDRESS.matcher(bucket);
            if (address.matches()) {
                String folder = folder(address);
                throw new ConfigException(name + ": '" + bucket + "' is an address, not the name of a bucket; set "
                        + sibling(name, "bucket") + "=" + address.group(1)
                        + (folder.isEmpty() ? "" : " and " + sibling(name, "prefix") + "=" + folder));
            }
            if (!bucket.matches("[A-Za-z0-9][A-Za-z0-9._-]{1,62}")) {
                throw new ConfigException(name + ": '" + bucket
                        + "' is not the name of a bucket (3 to 63 letters, digits, '.', '-'; a folder goes into "
                        + sibling(name, "prefix")
                        + ")");
            }
            return bucket;
        });
    }

    /** A folder of the bucket. */
    static ValueType<String> prefix() {
        return new ValueType<>("folder", (name, text) -> {
            String prefix = text.strip();
            Matcher address = ADDRESS.matcher(prefix);
            if (address.matches()) {
                String folder = folder(address);
                throw new ConfigException(
                        name + ": '" + prefix + "' is an address, not a folder; set " + sibling(name, "bucket") + "="
                                + address.group(1)
                                + (folder.isEmpty() ? " and leave " + name + " empty" : " and " + name + "=" + folder));
            }
            if (prefix.contains("*") || prefix.contains("?")) {
                throw new ConfigException(name + ": '" + prefix
                        + "' has a wildcard; set the one folder that holds SchemaFull and the PODs, without * and ?"
                        + " (zenoti.include and zenoti.exclude choose tables)");
            }
            return prefix;
        });
    }

    /** Another setting of the same source. */
    private static String sibling(String name, String member) {
        return name.substring(0, name.lastIndexOf('.') + 1) + member;
    }

    private static String folder(Matcher address) {
        return address.group(2).replaceAll("^/+|/+$", "");
    }
}
