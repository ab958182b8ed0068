/** One table group: its plan, staging and merge in one transaction, and what is recorded of it. */
@NullMarked
package org.zenotisync.consume;

import org.jspecify.annotations.NullMarked;
