package org.zenotisync.warehouse.mariadb;

import java.util.Optional;
import java.util.Set;

/** The parameters of a driver that are not the user's to set. */
final class UrlParameters {

    private UrlParameters() {}

    /**
     * What is wrong with the parameters of a URL, beginning with the setting's key; empty if nothing is.
     *
     * @param required parameters that the program sets
     * @param refused parameters that must not be set at all
     */
    static Optional<String> complaint(String url, Set<String> required, Set<String> refused) {
        return set(url, required)
                .map(name -> "zenoti.target.url: " + name
                        + " is set by this program, so that values are stored as the feed has them; remove it")
                .or(() -> set(url, refused)
                        .map(name -> "zenoti.target.url: " + name + " cannot be used with this program; remove it"));
    }

    private static Optional<String> set(String url, Set<String> names) {
        return names.stream()
                .sorted()
                .filter(name -> url.matches("(?is).*[?&(,]\\s*" + name + "\\s*=.*"))
                .findFirst();
    }
}
