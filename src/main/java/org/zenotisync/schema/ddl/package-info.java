/**
 * Reads schema scripts in the dialects of Redshift and SQL Server into statements. A statement that is not allowed is
 * refused.
 */
@NullMarked
package org.zenotisync.schema.ddl;

import org.jspecify.annotations.NullMarked;
