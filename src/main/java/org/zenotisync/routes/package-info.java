/** The Camel routes of the sync, and {@link org.zenotisync.routes.ZenotiSync}, the API for any Camel context. *
 * <p>{@link org.zenotisync.routes.ZenotiSync}, its builder and the types that their methods take and return are the API
 * for Camel applications. All other classes of the jar are internal: they may change with every release.
 */
@NullMarked
package org.zenotisync.routes;

import org.jspecify.annotations.NullMarked;
