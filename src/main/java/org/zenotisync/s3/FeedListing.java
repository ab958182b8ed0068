package org.zenotisync.s3;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.zenotisync.feed.FeedLayout;
import org.zenotisync.feed.FeedObject;
import org.zenotisync.feed.ListingException;
import org.zenotisync.feed.Source;
import org.zenotisync.feed.UnknownKeys;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Lists a source with the client that Camel's aws2-s3 component uses. The component's own listObjects is one v1 call of
 * at most 1,000 keys without common prefixes; this class pages folders and long listings.
 */
public final class FeedListing {

    /** The most folders at one level: fourteen years of a new group every quarter of an hour. */
    static final int MOST_FOLDERS = 500_000;

    private final SourceClients clients;

    public FeedListing(SourceClients clients) {
        this.clients = clients;
    }

    /** Lists all sources with one client. */
    public FeedListing(S3Client client) {
        this(source -> client);
    }

    /**
     * One level of folders.
     *
     * @param folders names of the folders, without slashes
     * @param unknown objects beside them, without zero-byte folder markers and files that operating systems create
     */
    public record Level(List<String> folders, UnknownKeys unknown) {}

    /**
     * The folders and objects directly below a folder: one request per 1,000 of them.
     *
     * @throws ListingException if S3 does not list it, or if there are more than {@link #MOST_FOLDERS} folders
     */
    public Level level(Source source, String path) {
        String prefix = source.prefix() + path;
        List<String> folders = new ArrayList<>();
        UnknownKeys unknown = new UnknownKeys();
        list(source, path, request -> request.delimiter("/"), page -> {
            for (CommonPrefix folder : page.commonPrefixes()) {
                folders.add(folder.prefix()
                        .substring(prefix.length(), folder.prefix().length() - 1));
            }
            if (folders.size() > MOST_FOLDERS) {
                throw new ListingException(source.uri(prefix) + " has more than " + MOST_FOLDERS
                        + " folders; remove what does not belong there");
            }
            page.contents().stream()
                    .filter(object -> !isFolderMarker(object) && !FeedLayout.isLeftover(object.key()))
                    .forEach(object -> unknown.add(object.key()));
        });
        return new Level(folders, unknown);
    }

    /**
     * Passes on all objects below a folder, at any depth, as they are listed: one request per 1,000 of them. Folder
     * markers are left out.
     *
     * @throws ListingException if S3 does not list it
     */
    public void objects(Source source, String path, Consumer<FeedObject> objects) {
        list(source, path, request -> {}, page -> {
            for (S3Object object : page.contents()) {
                if (!isFolderMarker(object)) {
                    requireETag(source, object);
                    objects.accept(
                            new FeedObject(source, object.key(), object.eTag(), object.size(), object.lastModified()));
                }
            }
        });
    }

    /**
     * Checks with one request that S3 lists a source.
     *
     * @param timeout of the request, with its retries
     * @throws ListingException if S3 does not list it in this time
     */
    public void requireListable(Source source, Duration timeout) {
        try {
            ListObjectsV2Response page = clients.of(source).listObjectsV2(b -> b.bucket(source.bucket())
                    .prefix(source.prefix())
                    .maxKeys(1)
                    .encodingType(EncodingType.URL)
                    .overrideConfiguration(request -> request.apiCallTimeout(timeout)));
            requireListing(source.uri(source.prefix()), page);
        } catch (SdkException e) {
            throw new ListingException(source, "", S3Errors.text(e), e);
        }
    }

    private void list(
            Source source,
            String path,
            Consumer<ListObjectsV2Request.Builder> depth,
            Consumer<ListObjectsV2Response> pages) {
        String folder = source.uri(source.prefix() + path);
        String token = "";
        try {
            for (ListObjectsV2Response page : clients.of(source).listObjectsV2Paginator(b -> b.bucket(source.bucket())
                    .prefix(source.prefix() + path)
                    .applyMutation(depth)
                    // XML cannot hold every character of a key; the client decodes the answer
                    .encodingType(EncodingType.URL))) {
                requireListing(folder, page);
                pages.accept(page);
                // the paginator asks for a further page whenever it gets a token, even an old one with the last page
                if (!page.isTruncated()) {
                    return;
                }
                String next = page.nextContinuationToken();
                if (next == null) {
                    throw new ListingException("the server reports that " + folder
                            + " has more pages, but sends no token for the next one;" + " check AWS_ENDPOINT_URL_S3");
                }
                if (next.equals(token)) {
                    throw new ListingException("the server sends the same page of " + folder
                            + " again and again; check AWS_ENDPOINT_URL_S3");
                }
                token = next;
            }
        } catch (SdkException e) {
            throw new ListingException(source, path, S3Errors.text(e), e);
        }
    }

    /**
     * An answer that is not a listing, such as a page of a proxy, is read as an empty one: every table would look up to
     * date.
     */
    private static void requireListing(String folder, ListObjectsV2Response page) {
        boolean isListing = page.isTruncated() != null
                && page.contents().stream().allMatch(object -> object.key() != null && object.size() != null)
                && page.commonPrefixes().stream().allMatch(common -> common.prefix() != null);
        if (!isListing) {
            throw new ListingException("the answer of the server is not a listing of " + folder
                    + "; check AWS_ENDPOINT_URL_S3 and any proxy before it");
        }
    }

    private static void requireETag(Source source, S3Object object) {
        if (object.eTag() == null) {
            throw new ListingException("the server lists " + source.uri(object.key())
                    + " without an ETag, which shows whether an object has changed; check AWS_ENDPOINT_URL_S3");
        }
    }

    private static boolean isFolderMarker(S3Object object) {
        return object.size() == 0 && object.key().endsWith("/");
    }
}
