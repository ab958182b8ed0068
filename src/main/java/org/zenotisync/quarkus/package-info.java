/** The sync inside Quarkus: settings from MicroProfile Config, connection pool, start, hints for native images. */
@NullMarked
package org.zenotisync.quarkus;

import org.jspecify.annotations.NullMarked;
