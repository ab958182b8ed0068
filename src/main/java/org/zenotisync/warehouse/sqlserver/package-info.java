/** SQL Server and Azure SQL as a target. Pages that comments name are below https://learn.microsoft.com/sql/. */
@NullMarked
package org.zenotisync.warehouse.sqlserver;

import org.jspecify.annotations.NullMarked;
