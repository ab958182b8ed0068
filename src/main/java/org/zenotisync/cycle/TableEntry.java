package org.zenotisync.cycle;

import java.util.List;
import java.util.Optional;
import org.zenotisync.consume.KeyStatus;

/**
 * A feed table as {@code tables --json} lists it.
 *
 * @param table its name
 * @param target the name of its target table, without a schema; empty if no schema file has made it yet
 * @param key its kind and key
 * @param sharedFrom names of the sources that a shared table is consumed from, one of each organisation with several
 *     sources; empty for other tables
 */
public record TableEntry(String table, Optional<String> target, KeyStatus key, List<String> sharedFrom) {}
