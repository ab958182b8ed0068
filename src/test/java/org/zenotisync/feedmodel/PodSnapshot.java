package org.zenotisync.feedmodel;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a snapshot holds of one table of one POD.
 *
 * @param pod name of the POD
 * @param rows in the order of the files, without those with void=1; a column that a file does not have is absent
 * @param lacking columns that a file does not have
 */
record PodSnapshot(String pod, List<Map<String, Object>> rows, Set<String> lacking) {}
