package org.zenotisync.warehouse;

import java.util.Optional;

/**
 * The declaration of a setting that only one database has.
 *
 * @param key for example {@code zenoti.redshift.iam-role}
 * @param values what is accepted, for people, in Markdown
 * @param meaning for people, in Markdown
 * @param whenAbsent the default; empty if there is none
 */
public record DatabaseSetting(String key, String values, String meaning, Optional<String> whenAbsent) {}
