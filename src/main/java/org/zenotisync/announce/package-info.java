/** Events for the outside: what they say, and the rules of their delivery. Nothing of it is used unless they are sent. */
@NullMarked
package org.zenotisync.announce;

import org.jspecify.annotations.NullMarked;
