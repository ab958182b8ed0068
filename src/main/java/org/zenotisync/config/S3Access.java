package org.zenotisync.config;

import java.net.URI;
import java.util.Optional;

/**
 * How the bucket of one source is reached, where its settings differ from those of the program.
 *
 * @param region empty for that of the program
 * @param endpoint address of another S3 server; empty for that of the program
 * @param keys empty for the credentials of the program
 * @param profile name of a profile in the AWS files, whose credentials are used; empty for those of the program
 * @param roleArn role that is assumed with these credentials; empty for none
 */
public record S3Access(
        Optional<String> region,
        Optional<URI> endpoint,
        Optional<Keys> keys,
        Optional<String> profile,
        Optional<String> roleArn) {

    /** A bucket that is reached as the program reaches any bucket. */
    public static final S3Access OF_PROGRAM =
            new S3Access(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * Access keys. They are secrets.
     *
     * @param sessionToken empty unless they are temporary ones
     */
    public record Keys(String accessKeyId, String secretAccessKey, Optional<String> sessionToken) {

        @Override
        public String toString() {
            return "***";
        }
    }

    /** Whether the bucket is reached as the program reaches any bucket. */
    public boolean isOfProgram() {
        return equals(OF_PROGRAM);
    }
}
