package org.zenotisync.consume;

import java.time.Duration;
import java.util.List;
import org.zenotisync.checkpoint.Manifest;
import org.zenotisync.stage.StagedGroup;

/**
 * A table group that is staged.
 *
 * @param staged what was read from its files
 * @param known the manifest's entries of objects that were consumed before, and so were not read
 * @param took the time of the staging
 */
public record StagedLoad(StagedGroup staged, List<Manifest.Entry> known, Duration took) {}
