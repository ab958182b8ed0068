package org.zenotisync.testing;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.requestfilter.RequestFilterAction;
import com.github.tomakehurst.wiremock.extension.requestfilter.StubRequestFilterV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.zenotisync.config.SettingsSource;
import org.zenotisync.s3.S3Clients;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The program's own S3 client and a real S3 server. Between them are a connection that breaks on demand, and a proxy
 * that gives the answers of a faulty server.
 */
public final class FaultyS3 implements AutoCloseable {

    /** Requests that the client sends before it gives up. */
    public static final int ATTEMPTS = 2;

    private final S3Extension server;
    private final RequestHook hook = new RequestHook();
    private final WireMockServer proxy;
    private final BreakingLine line;
    private final S3Client client;

    /** @param silence how long the client waits for bytes */
    public FaultyS3(S3Extension server, Duration silence) throws IOException {
        this.server = server;
        proxy = new WireMockServer(wireMockConfig()
                .bindAddress("127.0.0.1")
                .dynamicPort()
                // signatures cover the host
                .preserveHostHeader(true)
                .preserveUserAgentProxyHeader(true)
                .extensions(hook));
        proxy.start();
        line = new BreakingLine(URI.create(proxy.baseUrl()));
        warmUp();
        client = newClient(silence);
    }

    /** The first answers may take longer than the client waits, on a busy machine. */
    private void warmUp() {
        heal();
        try (S3Client patient = newClient(Duration.ofSeconds(60))) {
            patient.listBuckets();
        }
    }

    private S3Client newClient(Duration silence) {
        return S3Clients.of(
                SettingsSource.of(Map.of(
                        "AWS_ENDPOINT_URL_S3",
                        line.endpoint().toString(),
                        "AWS_ACCESS_KEY_ID",
                        S3Server.ACCESS_KEY,
                        "AWS_SECRET_ACCESS_KEY",
                        S3Server.SECRET_KEY,
                        "AWS_MAX_ATTEMPTS",
                        Integer.toString(ATTEMPTS))),
                8,
                silence);
    }

    /** The client that meets the faults. */
    public S3Client client() {
        return client;
    }

    /** Removes all faults. */
    public void heal() {
        hook.none();
        line.heal();
        proxy.resetAll();
        proxy.stubFor(any(anyUrl())
                .atPriority(10)
                .willReturn(aResponse().proxiedFrom(server.endpoint().toString())));
    }

    /** Does something once, before a request for an object is answered. */
    public void before(String path, Runnable action) {
        hook.before(path, action);
    }

    /** Gives an answer to the next requests for an object; for {@link Integer#MAX_VALUE}, to all of them. */
    public void answer(String path, int answers, ResponseDefinitionBuilder answer) {
        answer(() -> get(urlPathEqualTo(path)), answers, answer);
    }

    /** Gives an answer to the next requests of a kind; for {@link Integer#MAX_VALUE}, to all of them. */
    public void answer(Supplier<MappingBuilder> request, int answers, ResponseDefinitionBuilder answer) {
        if (answers == Integer.MAX_VALUE) {
            proxy.stubFor(request.get().atPriority(1).willReturn(answer));
            return;
        }
        String state = Scenario.STARTED;
        for (int i = 1; i <= answers; i++) {
            proxy.stubFor(request.get()
                    .atPriority(1)
                    .inScenario("trouble")
                    .whenScenarioStateIs(state)
                    .willSetStateTo("answered " + i)
                    .willReturn(answer));
            state = "answered " + i;
        }
    }

    /**
     * Breaks the next answers with the content of an object.
     *
     * @param bytes of the content that come through
     */
    public void breakLine(String path, int bytes, BreakingLine.Break how, int answers) {
        line.breakAt("GET " + path + " ", bytes, how, answers);
    }

    /** The number of requests for an object since the last {@link #heal}. */
    public int requests(String path) {
        return requests(getRequestedFor(urlPathEqualTo(path)));
    }

    /** The number of requests of a kind since the last {@link #heal}. */
    public int requests(RequestPatternBuilder kind) {
        return proxy.findAll(kind).size();
    }

    /** An answer of S3 that is an error. */
    public static ResponseDefinitionBuilder error(int status, String code, String message) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/xml")
                .withBody("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + code + "</Code><Message>"
                        + message + "</Message><RequestId>4711</RequestId></Error>");
    }

    @Override
    public void close() throws IOException {
        client.close();
        line.close();
        proxy.stop();
    }

    private static final class RequestHook implements StubRequestFilterV2 {

        private final Map<String, Runnable> hooks = new ConcurrentHashMap<>();

        void before(String path, Runnable hook) {
            hooks.put(path, hook);
        }

        void none() {
            hooks.clear();
        }

        @Override
        public RequestFilterAction filter(Request request, ServeEvent event) {
            Runnable hook = hooks.remove(request.getUrl().replaceFirst("\\?.*", ""));
            if (hook != null) {
                hook.run();
            }
            return RequestFilterAction.continueWith(request);
        }

        @Override
        public String getName() {
            return "request-hook";
        }
    }
}
