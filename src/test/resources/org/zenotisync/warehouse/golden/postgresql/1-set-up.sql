SELECT pg_backend_pid();

SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attnum;

SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attnum;

SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attnum;

SELECT pg_advisory_xact_lock(hashtext('zenoti_sync'));

DO 'BEGIN IF to_regnamespace(''"zenoti"'') IS NULL THEN CREATE SCHEMA "zenoti"; END IF; END';

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_version" (version INTEGER NOT NULL PRIMARY KEY, since TIMESTAMP NOT NULL);

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_pod" (source text NOT NULL, pod text NOT NULL, complete_group BIGINT NOT NULL, group_count BIGINT NOT NULL, table_filter text NOT NULL, updated_at TIMESTAMP NOT NULL, PRIMARY KEY (source, pod));

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_manifest" (source text NOT NULL, pod text NOT NULL, table_name text NOT NULL, group_id BIGINT NOT NULL, logid BIGINT NOT NULL, object_key text NOT NULL, etag text, size_bytes BIGINT NOT NULL, row_count BIGINT NOT NULL, consumed_at TIMESTAMP NOT NULL, digest text);

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_run" (source text NOT NULL, pod text NOT NULL, table_name text NOT NULL, group_id BIGINT NOT NULL, kind text, outcome text NOT NULL, rows_read BIGINT NOT NULL, rows_inserted BIGINT NOT NULL, rows_updated BIGINT NOT NULL, rows_deleted BIGINT NOT NULL, rows_ignored BIGINT NOT NULL, rows_repeated BIGINT NOT NULL, rows_quarantined BIGINT NOT NULL, files BIGINT NOT NULL, bytes BIGINT NOT NULL, finished_at TIMESTAMP NOT NULL, millis BIGINT NOT NULL, error text);

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_quarantine" (source text NOT NULL, pod text NOT NULL, table_name text NOT NULL, group_id BIGINT NOT NULL, logid BIGINT NOT NULL, object_key text NOT NULL, etag text, line_number BIGINT NOT NULL, column_name text, reason text NOT NULL, raw_line text NOT NULL, raw_hex text, quarantined_at TIMESTAMP NOT NULL);

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_late" (source text NOT NULL, pod text NOT NULL, table_name text NOT NULL, group_id BIGINT NOT NULL, object_key text NOT NULL, etag text NOT NULL, is_changed BOOLEAN NOT NULL, first_seen TIMESTAMP NOT NULL);

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_unknown" (source text NOT NULL, object_key text NOT NULL, first_seen TIMESTAMP NOT NULL, PRIMARY KEY (source, object_key));

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_paused" (table_name text NOT NULL PRIMARY KEY, paused_at TIMESTAMP NOT NULL);

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_schema_file" (source text NOT NULL, object_key text NOT NULL, etag text, last_modified TIMESTAMP NOT NULL, outcome text NOT NULL, note text, applied_at TIMESTAMP NOT NULL, table_names text, decided_by text, first_set_up BOOLEAN, before_accept text, loaded_past text, was_applied BOOLEAN, PRIMARY KEY (source, object_key));

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_table" (table_name text NOT NULL PRIMARY KEY, target_table text NOT NULL, definition text NOT NULL, former_names text NOT NULL, updated_at TIMESTAMP NOT NULL, added_columns text, dropped_columns text, moved_columns text, returned_columns text, declared text, schema_file text, schema_file_modified TIMESTAMP, forgotten_at TIMESTAMP, column_rules text);

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_source_table" (source text NOT NULL, table_name text NOT NULL, definition text NOT NULL, former_names text NOT NULL, added_columns text, dropped_columns text, moved_columns text, returned_columns text, declared text, schema_file text, schema_file_modified TIMESTAMP, updated_at TIMESTAMP NOT NULL, PRIMARY KEY (source, table_name));

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_layout" (source text NOT NULL, pod text NOT NULL, table_name text NOT NULL, last_group BIGINT NOT NULL, column_names text NOT NULL, PRIMARY KEY (source, pod, table_name, last_group));

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_seen" (source text NOT NULL, pod text NOT NULL, table_name text NOT NULL, object_key text NOT NULL, last_group BIGINT NOT NULL, PRIMARY KEY (source, pod, table_name, object_key));

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_proof" (mark text NOT NULL);

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_verify" (source text NOT NULL, pod text NOT NULL, table_name text NOT NULL, snapshot_month text NOT NULL, snapshot_group BIGINT NOT NULL, state text NOT NULL, rows_compared BIGINT NOT NULL, rows_missing BIGINT NOT NULL, rows_different BIGINT NOT NULL, rows_not_deleted BIGINT NOT NULL, rows_surplus BIGINT NOT NULL, rows_quarantined BIGINT NOT NULL, rows_undecided BIGINT NOT NULL, error text, verified_at TIMESTAMP NOT NULL);

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_source" (source text NOT NULL PRIMARY KEY, source_name text NOT NULL, paused_at TIMESTAMP, unreachable text, updated_at TIMESTAMP NOT NULL);

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_forgotten" (guest_digest text NOT NULL PRIMARY KEY, key_check text NOT NULL, salt text, forgotten_at TIMESTAMP NOT NULL, completed_at TIMESTAMP);

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_checkpoint" (source text NOT NULL, pod text NOT NULL, table_name text NOT NULL, last_group BIGINT NOT NULL, replay_to BIGINT NOT NULL, proven_key text, updated_at TIMESTAMP NOT NULL, PRIMARY KEY (source, pod, table_name));

SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attnum;

SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attnum;

SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attnum;

SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attnum;

SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attnum;

SELECT COALESCE(MAX(version), 0) FROM "zenoti"."zenoti_sync_version";

INSERT INTO "zenoti"."zenoti_sync_version" (since, version) VALUES (?, ?) ON CONFLICT DO NOTHING;

SELECT table_name, target_table FROM "zenoti"."zenoti_sync_table";

SELECT DISTINCT table_name FROM "zenoti"."zenoti_sync_checkpoint";

SELECT source, object_key FROM "zenoti"."zenoti_sync_unknown";

SELECT table_name, target_table FROM "zenoti"."zenoti_sync_table";

SELECT count(*) FROM "zenoti"."zenoti_sync_table" WHERE table_name NOT IN (SELECT table_name FROM "zenoti"."zenoti_sync_source_table");

INSERT INTO "zenoti"."zenoti_sync_proof" (mark) VALUES (?);

SELECT COUNT(*) FROM "zenoti"."zenoti_sync_proof" WHERE mark = ?;

SELECT COUNT(*) FROM "zenoti"."zenoti_sync_proof" WHERE mark = ?;

SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attnum;

SELECT COALESCE(MAX(version), 0) FROM "zenoti"."zenoti_sync_version";

SELECT pg_advisory_xact_lock(hashtext('zenoti_sync'));

