package org.zenotisync.cycle;

import java.util.Optional;
import org.zenotisync.consume.KeyStatus;

/**
 * A feed table as {@code tables --json} lists it.
 *
 * @param table its name
 * @param target the name of its target table, without a schema; empty if no schema file has made it yet
 * @param key its kind and key
 */
public record TableEntry(String table, Optional<String> target, KeyStatus key) {}
