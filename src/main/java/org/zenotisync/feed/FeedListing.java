package org.zenotisync.feed;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
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

    /** The folders and objects directly below a folder: one request per 1,000 of them. */
    public Level level(Source source, String path) {
        String prefix = source.prefix() + path;
        List<String> folders = new ArrayList<>();
        List<FeedObject> objects = new ArrayList<>();
        for (ListObjectsV2Response page : client.listObjectsV2Paginator(
                request(source, prefix).delimiter("/").build())) {
            for (CommonPrefix folder : page.commonPrefixes()) {
                folders.add(folder.prefix()
                        .substring(prefix.length(), folder.prefix().length() - 1));
            }
            addObjects(source, page, objects);
        }
        return new Level(folders, objects);
    }

    /** All objects below a folder, at any depth: one request per 1,000 of them. */
    public List<FeedObject> objects(Source source, String path) {
        List<FeedObject> objects = new ArrayList<>();
        for (ListObjectsV2Response page : client.listObjectsV2Paginator(
                request(source, source.prefix() + path).build())) {
            addObjects(source, page, objects);
        }
        return objects;
    }

    private static ListObjectsV2Request.Builder request(Source source, String prefix) {
        return ListObjectsV2Request.builder().bucket(source.bucket()).prefix(prefix);
    }

    private static void addObjects(Source source, ListObjectsV2Response page, List<FeedObject> objects) {
        for (S3Object object : page.contents()) {
            if (!isFolderMarker(object)) {
                objects.add(new FeedObject(source, object.key(), object.eTag(), object.size(), object.lastModified()));
            }
        }
    }

    private static boolean isFolderMarker(S3Object object) {
        return object.size() == 0 && object.key().endsWith("/");
    }
}
