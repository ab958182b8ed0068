package org.zenotisync.config;

import org.zenotisync.feed.Source;

/**
 * A source with what the settings say of it.
 *
 * @param source where it is
 * @param organization label of the organisation whose data it has; sources of one organisation may have the same rows
 * @param isPrimary whether the shared tables of its organisation are consumed from it
 * @param access how its bucket is reached
 */
public record SourceConfig(Source source, String organization, boolean isPrimary, S3Access access) {

    /** The organisation of sources without a label. */
    static final String ONE_ORGANIZATION = "";

    /** The only source, with the access of the program. */
    public static SourceConfig only(Source source) {
        return new SourceConfig(source, ONE_ORGANIZATION, false, S3Access.OF_PROGRAM);
    }
}
