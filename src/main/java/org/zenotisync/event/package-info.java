/** What happens in a cycle, for those who observe it. */
@NullMarked
package org.zenotisync.event;

import org.jspecify.annotations.NullMarked;
