-- t-sql/statements/delete-transact-sql
DELETE FROM [zenoti].[zenoti_sync_seen] WHERE source = ? AND object_key = ?;

-- t-sql/statements/delete-transact-sql
DELETE FROM [zenoti].[zenoti_sync_verify] WHERE source = ? AND pod = ? AND table_name = ?;

-- t-sql/statements/insert-transact-sql
INSERT INTO [zenoti].[zenoti_sync_manifest] (source, pod, table_name, group_id, logid, object_key, etag, size_bytes, row_count, consumed_at, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- t-sql/statements/insert-transact-sql
INSERT INTO [zenoti].[zenoti_sync_proof] (mark) VALUES (?);

-- t-sql/statements/insert-transact-sql
INSERT INTO [zenoti].[zenoti_sync_run] (source, pod, table_name, group_id, kind, outcome, rows_read, rows_inserted, rows_updated, rows_deleted, rows_ignored, rows_repeated, rows_quarantined, files, bytes, finished_at, millis, error) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- t-sql/statements/insert-transact-sql
INSERT INTO [zenoti].[zenoti_sync_schema_file] (etag, last_modified, outcome, note, applied_at, table_names, decided_by, first_set_up, was_applied, source, object_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- t-sql/statements/insert-transact-sql
INSERT INTO [zenoti].[zenoti_sync_source_table] (definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, updated_at, source, table_name) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- t-sql/statements/insert-transact-sql
INSERT INTO [zenoti].[zenoti_sync_table] (definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, updated_at, table_name, target_table) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- t-sql/queries/select-transact-sql
SELECT COALESCE(MAX(version), 0) FROM [zenoti].[zenoti_sync_version];

-- t-sql/queries/select-transact-sql
SELECT COUNT(*) FROM [zenoti].[zenoti_sync_proof] WHERE mark = ?;

-- t-sql/queries/select-transact-sql
SELECT DISTINCT table_name FROM [zenoti].[zenoti_sync_checkpoint];

-- t-sql/queries/select-transact-sql
SELECT coalesce(sum(rows_updated + rows_deleted), 0) FROM [zenoti].[zenoti_sync_run] WHERE table_name = ? AND finished_at >= ?;

-- t-sql/queries/select-transact-sql
SELECT column_names FROM [zenoti].[zenoti_sync_layout] WHERE source = ? AND pod = ? AND table_name = ? AND last_group >= ? ORDER BY last_group;

-- t-sql/queries/select-transact-sql
SELECT count(*) FROM [zenoti].[zenoti_sync_table] WHERE table_name NOT IN (SELECT table_name FROM [zenoti].[zenoti_sync_source_table]);

-- t-sql/queries/select-transact-sql
SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared FROM [zenoti].[zenoti_sync_source_table] WHERE source = ? AND table_name = ?;

-- t-sql/queries/select-transact-sql
SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, source FROM [zenoti].[zenoti_sync_source_table] WHERE source <> ? AND table_name = ? ORDER BY source;

-- t-sql/queries/select-transact-sql
SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM [zenoti].[zenoti_sync_table] ORDER BY table_name;

-- t-sql/queries/select-transact-sql
SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM [zenoti].[zenoti_sync_table] WHERE table_name = ?;

-- t-sql/queries/select-transact-sql
SELECT group_id, max(consumed_at) FROM [zenoti].[zenoti_sync_manifest] WHERE source = ? AND pod = ? AND table_name = ? GROUP BY group_id ORDER BY group_id DESC;

-- t-sql/queries/select-transact-sql
SELECT guest_digest, key_check, salt FROM [zenoti].[zenoti_sync_forgotten] ORDER BY forgotten_at, guest_digest;

-- t-sql/queries/select-transact-sql
SELECT logid, object_key, etag, size_bytes, row_count, digest FROM [zenoti].[zenoti_sync_manifest] WHERE source = ? AND pod = ? AND table_name = ? AND group_id = ? ORDER BY logid, object_key;

-- t-sql/queries/select-transact-sql
SELECT object_key FROM [zenoti].[zenoti_sync_unknown] WHERE source = ? ORDER BY object_key;

-- t-sql/queries/select-transact-sql
SELECT object_key, etag FROM [zenoti].[zenoti_sync_manifest] WHERE source = ? AND pod = ? AND group_id BETWEEN ? AND ?;

-- t-sql/queries/select-transact-sql
SELECT pod, complete_group, group_count, table_filter, source FROM [zenoti].[zenoti_sync_pod] ORDER BY source, pod;

-- t-sql/queries/select-transact-sql
SELECT pod, last_group FROM [zenoti].[zenoti_sync_seen] WHERE source = ? AND table_name = ? AND object_key = ?;

-- t-sql/queries/select-transact-sql
SELECT raw_line FROM [zenoti].[zenoti_sync_quarantine] WHERE table_name = ?;

-- t-sql/queries/select-transact-sql
SELECT source, object_key FROM [zenoti].[zenoti_sync_unknown];

-- t-sql/queries/select-transact-sql
SELECT source, object_key, etag, last_modified, outcome, note, applied_at, table_names, decided_by, first_set_up, loaded_past, was_applied FROM [zenoti].[zenoti_sync_schema_file] WHERE source = ?;

-- t-sql/queries/select-transact-sql
SELECT source, pod, last_group, column_names FROM [zenoti].[zenoti_sync_layout] WHERE table_name = ?;

-- t-sql/queries/select-transact-sql
SELECT source, pod, table_name, group_id, object_key, etag, is_changed FROM [zenoti].[zenoti_sync_late] ORDER BY table_name, source, pod, group_id, object_key;

-- t-sql/queries/select-transact-sql
SELECT source, pod, table_name, last_group, replay_to, proven_key FROM [zenoti].[zenoti_sync_checkpoint] ORDER BY table_name, source, pod;

-- t-sql/queries/select-transact-sql
SELECT source, pod, table_name, last_group, replay_to, proven_key FROM [zenoti].[zenoti_sync_checkpoint] WHERE source = ? ORDER BY table_name, pod;

-- t-sql/queries/select-transact-sql
SELECT source, pod, table_name, last_group, replay_to, proven_key FROM [zenoti].[zenoti_sync_checkpoint] WHERE table_name = ? ORDER BY source, pod;

-- t-sql/queries/select-transact-sql
SELECT source, source_name, CASE WHEN paused_at IS NULL THEN 0 ELSE 1 END, unreachable FROM [zenoti].[zenoti_sync_source] ORDER BY source_name, source;

-- t-sql/queries/select-transact-sql
SELECT table_name FROM [zenoti].[zenoti_sync_paused] ORDER BY table_name;

-- t-sql/queries/select-transact-sql
SELECT table_name FROM [zenoti].[zenoti_sync_source_table] WHERE source = ?;

-- t-sql/queries/select-transact-sql
SELECT table_name, schema_file, schema_file_modified FROM [zenoti].[zenoti_sync_source_table] WHERE source = ? AND schema_file IS NOT NULL;

-- t-sql/queries/select-transact-sql
SELECT table_name, target_table FROM [zenoti].[zenoti_sync_table];

-- t-sql/queries/select-transact-sql
SELECT table_name, target_table FROM [zenoti].[zenoti_sync_table] ORDER BY table_name;

-- t-sql/queries/update-transact-sql
UPDATE [zenoti].[zenoti_sync_checkpoint] SET last_group = ?, updated_at = ? WHERE source = ? AND pod = ? AND table_name = ? AND last_group >= ? AND last_group < ?;

-- t-sql/queries/update-transact-sql
UPDATE [zenoti].[zenoti_sync_checkpoint] SET last_group = last_group WHERE table_name = ?;

-- t-sql/queries/update-transact-sql
UPDATE [zenoti].[zenoti_sync_checkpoint] SET proven_key = ? WHERE source = ? AND pod = ? AND table_name = ?;

-- t-sql/queries/update-transact-sql
UPDATE [zenoti].[zenoti_sync_pod] SET complete_group = ?, group_count = ?, table_filter = ?, updated_at = ? WHERE source = ? AND pod = ?;

-- t-sql/queries/update-transact-sql
UPDATE [zenoti].[zenoti_sync_schema_file] SET etag = ?, last_modified = ?, outcome = ?, note = ?, applied_at = ?, table_names = ?, decided_by = ?, first_set_up = ?, was_applied = ?, before_accept = NULL, loaded_past = NULL WHERE source = ? AND object_key = ?;

-- t-sql/queries/update-transact-sql
UPDATE [zenoti].[zenoti_sync_source_table] SET definition = ?, former_names = ?, added_columns = ?, dropped_columns = ?, moved_columns = ?, returned_columns = ?, declared = ?, updated_at = ? WHERE source = ? AND table_name = ?;

-- t-sql/queries/update-transact-sql
UPDATE [zenoti].[zenoti_sync_source_table] SET schema_file = ?, schema_file_modified = ? WHERE source = ? AND table_name = ?;

-- t-sql/queries/update-transact-sql
UPDATE [zenoti].[zenoti_sync_table] SET definition = ?, former_names = ?, added_columns = ?, dropped_columns = ?, moved_columns = ?, returned_columns = ?, declared = ?, updated_at = ? WHERE table_name = ?;
