/** What operations see of the sync and do to it over JMX. */
@NullMarked
package org.zenotisync.ops;

import org.jspecify.annotations.NullMarked;
