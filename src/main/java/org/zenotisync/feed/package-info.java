/** The feed: its layout in the bucket, its objects, the order of its groups. */
@NullMarked
package org.zenotisync.feed;

import org.jspecify.annotations.NullMarked;
