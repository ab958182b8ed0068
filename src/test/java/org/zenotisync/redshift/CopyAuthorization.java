package org.zenotisync.redshift;

import java.sql.SQLException;

/**
 * By what right COPY reads ("Authorization parameters").
 *
 * @param accessKeyId null if it is by a role
 * @param sessionToken null unless the keys are temporary
 */
record CopyAuthorization(String accessKeyId, String secretAccessKey, String sessionToken) {

    private static final String ROLE = "arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9/+=,.@_-]+";

    /** Whether a clause begins here. */
    static boolean begins(Token token) {
        return token.is("iam_role") || token.is("access_key_id");
    }

    static CopyAuthorization read(Cursor cursor) throws SQLException {
        if (cursor.accept("iam_role")) {
            return role(cursor);
        }
        cursor.expect("access_key_id");
        String accessKeyId = cursor.literal();
        cursor.expect("secret_access_key");
        String secretAccessKey = cursor.literal();
        return new CopyAuthorization(
                accessKeyId, secretAccessKey, cursor.accept("session_token") ? cursor.literal() : null);
    }

    /** Of a chain of roles, each but the first is one that the role before may assume. */
    private static CopyAuthorization role(Cursor cursor) throws SQLException {
        if (!cursor.accept("default")) {
            for (String role : cursor.literal().split(",(?=arn:)", -1)) {
                if (!role.matches(ROLE)) {
                    throw Refusal.syntax("IAM_ROLE '" + role + "'");
                }
            }
        }
        return new CopyAuthorization(null, null, null);
    }

    boolean isByKeys() {
        return accessKeyId != null;
    }
}
