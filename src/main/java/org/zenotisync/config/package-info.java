/** The {@code zenoti.*} settings: their declarations, and the checked values that the sync runs with. */
@NullMarked
package org.zenotisync.config;

import org.jspecify.annotations.NullMarked;
