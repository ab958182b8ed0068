/** The Camel routes of the sync, and {@link org.zenotisync.routes.ZenotiSync}, the API for any Camel context. */
@NullMarked
package org.zenotisync.routes;

import org.jspecify.annotations.NullMarked;
