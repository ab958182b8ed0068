package org.zenotisync.redshift;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The URL of a stand-in: that of a PostgreSQL database under another name, with parameters for what AWS's text leaves open.
 *
 * @param database the URL without parameters
 * @param postgres what PostgreSQL's driver is given
 * @param keepsReturns {@code crlf=keep}: a CR before the end of a line is part of the last field; else it is dropped
 * @param isQuotedEmptyNull {@code quotedempty=null}: EMPTYASNULL means quoted empty fields as well
 * @param requiresLockFirst {@code lock=first}: a LOCK behind the snapshot of its transaction is refused
 */
public record StandInUrl(
        String database, String postgres, boolean keepsReturns, boolean isQuotedEmptyNull, boolean requiresLockFirst) {

    static final String PREFIX = "jdbc:standin:redshift:";

    private static final Set<String> OWN = Set.of("crlf", "quotedempty", "lock");

    private static final String POSTGRES = "jdbc:postgresql:";

    static boolean isStandIn(String url) {
        return url.startsWith(PREFIX);
    }

    /** The stand-in on a database of PostgreSQL. */
    public static String on(String postgresUrl, String... parameters) {
        String url = PREFIX + postgresUrl.substring(POSTGRES.length());
        return parameters.length == 0 ? url : url + (url.contains("?") ? "&" : "?") + String.join("&", parameters);
    }

    static StandInUrl of(String url) {
        if (!isStandIn(url)) {
            throw new IllegalArgumentException(url);
        }
        String[] parts = url.substring(PREFIX.length()).split("\\?", 2);
        List<String> parameters = parts.length == 1 ? List.of() : Arrays.asList(parts[1].split("&"));
        String others = parameters.stream()
                .filter(parameter -> !OWN.contains(parameter.replaceFirst("=.*", "")))
                .collect(Collectors.joining("&", "?", ""));
        return new StandInUrl(
                PREFIX + parts[0],
                POSTGRES + parts[0] + others,
                parameters.contains("crlf=keep"),
                parameters.contains("quotedempty=null"),
                parameters.contains("lock=first"));
    }
}
