package org.zenotisync.web;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.Optional;
import java.util.regex.Pattern;
import org.zenotisync.config.WebConfig;

/**
 * Which requests the page answers. A browser sends requests in the name of other sites, too: of one whose name leads to
 * this machine (DNS rebinding), or of one that includes parts of this page.
 */
final class Visitors {

    private static final Pattern ADDRESS =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[?[0-9A-Fa-f]*:[0-9A-Fa-f:.]*]?");

    private Visitors() {}

    /**
     * Whether the page may be asked for under this name. Without users, everybody who reaches the port sees the page,
     * and so would every site that has given this machine a name of its own: only addresses, {@code localhost} and the
     * configured name are accepted. With users, a browser does not send a password to another name.
     *
     * @param asked the name in the request; empty if it has none, or none that can be read
     */
    static boolean isNamedRight(Optional<HostAndPort> asked, WebConfig config) {
        return config.needsSignIn()
                || asked.map(HostAndPort::host)
                        .filter(host -> ADDRESS.matcher(host).matches()
                                || host.equalsIgnoreCase("localhost")
                                || host.equalsIgnoreCase(config.host()))
                        .isPresent();
    }

    /** Whether a browser wants to build the answer into a page of another site. */
    static boolean isForAnotherSite(HttpServerRequest request) {
        String destination =
                Optional.ofNullable(request.getHeader("Sec-Fetch-Dest")).orElse("document");
        boolean isVisit = "navigate".equals(request.getHeader("Sec-Fetch-Mode")) && destination.equals("document");
        return "cross-site".equals(request.getHeader("Sec-Fetch-Site")) && !isVisit;
    }
}
