package org.zenotisync.event;

/**
 * Something that failed in a cycle and needs a person.
 *
 * @param subject a table group, the address of a schema file, a table, or a POD
 * @param reason why, and the remedy
 */
public record Problem(String subject, String reason) {}
