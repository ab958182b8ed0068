SELECT lower(variable_name), variable_value FROM performance_schema.session_variables WHERE lower(variable_name) IN ('collation_connection', 'completion_type', 'max_error_count', 'max_sort_length', 'sql_mode', 'sql_notes', 'sql_select_limit', 'time_zone', 'transaction_isolation', 'tx_isolation') ORDER BY 1;

SELECT column_name FROM information_schema.columns WHERE table_schema = coalesce(?, database()) AND table_name = ? AND (@@lower_case_table_names <> 0 OR BINARY table_name = ?) ORDER BY ordinal_position;

SELECT COALESCE(MAX(version), 0) FROM "zenoti"."zenoti_sync_version";

CREATE SCHEMA IF NOT EXISTS "zenoti";

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_lock" (name VARCHAR(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL PRIMARY KEY) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin;

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_version" (version INTEGER NOT NULL PRIMARY KEY, since DATETIME(6) NOT NULL) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin;

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_pod" (source TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, pod TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, complete_group BIGINT NOT NULL, group_count BIGINT NOT NULL, table_filter TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, updated_at DATETIME(6) NOT NULL, key_digest VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin GENERATED ALWAYS AS (md5(concat(md5(source), md5(pod)))) STORED UNIQUE, INDEX (source(64), pod(64))) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin;

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_manifest" (source TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, pod TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, table_name TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, group_id BIGINT NOT NULL, logid BIGINT NOT NULL, object_key TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, etag TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin, size_bytes BIGINT NOT NULL, row_count BIGINT NOT NULL, consumed_at DATETIME(6) NOT NULL, digest TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin, INDEX (source(64), pod(64), table_name(64), group_id, object_key(255)), INDEX (table_name(64))) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin;

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_run" (source TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, pod TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, table_name TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, group_id BIGINT NOT NULL, kind TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin, outcome TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, rows_read BIGINT NOT NULL, rows_inserted BIGINT NOT NULL, rows_updated BIGINT NOT NULL, rows_deleted BIGINT NOT NULL, rows_ignored BIGINT NOT NULL, rows_repeated BIGINT NOT NULL, rows_quarantined BIGINT NOT NULL, files BIGINT NOT NULL, bytes BIGINT NOT NULL, finished_at DATETIME(6) NOT NULL, millis BIGINT NOT NULL, error TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin, INDEX (source(64), pod(64), table_name(64), group_id), INDEX (table_name(64))) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin;

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_quarantine" (source TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, pod TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, table_name TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, group_id BIGINT NOT NULL, logid BIGINT NOT NULL, object_key TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, etag TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin, line_number BIGINT NOT NULL, column_name TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin, reason TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, raw_line TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, raw_hex TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin, quarantined_at DATETIME(6) NOT NULL, INDEX (source(64), pod(64), table_name(64), group_id, object_key(255)), INDEX (table_name(64))) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin;

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_late" (source TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, pod TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, table_name TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, group_id BIGINT NOT NULL, object_key TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, etag TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, is_changed BOOLEAN NOT NULL, first_seen DATETIME(6) NOT NULL, INDEX (source(64), pod(64), table_name(64), group_id, object_key(255)), INDEX (table_name(64))) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin;

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_unknown" (source TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, object_key TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, first_seen DATETIME(6) NOT NULL, key_digest VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin GENERATED ALWAYS AS (md5(concat(md5(source), md5(object_key)))) STORED UNIQUE, INDEX (source(64), object_key(255))) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin;

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_paused" (table_name VARCHAR(127) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL PRIMARY KEY, paused_at DATETIME(6) NOT NULL) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin;

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_schema_file" (source TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, object_key TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, etag TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin, last_modified DATETIME(6) NOT NULL, outcome TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, note TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin, applied_at DATETIME(6) NOT NULL, table_names TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin, decided_by TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin, first_set_up BOOLEAN, before_accept TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin, loaded_past TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin, was_applied BOOLEAN, key_digest VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin GENERATED ALWAYS AS (md5(concat(md5(source), md5(object_key)))) STORED UNIQUE, INDEX (source(64), object_key(255))) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin;

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_table" (table_name VARCHAR(127) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL PRIMARY KEY, target_table TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, definition TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, former_names TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, updated_at DATETIME(6) NOT NULL, added_columns TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin, dropped_columns TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin, moved_columns TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin, returned_columns TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin, declared TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin, schema_file TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin, schema_file_modified DATETIME(6), forgotten_at DATETIME(6), column_rules TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin;

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_source_table" (source TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, table_name TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, definition TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, former_names TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, added_columns TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin, dropped_columns TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin, moved_columns TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin, returned_columns TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin, declared TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin, schema_file TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin, schema_file_modified DATETIME(6), updated_at DATETIME(6) NOT NULL, key_digest VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin GENERATED ALWAYS AS (md5(concat(md5(source), md5(table_name)))) STORED UNIQUE, INDEX (source(64), table_name(64)), INDEX (table_name(64))) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin;

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_layout" (source TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, pod TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, table_name TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, last_group BIGINT NOT NULL, column_names TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, key_digest VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin GENERATED ALWAYS AS (md5(concat(md5(source), md5(pod), md5(table_name), md5(last_group)))) STORED UNIQUE, INDEX (source(64), pod(64), table_name(64)), INDEX (table_name(64))) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin;

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_seen" (source TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, pod TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, table_name TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, object_key TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, last_group BIGINT NOT NULL, key_digest VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin GENERATED ALWAYS AS (md5(concat(md5(source), md5(pod), md5(table_name), md5(object_key)))) STORED UNIQUE, INDEX (source(64), pod(64), table_name(64), object_key(255)), INDEX (table_name(64))) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin;

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_proof" (mark TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin;

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_verify" (source TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, pod TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, table_name TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, snapshot_month TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, snapshot_group BIGINT NOT NULL, state TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, rows_compared BIGINT NOT NULL, rows_missing BIGINT NOT NULL, rows_different BIGINT NOT NULL, rows_not_deleted BIGINT NOT NULL, rows_surplus BIGINT NOT NULL, rows_quarantined BIGINT NOT NULL, rows_undecided BIGINT NOT NULL, error TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin, verified_at DATETIME(6) NOT NULL, INDEX (source(64), pod(64), table_name(64)), INDEX (table_name(64))) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin;

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_source" (source TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, source_name TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, paused_at DATETIME(6), unreachable TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin, updated_at DATETIME(6) NOT NULL, key_digest VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin GENERATED ALWAYS AS (md5(concat(md5(source)))) STORED UNIQUE) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin;

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_forgotten" (guest_digest VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL PRIMARY KEY, key_check TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, salt TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin, forgotten_at DATETIME(6) NOT NULL, completed_at DATETIME(6)) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin;

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_checkpoint" (source TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, pod TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, table_name TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL, last_group BIGINT NOT NULL, replay_to BIGINT NOT NULL, proven_key TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin, updated_at DATETIME(6) NOT NULL, key_digest VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin GENERATED ALWAYS AS (md5(concat(md5(source), md5(pod), md5(table_name)))) STORED UNIQUE, INDEX (source(64), pod(64), table_name(64)), INDEX (table_name(64))) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin;

