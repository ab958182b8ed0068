/** Schema files: which must be applied, what they change in the target, and the tables that are known from them. */
@NullMarked
package org.zenotisync.schema;

import org.jspecify.annotations.NullMarked;
