package org.zenotisync.announce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A web hook that receives events. It can refuse some, or accept them and fail to say so. */
final class EventReceiver implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Received> all = new ArrayList<>();
    private final HttpServer server;
    private volatile Function<JsonNode, Answer> answers = event -> Answer.TAKE;

    /** What it does with an event. */
    enum Answer {
        TAKE,
        REFUSE,
        TAKE_AND_FAIL
    }

    /** An event that was taken, with the query and headers of its request. */
    record Received(JsonNode event, String query, Map<String, String> headers) {

        String id() {
            return event.get("id").asText();
        }

        String type() {
            return event.get("type").asText().replace("org.zenotisync.", "");
        }

        String subject() {
            return event.get("subject").asText();
        }

        JsonNode data() {
            return event.get("data");
        }
    }

    EventReceiver() {
        this(0);
    }

    /** @param port 0 for any that is free */
    EventReceiver(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::handle);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** The value of {@code zenoti.events.to}. */
    static String uri(int port) {
        return "http://localhost:" + port + "/hook?token=geheim";
    }

    /** Decides on each event that comes from now on. */
    void answer(Function<JsonNode, Answer> how) {
        answers = how;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode event = JSON.readTree(exchange.getRequestBody());
            Map<String, String> headers = new LinkedHashMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
            int status = 204;
            synchronized (all) {
                Answer answer = answers.apply(event);
                if (answer != Answer.REFUSE) {
                    all.add(new Received(event, exchange.getRequestURI().getRawQuery(), headers));
                }
                if (answer != Answer.TAKE) {
                    status = 503;
                }
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }

    /** Everything that was taken, repetitions included. */
    List<Received> all() {
        synchronized (all) {
            return List.copyOf(all);
        }
    }

    /** Everything that was taken, without the repetitions of an id. */
    List<Received> distinct() {
        Map<String, Received> byId = new LinkedHashMap<>();
        all().forEach(received -> byId.putIfAbsent(received.id(), received));
        return List.copyOf(byId.values());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