SELECT column_name FROM information_schema.columns WHERE table_schema = coalesce(?, database()) AND table_name = ? AND (@@lower_case_table_names <> 0 OR BINARY table_name = ?) ORDER BY ordinal_position;

SELECT column_name FROM information_schema.columns WHERE table_schema = coalesce(?, database()) AND table_name = ? AND (@@lower_case_table_names <> 0 OR BINARY table_name = ?) ORDER BY ordinal_position;

SELECT column_name FROM information_schema.columns WHERE table_schema = coalesce(?, database()) AND table_name = ? AND (@@lower_case_table_names <> 0 OR BINARY table_name = ?) ORDER BY ordinal_position;

SELECT column_name FROM information_schema.columns WHERE table_schema = coalesce(?, database()) AND table_name = ? AND (@@lower_case_table_names <> 0 OR BINARY table_name = ?) ORDER BY ordinal_position;

SELECT COALESCE(MAX(version), 0) FROM "zenoti"."zenoti_sync_version";

SELECT table_name, target_table FROM "zenoti"."zenoti_sync_table";

SELECT DISTINCT table_name FROM "zenoti"."zenoti_sync_checkpoint";

SELECT count(*) FROM "zenoti"."zenoti_sync_table" WHERE table_name NOT IN (SELECT table_name FROM "zenoti"."zenoti_sync_source_table");