DO 'BEGIN IF to_regnamespace(''"zenoti"'') IS NULL THEN CREATE SCHEMA "zenoti"; END IF; END';

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_version" (version INTEGER NOT NULL PRIMARY KEY, since TIMESTAMP NOT NULL);

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_pod" (source text NOT NULL, pod text NOT NULL, complete_group BIGINT NOT NULL, group_count BIGINT NOT NULL, table_filter text NOT NULL, updated_at TIMESTAMP NOT NULL, PRIMARY KEY (source, pod));

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_manifest" (source text NOT NULL, pod text NOT NULL, table_name text NOT NULL, group_id BIGINT NOT NULL, logid BIGINT NOT NULL, object_key text NOT NULL, etag text, size_bytes BIGINT NOT NULL, row_count BIGINT NOT NULL, consumed_at TIMESTAMP NOT NULL, digest text);

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_run" (source text NOT NULL, pod text NOT NULL, table_name text NOT NULL, group_id BIGINT NOT NULL, kind text, outcome text NOT NULL, rows_read BIGINT NOT NULL, rows_inserted BIGINT NOT NULL, rows_updated BIGINT NOT NULL, rows_deleted BIGINT NOT NULL, rows_ignored BIGINT NOT NULL, rows_repeated BIGINT NOT NULL, rows_quarantined BIGINT NOT NULL, files BIGINT NOT NULL, bytes BIGINT NOT NULL, finished_at TIMESTAMP NOT NULL, millis BIGINT NOT NULL, error text);

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_quarantine" (source text NOT NULL, pod text NOT NULL, table_name text NOT NULL, group_id BIGINT NOT NULL, logid BIGINT NOT NULL, object_key text NOT NULL, etag text, line_number BIGINT NOT NULL, column_name text, reason text NOT NULL, raw_line text NOT NULL, raw_hex text, quarantined_at TIMESTAMP NOT NULL);

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_late" (source text NOT NULL, pod text NOT NULL, table_name text NOT NULL, group_id BIGINT NOT NULL, object_key text NOT NULL, etag text NOT NULL, is_changed BOOLEAN NOT NULL, first_seen TIMESTAMP NOT NULL);

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_unknown" (source text NOT NULL, object_key text NOT NULL, first_seen TIMESTAMP NOT NULL, PRIMARY KEY (source, object_key));

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_paused" (table_name text NOT NULL PRIMARY KEY, paused_at TIMESTAMP NOT NULL);

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_schema_file" (source text NOT NULL, object_key text NOT NULL, etag text, last_modified TIMESTAMP NOT NULL, outcome text NOT NULL, note text, applied_at TIMESTAMP NOT NULL, table_names text, decided_by text, first_set_up BOOLEAN, before_accept text, loaded_past text, was_applied BOOLEAN, PRIMARY KEY (source, object_key));

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_table" (table_name text NOT NULL PRIMARY KEY, target_table text NOT NULL, definition text NOT NULL, former_names text NOT NULL, updated_at TIMESTAMP NOT NULL, added_columns text, dropped_columns text, moved_columns text, returned_columns text, declared text, schema_file text, schema_file_modified TIMESTAMP, forgotten_at TIMESTAMP, column_rules text);

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_source_table" (source text NOT NULL, table_name text NOT NULL, definition text NOT NULL, former_names text NOT NULL, added_columns text, dropped_columns text, moved_columns text, returned_columns text, declared text, schema_file text, schema_file_modified TIMESTAMP, updated_at TIMESTAMP NOT NULL, PRIMARY KEY (source, table_name));

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_layout" (source text NOT NULL, pod text NOT NULL, table_name text NOT NULL, last_group BIGINT NOT NULL, column_names text NOT NULL, PRIMARY KEY (source, pod, table_name, last_group));

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_seen" (source text NOT NULL, pod text NOT NULL, table_name text NOT NULL, object_key text NOT NULL, last_group BIGINT NOT NULL, PRIMARY KEY (source, pod, table_name, object_key));

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_proof" (mark text NOT NULL);

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_verify" (source text NOT NULL, pod text NOT NULL, table_name text NOT NULL, snapshot_month text NOT NULL, snapshot_group BIGINT NOT NULL, state text NOT NULL, rows_compared BIGINT NOT NULL, rows_missing BIGINT NOT NULL, rows_different BIGINT NOT NULL, rows_not_deleted BIGINT NOT NULL, rows_surplus BIGINT NOT NULL, rows_quarantined BIGINT NOT NULL, rows_undecided BIGINT NOT NULL, error text, verified_at TIMESTAMP NOT NULL);

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_source" (source text NOT NULL PRIMARY KEY, source_name text NOT NULL, paused_at TIMESTAMP, unreachable text, updated_at TIMESTAMP NOT NULL);

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_forgotten" (guest_digest text NOT NULL PRIMARY KEY, key_check text NOT NULL, salt text, forgotten_at TIMESTAMP NOT NULL, completed_at TIMESTAMP);

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_checkpoint" (source text NOT NULL, pod text NOT NULL, table_name text NOT NULL, last_group BIGINT NOT NULL, replay_to BIGINT NOT NULL, proven_key text, updated_at TIMESTAMP NOT NULL, PRIMARY KEY (source, pod, table_name));

SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attnum;

SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attnum;

SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attnum;

SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attnum;

SELECT COALESCE(MAX(version), 0) FROM "zenoti"."zenoti_sync_version";

SELECT table_name, target_table FROM "zenoti"."zenoti_sync_table";

SELECT DISTINCT table_name FROM "zenoti"."zenoti_sync_checkpoint";

SELECT count(*) FROM "zenoti"."zenoti_sync_table" WHERE table_name NOT IN (SELECT table_name FROM "zenoti"."zenoti_sync_source_table");

SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attnum;

SELECT source, source_name, CASE WHEN paused_at IS NULL THEN 0 ELSE 1 END, unreachable FROM "zenoti"."zenoti_sync_source" ORDER BY source_name, source;

SELECT source, pod, table_name, last_group, replay_to, proven_key FROM "zenoti"."zenoti_sync_checkpoint" WHERE source = ? ORDER BY table_name, pod;

SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attnum;

SELECT source, object_key, etag, last_modified, outcome, note, applied_at, table_names, decided_by, first_set_up, loaded_past, was_applied FROM "zenoti"."zenoti_sync_schema_file" WHERE source = ?;

SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attnum;

SELECT table_name FROM "zenoti"."zenoti_sync_source_table" WHERE source = ?;

SELECT object_key FROM "zenoti"."zenoti_sync_unknown" WHERE source = ? ORDER BY object_key;

SELECT pg_advisory_xact_lock(hashtext('zenoti_sync'));

SELECT table_name, schema_file, schema_file_modified FROM "zenoti"."zenoti_sync_source_table" WHERE source = ? AND schema_file IS NOT NULL;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared FROM "zenoti"."zenoti_sync_source_table" WHERE source = ? AND table_name = ?;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, source FROM "zenoti"."zenoti_sync_source_table" WHERE source <> ? AND table_name = ? ORDER BY source;

SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attnum;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "zenoti"."zenoti_sync_table" WHERE table_name = ?;

SELECT table_name, target_table FROM "zenoti"."zenoti_sync_table" ORDER BY table_name;

SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attnum;

SELECT table_name, target_table FROM "zenoti"."zenoti_sync_table" ORDER BY table_name;

UPDATE "zenoti"."zenoti_sync_table" SET definition = ?, former_names = ?, added_columns = ?, dropped_columns = ?, moved_columns = ?, returned_columns = ?, declared = ?, updated_at = ? WHERE table_name = ?;

INSERT INTO "zenoti"."zenoti_sync_table" (definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, updated_at, table_name, target_table) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

UPDATE "zenoti"."zenoti_sync_source_table" SET definition = ?, former_names = ?, added_columns = ?, dropped_columns = ?, moved_columns = ?, returned_columns = ?, declared = ?, updated_at = ? WHERE source = ? AND table_name = ?;

INSERT INTO "zenoti"."zenoti_sync_source_table" (definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, updated_at, source, table_name) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

UPDATE "zenoti"."zenoti_sync_source_table" SET schema_file = ?, schema_file_modified = ? WHERE source = ? AND table_name = ?;

CREATE TABLE "zenoti"."bi_dimuser" ("userid" BIGINT, "name" text);

UPDATE "zenoti"."zenoti_sync_schema_file" SET etag = ?, last_modified = ?, outcome = ?, note = ?, applied_at = ?, table_names = ?, decided_by = ?, first_set_up = ?, was_applied = ?, before_accept = NULL, loaded_past = NULL WHERE source = ? AND object_key = ?;

