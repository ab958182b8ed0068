package org.zenotisync.model;

import org.jspecify.annotations.Nullable;

/**
 * A column that a control table made by an earlier version of the program lacks; the next cycle adds it.
 *
 * @param column its name and type
 * @param value the value of rows that are there already, as text; null for NULL
 */
public record LaterColumn(ColumnDefinition column, @Nullable String value) {}
