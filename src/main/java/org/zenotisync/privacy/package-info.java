/** Columns that the target does not get as the feed has them: left out, or hashed. */
@NullMarked
package org.zenotisync.privacy;

import org.jspecify.annotations.NullMarked;