INSERT INTO "zenoti"."zenoti_sync_schema_file" (etag, last_modified, outcome, note, applied_at, table_names, decided_by, first_set_up, was_applied, source, object_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

DELETE FROM "zenoti"."zenoti_sync_seen" WHERE source = ? AND object_key = ?;

SELECT pg_advisory_xact_lock(hashtext('zenoti_sync'));

SELECT table_name, schema_file, schema_file_modified FROM "zenoti"."zenoti_sync_source_table" WHERE source = ? AND schema_file IS NOT NULL;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared FROM "zenoti"."zenoti_sync_source_table" WHERE source = ? AND table_name = ?;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, source FROM "zenoti"."zenoti_sync_source_table" WHERE source <> ? AND table_name = ? ORDER BY source;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "zenoti"."zenoti_sync_table" WHERE table_name = ?;

SELECT table_name, target_table FROM "zenoti"."zenoti_sync_table" ORDER BY table_name;

SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attnum;

SELECT table_name, target_table FROM "zenoti"."zenoti_sync_table" ORDER BY table_name;

UPDATE "zenoti"."zenoti_sync_table" SET definition = ?, former_names = ?, added_columns = ?, dropped_columns = ?, moved_columns = ?, returned_columns = ?, declared = ?, updated_at = ? WHERE table_name = ?;

INSERT INTO "zenoti"."zenoti_sync_table" (definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, updated_at, table_name, target_table) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

UPDATE "zenoti"."zenoti_sync_source_table" SET definition = ?, former_names = ?, added_columns = ?, dropped_columns = ?, moved_columns = ?, returned_columns = ?, declared = ?, updated_at = ? WHERE source = ? AND table_name = ?;

INSERT INTO "zenoti"."zenoti_sync_source_table" (definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, updated_at, source, table_name) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

UPDATE "zenoti"."zenoti_sync_source_table" SET schema_file = ?, schema_file_modified = ? WHERE source = ? AND table_name = ?;

CREATE TABLE "zenoti"."bi_factsales" ("saleid" BIGINT, "amount" DECIMAL(19,4), "day" DATE, "note" text, "void" SMALLINT, "organizationid" text);

UPDATE "zenoti"."zenoti_sync_schema_file" SET etag = ?, last_modified = ?, outcome = ?, note = ?, applied_at = ?, table_names = ?, decided_by = ?, first_set_up = ?, was_applied = ?, before_accept = NULL, loaded_past = NULL WHERE source = ? AND object_key = ?;

INSERT INTO "zenoti"."zenoti_sync_schema_file" (etag, last_modified, outcome, note, applied_at, table_names, decided_by, first_set_up, was_applied, source, object_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

DELETE FROM "zenoti"."zenoti_sync_seen" WHERE source = ? AND object_key = ?;

SELECT source, pod, table_name, last_group, replay_to, proven_key FROM "zenoti"."zenoti_sync_checkpoint" ORDER BY table_name, source, pod;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "zenoti"."zenoti_sync_table" ORDER BY table_name;

SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attnum;

SELECT table_name FROM "zenoti"."zenoti_sync_paused" ORDER BY table_name;

SELECT pg_advisory_xact_lock(hashtext('zenoti_sync'));

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "zenoti"."zenoti_sync_table" ORDER BY table_name;

SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attnum;

SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attnum;

SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attnum;

SELECT COALESCE(MAX(version), 0) FROM "zenoti"."zenoti_sync_version";

SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attnum;

SELECT pod, complete_group, group_count, table_filter, source FROM "zenoti"."zenoti_sync_pod" ORDER BY source, pod;

SELECT object_key FROM "zenoti"."zenoti_sync_unknown" WHERE source = ? ORDER BY object_key;

SELECT source, pod, table_name, group_id, object_key, etag, is_changed FROM "zenoti"."zenoti_sync_late" ORDER BY table_name, source, pod, group_id, object_key;

SELECT source, pod, table_name, last_group, replay_to, proven_key FROM "zenoti"."zenoti_sync_checkpoint" ORDER BY table_name, source, pod;

SELECT pod, complete_group, group_count, table_filter, source FROM "zenoti"."zenoti_sync_pod" ORDER BY source, pod;