SELECT column_name FROM information_schema.columns WHERE table_schema = coalesce(?, database()) AND table_name = ? AND (@@lower_case_table_names <> 0 OR BINARY table_name = ?) ORDER BY ordinal_position;

SELECT source, source_name, CASE WHEN paused_at IS NULL THEN 0 ELSE 1 END, unreachable FROM "zenoti"."zenoti_sync_source" ORDER BY source_name, source;

SELECT source, pod, table_name, last_group, replay_to, proven_key FROM "zenoti"."zenoti_sync_checkpoint" WHERE source = ? ORDER BY table_name, pod;

SELECT source, object_key, etag, last_modified, outcome, note, applied_at, table_names, decided_by, first_set_up, loaded_past, was_applied FROM "zenoti"."zenoti_sync_schema_file" WHERE source = ?;

SELECT table_name FROM "zenoti"."zenoti_sync_source_table" WHERE source = ?;

SELECT object_key FROM "zenoti"."zenoti_sync_unknown" WHERE source = ? ORDER BY object_key;

SELECT source, pod, table_name, last_group, replay_to, proven_key FROM "zenoti"."zenoti_sync_checkpoint" ORDER BY table_name, source, pod;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "zenoti"."zenoti_sync_table" ORDER BY table_name;

SELECT column_name FROM information_schema.columns WHERE table_schema = coalesce(?, database()) AND table_name = ? AND (@@lower_case_table_names <> 0 OR BINARY table_name = ?) ORDER BY ordinal_position;

SELECT table_name FROM "zenoti"."zenoti_sync_paused" ORDER BY table_name;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "zenoti"."zenoti_sync_table" ORDER BY table_name;

SELECT column_name FROM information_schema.columns WHERE table_schema = coalesce(?, database()) AND table_name = ? AND (@@lower_case_table_names <> 0 OR BINARY table_name = ?) ORDER BY ordinal_position;

SELECT column_name FROM information_schema.columns WHERE table_schema = coalesce(?, database()) AND table_name = ? AND (@@lower_case_table_names <> 0 OR BINARY table_name = ?) ORDER BY ordinal_position;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "zenoti"."zenoti_sync_table" ORDER BY table_name;

SELECT column_name FROM information_schema.columns WHERE table_schema = coalesce(?, database()) AND table_name = ? AND (@@lower_case_table_names <> 0 OR BINARY table_name = ?) ORDER BY ordinal_position;

SELECT column_name FROM information_schema.columns WHERE table_schema = coalesce(?, database()) AND table_name = ? AND (@@lower_case_table_names <> 0 OR BINARY table_name = ?) ORDER BY ordinal_position;

SELECT lower(variable_name), variable_value FROM performance_schema.session_variables WHERE lower(variable_name) IN ('collation_connection', 'completion_type', 'max_error_count', 'max_sort_length', 'sql_mode', 'sql_notes', 'sql_select_limit', 'time_zone', 'transaction_isolation', 'tx_isolation') ORDER BY 1;

SELECT column_name FROM information_schema.columns WHERE table_schema = coalesce(?, database()) AND table_name = ? AND (@@lower_case_table_names <> 0 OR BINARY table_name = ?) ORDER BY ordinal_position;

SELECT COALESCE(MAX(version), 0) FROM "zenoti"."zenoti_sync_version";

SELECT column_name FROM information_schema.columns WHERE table_schema = coalesce(?, database()) AND table_name = ? AND (@@lower_case_table_names <> 0 OR BINARY table_name = ?) ORDER BY ordinal_position;

SELECT pod, complete_group, group_count, table_filter, source FROM "zenoti"."zenoti_sync_pod" ORDER BY source, pod;

