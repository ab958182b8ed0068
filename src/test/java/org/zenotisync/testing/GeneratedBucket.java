package org.zenotisync.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Answers ListObjectsV2 of a bucket whose objects nobody holds: they are made page by page, all of no bytes. */
public final class GeneratedBucket implements AutoCloseable {

    private static final int PAGE = 1000;

    static {
        // otherwise each answer waits 40 ms for the acknowledgement of its head
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** Objects below a folder. */
    private record Content(int objects, IntFunction<String> key) {}

    private final Map<String, List<String>> folders = new TreeMap<>();
    private final Map<String, Content> contents = new TreeMap<>();
    private final Runnable beforePage;
    private final HttpServer server;
    private int pages;

    /** @param beforePage is run before each page is answered */
    public GeneratedBucket(Runnable beforePage) {
        this.beforePage = beforePage;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /** Makes what a folder holds when it is listed with a delimiter. */
    public GeneratedBucket level(String prefix, String... subfolders) {
        folders.put(prefix, List.of(subfolders));
        return this;
    }

    /** Makes what a folder holds when it is listed without a delimiter. */
    public GeneratedBucket objects(String prefix, int count, IntFunction<String> key) {
        contents.put(prefix, new Content(count, key));
        return this;
    }

    /** Pages that were answered. */
    public int pages() {
        return pages;
    }

    public S3Client client() {
        return S3Client.builder()
                .endpointOverride(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build();
    }

    private void answer(HttpExchange exchange) throws IOException {
        pages++;
        beforePage.run();
        Map<String, String> query = Arrays.stream(
                        exchange.getRequestURI().getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> pair[0],
                        pair -> pair.length < 2 ? "" : URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        String prefix = query.getOrDefault("prefix", "");
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                + "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Prefix>" + prefix
                + "</Prefix>");
        if (query.containsKey("delimiter")) {
            folders.getOrDefault(prefix, List.of()).forEach(folder -> xml.append("<CommonPrefixes><Prefix>")
                    .append(prefix)
                    .append(folder)
                    .append("/</Prefix></CommonPrefixes>"));
            xml.append("<IsTruncated>false</IsTruncated>");
        } else {
            Content content = contents.getOrDefault(prefix, new Content(0, String::valueOf));
            int from = Integer.parseInt(query.getOrDefault("continuation-token", "0"));
            int to = Math.min(content.objects(), from + PAGE);
            for (int i = from; i < to; i++) {
                xml.append("<Contents><Key>")
                        .append(prefix)
                        .append(content.key().apply(i))
                        .append("</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified>")
                        .append("<ETag>&quot;d41d8cd98f00b204e9800998ecf8427e&quot;</ETag><Size>0</Size></Contents>");
            }
            xml.append("<IsTruncated>").append(to < content.objects()).append("</IsTruncated>");
            // with the last page too, as some servers do
            xml.append("<NextContinuationToken>").append(to).append("</NextContinuationToken>");
        }
        byte[] body = xml.append("</ListBucketResult>").toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
