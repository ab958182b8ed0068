/** Tables, columns, types, kinds and identifiers. */
@NullMarked
package org.zenotisync.model;

import org.jspecify.annotations.NullMarked;
