/** Events for other systems: what they say, and the rules of their delivery. Unused unless they are sent. */
@NullMarked
package org.zenotisync.announce;

import org.jspecify.annotations.NullMarked;
