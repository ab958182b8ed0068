package org.zenotisync.stage;

import java.util.Optional;
import java.util.OptionalLong;
import org.zenotisync.feed.FeedFile;

/**
 * A file whose rows were staged.
 *
 * @param rows data rows that were read from it; empty if a database has read it together with others
 * @param digest of its bytes, as {@code ContentDigest} writes it; only of append-only facts
 */
public record StagedFile(FeedFile file, OptionalLong rows, Optional<String> digest) {}
