/** The one meaning of a CSV file of the feed. */
@NullMarked
package org.zenotisync.feed.csv;

import org.jspecify.annotations.NullMarked;
