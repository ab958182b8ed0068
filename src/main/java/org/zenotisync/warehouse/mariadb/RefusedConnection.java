package org.zenotisync.warehouse.mariadb;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** Why a server or a driver has not opened a connection, where its message alone does not say what to do. */
final class RefusedConnection {

    /** Unknown system variable, unknown collation ("MariaDB Error Codes", "Server Error Message Reference"). */
    private static final Set<Integer> UNKNOWN = Set.of(1193, 1273);

    /** "Variable '%s' can't be set to the value of '%s'", in the language of the server. */
    private static final int WRONG_VALUE = 1231;

    /** In MySQL's driver. */
    private static final String NO_KEY = "Public Key Retrieval is not allowed";

    /** A failure has few causes; more would be a ring. */
    private static final int DEEPEST = 20;

    private RefusedConnection() {}

    /**
     * The remedy.
     *
     * @param product of the URL
     * @param other the one that the server may be instead
     * @return empty if the failure has another reason
     */
    static Optional<String> remedy(SQLException failure, Product product, Product other) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++, cause = cause.getCause()) {
            if (cause instanceof SQLException refusal) {
                Optional<String> remedy = ofOne(refusal, product, other);
                if (remedy.isPresent()) {
                    return remedy;
                }
            }
        }
        return MariaDbRights.missing(failure);
    }

    private static Optional<String> ofOne(SQLException refusal, Product product, Product other) {
        String message = String.valueOf(refusal.getMessage());
        if (UNKNOWN.contains(refusal.getErrorCode())) {
            return Optional.of("the server lacks what " + product.title() + " has (" + message + "); if it is "
                    + other.title() + ", " + other.choice() + "; else it is too old");
        }
        // the driver asks for the character set of the server, and no parameter changes that
        if (refusal.getErrorCode() == WRONG_VALUE && message.contains("character_set_client")) {
            return Optional.of("the server wants texts in a character set that clients cannot send (" + message
                    + "); an administrator must set character_set_server = utf8mb4 in its configuration, below"
                    + " [mysqld], and start it again (docs/mariadb.md)");
        }
        if (message.contains(NO_KEY)) {
            return Optional.of("the connection is not encrypted, and the driver does not ask the server for the key"
                    + " that the password is sent with; remove sslMode=DISABLED from zenoti.target.url, or, if you"
                    + " trust the network, add allowPublicKeyRetrieval=true to it (docs/mysql.md)");
        }
        return Optional.empty();
    }
}
