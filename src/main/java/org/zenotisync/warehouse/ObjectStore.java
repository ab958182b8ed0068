package org.zenotisync.warehouse;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a database that reads objects from S3 must know of their bucket. */
public interface ObjectStore {

    /** Knows the store of each object. */
    @FunctionalInterface
    interface OfObject {

        /**
         * The store of an object.
         *
         * @param uri {@code s3://bucket/key}
         */
        ObjectStore of(String uri);
    }

    /** The region of the bucket, for example {@code eu-west-1}. */
    String region();

    /**
     * The keys by which this program reads the bucket. They are secrets.
     *
     * @throws IllegalStateException if there are none
     */
    Keys keys();

    /** The role that Redshift assumes, after its own one, to read the bucket; empty if none is needed. */
    Optional<String> role();

    /**
     * Writes a small object, or overwrites it.
     *
     * @param uri {@code s3://bucket/key}
     * @throws RuntimeException of the S3 client, if it cannot be written
     */
    void put(String uri, String content);

    /** Removes an object; harmless if it does not exist, or must not be removed. */
    void delete(String uri);

    /**
     * Access keys.
     *
     * @param sessionToken null unless they are temporary ones
     */
    record Keys(String accessKeyId, String secretAccessKey, @Nullable String sessionToken) {

        @Override
        public String toString() {
            return "***";
        }
    }
}
