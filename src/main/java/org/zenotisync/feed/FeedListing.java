package org.zenotisync.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Lists a source with the client that Camel's aws2-s3 component uses. The component's own listObjects is one v1 call of
 * at most 1,000 keys without common prefixes, so folders and long listings are paged here.
 */
public final class FeedListing {

    private final S3Client client;

    public FeedListing(S3Client client) {
        this.client = client;
    }

    /**
     * One level of folders.
     *
     * @param folders names of the folders, without slashes
     * @param objects objects that lie beside them; zero-byte folder markers are left out
     */
    public record Level(List<String> folders, List<FeedObject> objects) {}

    /**
     * The folders and objects directly below a folder: one request per 1,000 of them.
     *
     * @throws ListingException if S3 does not list it
     */
    public Level level(Source source, String path) {
        String prefix = source.prefix() + path;
        List<String> folders = new ArrayList<>();
        List<FeedObject> objects = new ArrayList<>();
        list(source, path, "/", page -> {
            for (CommonPrefix folder : page.commonPrefixes()) {
                folders.add(folder.prefix()
                        .substring(prefix.length(), folder.prefix().length() - 1));
            }
            addObjects(source, page, objects);
        });
        return new Level(folders, objects);
    }

    /**
     * All objects below a folder, at any depth: one request per 1,000 of them.
     *
     * @throws ListingException if S3 does not list it
     */
    public List<FeedObject> objects(Source source, String path) {
        List<FeedObject> objects = new ArrayList<>();
        list(source, path, null, page -> addObjects(source, page, objects));
        return objects;
    }

    private void list(Source source, String path, String delimiter, Consumer<ListObjectsV2Response> pages) {
        try {
            client.listObjectsV2Paginator(b -> b.bucket(source.bucket())
                            .prefix(source.prefix() + path)
                            .delimiter(delimiter))
                    .forEach(pages);
        } catch (SdkException e) {
            throw new ListingException(source, path, e);
        }
    }

    private static void addObjects(Source source, ListObjectsV2Response page, List<FeedObject> objects) {
        for (S3Object object : page.contents()) {
            if (!isFolderMarker(object)) {
                requireETag(source, object);
                objects.add(new FeedObject(source, object.key(), object.eTag(), object.size(), object.lastModified()));
            }
        }
    }

    private static void requireETag(Source source, S3Object object) {
        if (object.eTag() == null) {
            throw new ListingException(
                    "the server lists " + source.uri(object.key()) + " without an ETag, by which changes are noticed");
        }
    }

    private static boolean isFolderMarker(S3Object object) {
        return object.size() == 0 && object.key().endsWith("/");
    }
}
