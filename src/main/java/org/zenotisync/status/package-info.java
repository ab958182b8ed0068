/** What a sync does at the moment, as JMX and {@code status} show it. */
@NullMarked
package org.zenotisync.status;

import org.jspecify.annotations.NullMarked;
