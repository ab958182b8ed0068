package org.zenotisync.warehouse.redshift;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.zenotisync.warehouse.DatabaseSetting;
import org.zenotisync.warehouse.ObjectStore;

/**
 * The right by which Redshift reads the bucket ("Authorization parameters" of COPY): a role, or, if it is set so, the
 * keys that this program reads the bucket with. {@link #clause} holds secrets.
 */
final class CopyAccess {

    static final String ROLE = "zenoti.redshift.iam-role";
    static final String USE_KEYS = "zenoti.redshift.use-s3-keys";
    static final String MANIFEST_URI = "zenoti.redshift.manifest-uri";
    static final List<DatabaseSetting> SETTINGS = List.of(
            new DatabaseSetting(
                    ROLE,
                    "an ARN, several ARNs chained by commas, or `default`",
                    "IAM role by which Redshift reads the bucket. It is needed unless `" + USE_KEYS + "` is true.",
                    Optional.empty()),
            new DatabaseSetting(
                    USE_KEYS,
                    "`true`, `false`",
                    "`true` passes the AWS keys of this program to Redshift instead of a role. They are part of the"
                            + " statement; a role is safer.",
                    Optional.of("false")),
            new DatabaseSetting(
                    MANIFEST_URI,
                    "`s3://bucket/folder/`",
                    "Folder that this program may write and the role may read. A manifest in it then names the files of"
                            + " each COPY, one COPY for all files of a logid; it is removed afterwards. Without it"
                            + " there is one COPY per file.",
                    Optional.empty()));

    private static final String DEFAULT = "default";

    /** One role, or a chain of them ("Chaining IAM roles"). */
    private static final String ROLES = "default|arn:[A-Za-z0-9:/+=,.@_-]+";

    private static final String URI = "s3://[A-Za-z0-9][A-Za-z0-9._-]{1,62}/[^'\\\\\\p{Cntrl}]*";

    private final Optional<String> role;

    CopyAccess(Map<String, String> settings) {
        this.role = Optional.ofNullable(settings.get(ROLE));
    }

    static Optional<String> complaint(Map<String, String> settings) {
        String role = settings.get(ROLE);
        String useKeys = settings.getOrDefault(USE_KEYS, "false").toLowerCase(Locale.ROOT);
        String manifest = settings.get(MANIFEST_URI);
        if (!useKeys.equals("true") && !useKeys.equals("false")) {
            return Optional.of(USE_KEYS + ": '" + useKeys + "' is neither true nor false");
        }
        if (role != null && useKeys.equals("true")) {
            return Optional.of(USE_KEYS + ": a role is set, too (" + ROLE + "); set one of them");
        }
        if (role == null && useKeys.equals("false")) {
            return Optional.of(ROLE + ": not set; it names the IAM role by which Redshift reads the bucket (an ARN, or"
                    + " default), or set " + USE_KEYS + "=true to hand Redshift the keys of this program");
        }
        if (role != null && !role.matches(ROLES)) {
            return Optional.of(ROLE + ": '" + role + "' is neither an ARN nor default");
        }
        if (manifest != null && !manifest.matches(URI)) {
            return Optional.of(MANIFEST_URI + ": '" + manifest + "' is not an address (example: s3://bucket/folder/)");
        }
        return Optional.empty();
    }

    /** The keys for one COPY, since temporary ones may change at any time; empty if a role is set. */
    Optional<ObjectStore.Keys> keys(ObjectStore objects) {
        return role.isEmpty() ? Optional.of(objects.keys()) : Optional.empty();
    }

    /**
     * The clause of COPY. Redshift assumes the role of the source with its own role ("Chaining IAM roles").
     *
     * @throws SQLException if the source has a role, and Redshift's own one has no ARN
     */
    String clause(Optional<ObjectStore.Keys> keys, Optional<String> ofSource) throws SQLException {
        if (keys.isPresent()) {
            return clause(keys.get());
        }
        if (ofSource.isEmpty()) {
            return isDefaultRole() ? "IAM_ROLE default" : "IAM_ROLE " + literal(role.orElseThrow());
        }
        if (isDefaultRole()) {
            throw new SQLException(ROLE + ": 'default' cannot be chained with the role " + ofSource.get()
                    + " of the source; set the ARN of the cluster's role");
        }
        return "IAM_ROLE " + literal(role.orElseThrow() + "," + ofSource.get());
    }

    private static String clause(ObjectStore.Keys keys) {
        return "ACCESS_KEY_ID " + literal(keys.accessKeyId()) + " SECRET_ACCESS_KEY "
                + literal(keys.secretAccessKey())
                + (keys.sessionToken() == null ? "" : " SESSION_TOKEN " + literal(keys.sessionToken()));
    }

    /** A message of the database without what {@link #clause} holds, since the message may repeat the statement. */
    String withoutSecrets(String message, Optional<ObjectStore.Keys> keys) {
        String hidden = message;
        for (String secret : secrets(keys)) {
            hidden = hidden.replace(secret, "***");
        }
        return hidden;
    }

    private List<String> secrets(Optional<ObjectStore.Keys> keys) {
        return keys.map(CopyAccess::secrets)
                .orElseGet(() ->
                        isDefaultRole() ? List.of() : List.of(role.orElseThrow().split(",")));
    }

    private boolean isDefaultRole() {
        return role.orElseThrow().equals(DEFAULT);
    }

    private static List<String> secrets(ObjectStore.Keys keys) {
        return keys.sessionToken() == null
                ? List.of(keys.secretAccessKey(), keys.accessKeyId())
                : List.of(keys.sessionToken(), keys.secretAccessKey(), keys.accessKeyId());
    }

    static String literal(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
