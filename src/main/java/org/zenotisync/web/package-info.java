/** The status page that {@code run} serves: what it shows, its templates, its routes. */
@NullMarked
package org.zenotisync.web;

import org.jspecify.annotations.NullMarked;
