/** DuckDB as a target. */
@NullMarked
package org.zenotisync.warehouse.duckdb;

import org.jspecify.annotations.NullMarked;
