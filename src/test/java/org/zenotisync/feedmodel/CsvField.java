package org.zenotisync.feedmodel;

/**
 * One field of a CSV record. Whether it was quoted matters only when it is empty (rule 8).
 *
 * @param text the value without its quotes
 * @param quoted whether it stood in quotes
 */
record CsvField(String text, boolean quoted) {}