SELECT source, object_key, etag, last_modified, outcome, note, applied_at, table_names, decided_by, first_set_up, loaded_past, was_applied FROM "zenoti"."zenoti_sync_schema_file" WHERE source = ?;

SELECT table_name FROM "zenoti"."zenoti_sync_source_table" WHERE source = ?;

SELECT lower(variable_name), variable_value FROM performance_schema.session_variables WHERE lower(variable_name) IN ('collation_connection', 'completion_type', 'max_error_count', 'max_sort_length', 'sql_mode', 'sql_notes', 'sql_select_limit', 'time_zone', 'transaction_isolation', 'tx_isolation') ORDER BY 1;

INSERT INTO "zenoti"."zenoti_sync_checkpoint" (last_group, pod, replay_to, source, table_name, updated_at) VALUES (?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE last_group = last_group;

SELECT lower(variable_name), variable_value FROM performance_schema.session_variables WHERE lower(variable_name) IN ('collation_connection', 'completion_type', 'max_error_count', 'max_sort_length', 'sql_mode', 'sql_notes', 'sql_select_limit', 'time_zone', 'transaction_isolation', 'tx_isolation') ORDER BY 1;

INSERT INTO "zenoti"."zenoti_sync_checkpoint" (last_group, pod, replay_to, source, table_name, updated_at) VALUES (?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE last_group = last_group;

SELECT object_key FROM "zenoti"."zenoti_sync_unknown" WHERE source = ? ORDER BY object_key;

SELECT source, pod, table_name, group_id, object_key, etag, is_changed FROM "zenoti"."zenoti_sync_late" ORDER BY table_name, source, pod, group_id, object_key;

SELECT lower(variable_name), variable_value FROM performance_schema.session_variables WHERE lower(variable_name) IN ('collation_connection', 'completion_type', 'max_error_count', 'max_sort_length', 'sql_mode', 'sql_notes', 'sql_select_limit', 'time_zone', 'transaction_isolation', 'tx_isolation') ORDER BY 1;

UPDATE "zenoti"."zenoti_sync_checkpoint" SET last_group = ?, updated_at = ? WHERE source = ? AND pod = ? AND table_name = ? AND last_group >= ? AND last_group < ?;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "zenoti"."zenoti_sync_table" WHERE table_name = ?;

INSERT INTO "zenoti"."zenoti_sync_lock" (name) VALUES (?) ON DUPLICATE KEY UPDATE name = name;

SELECT engine FROM information_schema.tables WHERE table_schema = coalesce(?, database()) AND table_name = ? AND table_type = 'BASE TABLE';

SELECT column_name FROM information_schema.columns WHERE table_schema = coalesce(?, database()) AND table_name = ? AND (@@lower_case_table_names <> 0 OR BINARY table_name = ?) ORDER BY ordinal_position;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "zenoti"."zenoti_sync_table" WHERE table_name = ?;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared FROM "zenoti"."zenoti_sync_source_table" WHERE source = ? AND table_name = ?;

SELECT column_names FROM "zenoti"."zenoti_sync_layout" WHERE source = ? AND pod = ? AND table_name = ? AND last_group >= ? ORDER BY last_group;

SELECT source, pod, table_name, last_group, replay_to, proven_key FROM "zenoti"."zenoti_sync_checkpoint" WHERE table_name = ? ORDER BY source, pod;

SELECT 1 FROM "zenoti"."bi_factsales" LIMIT 1;

SELECT column_name, column_type, data_type, character_octet_length, numeric_precision, numeric_scale, column_comment, coalesce(generation_expression, '') <> '' FROM information_schema.columns WHERE table_schema = coalesce(?, database()) AND table_name = ? AND (@@lower_case_table_names <> 0 OR BINARY table_name = ?);

SELECT "saleid", "organizationid" FROM "zenoti"."bi_factsales" LIMIT 0;

SELECT 1 FROM "zenoti"."bi_factsales" LIMIT 1;

SELECT c.column_name, c.column_type FROM information_schema.columns AS c JOIN information_schema.tables AS t ON t.table_schema = c.table_schema AND t.table_name = c.table_name WHERE c.table_schema = coalesce(?, database()) AND c.table_name = ? AND t.table_type = 'BASE TABLE' AND t.engine = 'InnoDB' AND (c.character_set_name IS NULL OR c.character_set_name = 'utf8mb4');

SELECT column_name FROM information_schema.columns WHERE table_schema = coalesce(?, database()) AND table_name = ? AND (@@lower_case_table_names <> 0 OR BINARY table_name = ?) AND is_nullable = 'NO' AND column_default IS NULL AND extra NOT LIKE '%auto_increment%' AND coalesce(generation_expression, '') = '' ORDER BY ordinal_position;

LOAD DATA LOCAL INFILE 'rows' INTO TABLE "zenoti"."bi_factsales" CHARACTER SET binary FIELDS TERMINATED BY 0x09 ESCAPED BY 0x5C LINES TERMINATED BY 0x0A ("saleid", "amount", "day", "note", "void", "organizationid");

UPDATE "zenoti"."zenoti_sync_checkpoint" SET proven_key = ? WHERE source = ? AND pod = ? AND table_name = ?;

DROP TEMPORARY TABLE IF EXISTS "zenoti_sync_stage", "zenoti_sync_stage_time2", "zenoti_sync_stage_time3";

INSERT INTO "zenoti"."zenoti_sync_manifest" (source, pod, table_name, group_id, logid, object_key, etag, size_bytes, row_count, consumed_at, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

INSERT INTO "zenoti"."zenoti_sync_run" (source, pod, table_name, group_id, kind, outcome, rows_read, rows_inserted, rows_updated, rows_deleted, rows_ignored, rows_repeated, rows_quarantined, files, bytes, finished_at, millis, error) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

SELECT count(*) FROM information_schema.tables AS t WHERE t.table_schema = coalesce(?, database()) AND t.table_name = ? AND t.table_type = 'BASE TABLE' AND NOT EXISTS (SELECT 1 FROM information_schema.statistics AS i WHERE i.table_schema = coalesce(?, database()) AND i.table_name = ? AND i.index_name = ?);

SELECT column_name, column_type, data_type, character_octet_length, numeric_precision, numeric_scale, column_comment, coalesce(generation_expression, '') <> '' FROM information_schema.columns WHERE table_schema = coalesce(?, database()) AND table_name = ? AND (@@lower_case_table_names <> 0 OR BINARY table_name = ?);

CREATE INDEX "bi_factsales_key_db0d6e2e" ON "zenoti"."bi_factsales" ("saleid");

SELECT lower(variable_name), variable_value FROM performance_schema.session_variables WHERE lower(variable_name) IN ('collation_connection', 'completion_type', 'max_error_count', 'max_sort_length', 'sql_mode', 'sql_notes', 'sql_select_limit', 'time_zone', 'transaction_isolation', 'tx_isolation') ORDER BY 1;

UPDATE "zenoti"."zenoti_sync_checkpoint" SET last_group = ?, updated_at = ? WHERE source = ? AND pod = ? AND table_name = ? AND last_group >= ? AND last_group < ?;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "zenoti"."zenoti_sync_table" WHERE table_name = ?;

INSERT INTO "zenoti"."zenoti_sync_lock" (name) VALUES (?) ON DUPLICATE KEY UPDATE name = name;

SELECT engine FROM information_schema.tables WHERE table_schema = coalesce(?, database()) AND table_name = ? AND table_type = 'BASE TABLE';

SELECT column_name FROM information_schema.columns WHERE table_schema = coalesce(?, database()) AND table_name = ? AND (@@lower_case_table_names <> 0 OR BINARY table_name = ?) ORDER BY ordinal_position;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "zenoti"."zenoti_sync_table" WHERE table_name = ?;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared FROM "zenoti"."zenoti_sync_source_table" WHERE source = ? AND table_name = ?;

SELECT column_names FROM "zenoti"."zenoti_sync_layout" WHERE source = ? AND pod = ? AND table_name = ? AND last_group >= ? ORDER BY last_group;

SELECT column_name FROM information_schema.columns WHERE table_schema = coalesce(?, database()) AND table_name = ? AND (@@lower_case_table_names <> 0 OR BINARY table_name = ?) ORDER BY ordinal_position;

SELECT guest_digest, key_check, salt FROM "zenoti"."zenoti_sync_forgotten" ORDER BY forgotten_at, guest_digest;

SELECT source, pod, table_name, last_group, replay_to, proven_key FROM "zenoti"."zenoti_sync_checkpoint" WHERE table_name = ? ORDER BY source, pod;

SELECT 1 FROM "zenoti"."bi_dimuser" LIMIT 1;

SELECT column_name, column_type, data_type, character_octet_length, numeric_precision, numeric_scale, column_comment, coalesce(generation_expression, '') <> '' FROM information_schema.columns WHERE table_schema = coalesce(?, database()) AND table_name = ? AND (@@lower_case_table_names <> 0 OR BINARY table_name = ?);

SELECT "userid" FROM "zenoti"."bi_dimuser" LIMIT 0;

SELECT 1 FROM "zenoti"."bi_dimuser" LIMIT 1;

SELECT c.column_name, c.column_type FROM information_schema.columns AS c JOIN information_schema.tables AS t ON t.table_schema = c.table_schema AND t.table_name = c.table_name WHERE c.table_schema = coalesce(?, database()) AND c.table_name = ? AND t.table_type = 'BASE TABLE' AND t.engine = 'InnoDB' AND (c.character_set_name IS NULL OR c.character_set_name = 'utf8mb4');

SELECT column_name FROM information_schema.columns WHERE table_schema = coalesce(?, database()) AND table_name = ? AND (@@lower_case_table_names <> 0 OR BINARY table_name = ?) AND is_nullable = 'NO' AND column_default IS NULL AND extra NOT LIKE '%auto_increment%' AND coalesce(generation_expression, '') = '' ORDER BY ordinal_position;

LOAD DATA LOCAL INFILE 'rows' INTO TABLE "zenoti"."bi_dimuser" CHARACTER SET binary FIELDS TERMINATED BY 0x09 ESCAPED BY 0x5C LINES TERMINATED BY 0x0A ("userid", "name");

UPDATE "zenoti"."zenoti_sync_checkpoint" SET proven_key = ? WHERE source = ? AND pod = ? AND table_name = ?;

DROP TEMPORARY TABLE IF EXISTS "zenoti_sync_stage", "zenoti_sync_stage_time2", "zenoti_sync_stage_time3";

INSERT INTO "zenoti"."zenoti_sync_manifest" (source, pod, table_name, group_id, logid, object_key, etag, size_bytes, row_count, consumed_at, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

INSERT INTO "zenoti"."zenoti_sync_run" (source, pod, table_name, group_id, kind, outcome, rows_read, rows_inserted, rows_updated, rows_deleted, rows_ignored, rows_repeated, rows_quarantined, files, bytes, finished_at, millis, error) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

SELECT count(*) FROM information_schema.tables AS t WHERE t.table_schema = coalesce(?, database()) AND t.table_name = ? AND t.table_type = 'BASE TABLE' AND NOT EXISTS (SELECT 1 FROM information_schema.statistics AS i WHERE i.table_schema = coalesce(?, database()) AND i.table_name = ? AND i.index_name = ?);

SELECT column_name, column_type, data_type, character_octet_length, numeric_precision, numeric_scale, column_comment, coalesce(generation_expression, '') <> '' FROM information_schema.columns WHERE table_schema = coalesce(?, database()) AND table_name = ? AND (@@lower_case_table_names <> 0 OR BINARY table_name = ?);

CREATE INDEX "bi_dimuser_key_b84390b7" ON "zenoti"."bi_dimuser" ("userid");

SELECT source, pod, table_name, last_group, replay_to, proven_key FROM "zenoti"."zenoti_sync_checkpoint" ORDER BY table_name, source, pod;

SELECT pod, complete_group, group_count, table_filter, source FROM "zenoti"."zenoti_sync_pod" ORDER BY source, pod;
