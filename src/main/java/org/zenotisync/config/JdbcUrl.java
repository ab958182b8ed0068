package org.zenotisync.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JDBC URL, which may contain secrets. {@link #toString} shows it without them.
 *
 * @param text the complete URL, for drivers only
 */
public record JdbcUrl(String text) {

    /** Parts of the names of parameters that are secrets. */
    private static final String SECRET = "(?:password|passwd|pwd|user|token|secret|key|credential)";

    /** A value after a semicolon; in braces it may have semicolons itself, as the URLs of SQL Server do. */
    private static final String VALUE = "(?:\\{(?:[^}]|}})*}?|[^;]*)";

    private static final Pattern USER_INFO = Pattern.compile("//([^:]*(:.*)?)@");

    /** The URL without anything that could be a secret, for logs and errors. */
    public String withoutSecrets() {
        return text.replaceAll("//.*@", "//***@")
                .replaceAll("(?i)(;[^=;]*" + SECRET + "[^=;]*=)" + VALUE, "$1***")
                .replaceAll("(?i)(" + SECRET + "[^=?&;]*=)(?!\\*\\*\\*)[^&]*", "$1***");
    }

    /**
     * A driver's error message without the secrets of this URL: it may contain the complete URL, or a part as the host.
     */
    public String hideSecretsIn(String message) {
        Matcher userInfo = USER_INFO.matcher(text);
        String hidden = message.replace(text, withoutSecrets());
        if (userInfo.find()) {
            // some drivers take the text after the first colon for a port
            hidden = hidden.replace(userInfo.group(1) + "@", "***@");
            if (userInfo.group(2) != null && userInfo.group(2).length() > 1) {
                hidden = hidden.replace(userInfo.group(2).substring(1) + "@", "***@");
            }
        }
        return hidden.replaceAll(
                "(?i)(" + SECRET + "[^=?&;\\s]*=)(?!\\*\\*\\*)(?:\\{(?:[^}]|}})*}?|[^&;\\s]*)", "$1***");
    }

    @Override
    public String toString() {
        return withoutSecrets();
    }
}
