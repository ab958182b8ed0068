SELECT column_name FROM duckdb_columns() WHERE database_name = current_database() AND schema_name = ? AND lower(table_name) = ? ORDER BY column_index;

SELECT COALESCE(MAX(version), 0) FROM "zenoti"."zenoti_sync_version";

CREATE SCHEMA IF NOT EXISTS "zenoti";

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_version" (version INTEGER NOT NULL PRIMARY KEY, since TIMESTAMP NOT NULL);

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_pod" (source VARCHAR NOT NULL, pod VARCHAR NOT NULL, complete_group BIGINT NOT NULL, group_count BIGINT NOT NULL, table_filter VARCHAR NOT NULL, updated_at TIMESTAMP NOT NULL, PRIMARY KEY (source, pod));

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_manifest" (source VARCHAR NOT NULL, pod VARCHAR NOT NULL, table_name VARCHAR NOT NULL, group_id BIGINT NOT NULL, logid BIGINT NOT NULL, object_key VARCHAR NOT NULL, etag VARCHAR, size_bytes BIGINT NOT NULL, row_count BIGINT NOT NULL, consumed_at TIMESTAMP NOT NULL, digest VARCHAR);

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_run" (source VARCHAR NOT NULL, pod VARCHAR NOT NULL, table_name VARCHAR NOT NULL, group_id BIGINT NOT NULL, kind VARCHAR, outcome VARCHAR NOT NULL, rows_read BIGINT NOT NULL, rows_inserted BIGINT NOT NULL, rows_updated BIGINT NOT NULL, rows_deleted BIGINT NOT NULL, rows_ignored BIGINT NOT NULL, rows_repeated BIGINT NOT NULL, rows_quarantined BIGINT NOT NULL, files BIGINT NOT NULL, bytes BIGINT NOT NULL, finished_at TIMESTAMP NOT NULL, millis BIGINT NOT NULL, error VARCHAR);

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_quarantine" (source VARCHAR NOT NULL, pod VARCHAR NOT NULL, table_name VARCHAR NOT NULL, group_id BIGINT NOT NULL, logid BIGINT NOT NULL, object_key VARCHAR NOT NULL, etag VARCHAR, line_number BIGINT NOT NULL, column_name VARCHAR, reason VARCHAR NOT NULL, raw_line VARCHAR NOT NULL, raw_hex VARCHAR, quarantined_at TIMESTAMP NOT NULL);

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_late" (source VARCHAR NOT NULL, pod VARCHAR NOT NULL, table_name VARCHAR NOT NULL, group_id BIGINT NOT NULL, object_key VARCHAR NOT NULL, etag VARCHAR NOT NULL, is_changed BOOLEAN NOT NULL, first_seen TIMESTAMP NOT NULL);

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_unknown" (source VARCHAR NOT NULL, object_key VARCHAR NOT NULL, first_seen TIMESTAMP NOT NULL, PRIMARY KEY (source, object_key));

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_paused" (table_name VARCHAR NOT NULL PRIMARY KEY, paused_at TIMESTAMP NOT NULL);

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_schema_file" (source VARCHAR NOT NULL, object_key VARCHAR NOT NULL, etag VARCHAR, last_modified TIMESTAMP NOT NULL, outcome VARCHAR NOT NULL, note VARCHAR, applied_at TIMESTAMP NOT NULL, table_names VARCHAR, decided_by VARCHAR, first_set_up BOOLEAN, before_accept VARCHAR, loaded_past VARCHAR, was_applied BOOLEAN, PRIMARY KEY (source, object_key));

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_table" (table_name VARCHAR NOT NULL PRIMARY KEY, target_table VARCHAR NOT NULL, definition VARCHAR NOT NULL, former_names VARCHAR NOT NULL, updated_at TIMESTAMP NOT NULL, added_columns VARCHAR, dropped_columns VARCHAR, moved_columns VARCHAR, returned_columns VARCHAR, declared VARCHAR, schema_file VARCHAR, schema_file_modified TIMESTAMP, forgotten_at TIMESTAMP, column_rules VARCHAR);

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_source_table" (source VARCHAR NOT NULL, table_name VARCHAR NOT NULL, definition VARCHAR NOT NULL, former_names VARCHAR NOT NULL, added_columns VARCHAR, dropped_columns VARCHAR, moved_columns VARCHAR, returned_columns VARCHAR, declared VARCHAR, schema_file VARCHAR, schema_file_modified TIMESTAMP, updated_at TIMESTAMP NOT NULL, PRIMARY KEY (source, table_name));

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_layout" (source VARCHAR NOT NULL, pod VARCHAR NOT NULL, table_name VARCHAR NOT NULL, last_group BIGINT NOT NULL, column_names VARCHAR NOT NULL, PRIMARY KEY (source, pod, table_name, last_group));

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_seen" (source VARCHAR NOT NULL, pod VARCHAR NOT NULL, table_name VARCHAR NOT NULL, object_key VARCHAR NOT NULL, last_group BIGINT NOT NULL, PRIMARY KEY (source, pod, table_name, object_key));

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_proof" (mark VARCHAR NOT NULL);

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_verify" (source VARCHAR NOT NULL, pod VARCHAR NOT NULL, table_name VARCHAR NOT NULL, snapshot_month VARCHAR NOT NULL, snapshot_group BIGINT NOT NULL, state VARCHAR NOT NULL, rows_compared BIGINT NOT NULL, rows_missing BIGINT NOT NULL, rows_different BIGINT NOT NULL, rows_not_deleted BIGINT NOT NULL, rows_surplus BIGINT NOT NULL, rows_quarantined BIGINT NOT NULL, rows_undecided BIGINT NOT NULL, error VARCHAR, verified_at TIMESTAMP NOT NULL);

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_source" (source VARCHAR NOT NULL PRIMARY KEY, source_name VARCHAR NOT NULL, paused_at TIMESTAMP, unreachable VARCHAR, updated_at TIMESTAMP NOT NULL);

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_forgotten" (guest_digest VARCHAR NOT NULL PRIMARY KEY, key_check VARCHAR NOT NULL, salt VARCHAR, forgotten_at TIMESTAMP NOT NULL, completed_at TIMESTAMP);

CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_checkpoint" (source VARCHAR NOT NULL, pod VARCHAR NOT NULL, table_name VARCHAR NOT NULL, last_group BIGINT NOT NULL, replay_to BIGINT NOT NULL, proven_key VARCHAR, updated_at TIMESTAMP NOT NULL, PRIMARY KEY (source, pod, table_name));

SELECT column_name FROM duckdb_columns() WHERE database_name = current_database() AND schema_name = ? AND lower(table_name) = ? ORDER BY column_index;

SELECT column_name FROM duckdb_columns() WHERE database_name = current_database() AND schema_name = ? AND lower(table_name) = ? ORDER BY column_index;

SELECT column_name FROM duckdb_columns() WHERE database_name = current_database() AND schema_name = ? AND lower(table_name) = ? ORDER BY column_index;

SELECT column_name FROM duckdb_columns() WHERE database_name = current_database() AND schema_name = ? AND lower(table_name) = ? ORDER BY column_index;

SELECT COALESCE(MAX(version), 0) FROM "zenoti"."zenoti_sync_version";

SELECT table_name, target_table FROM "zenoti"."zenoti_sync_table";

SELECT DISTINCT table_name FROM "zenoti"."zenoti_sync_checkpoint";

SELECT count(*) FROM "zenoti"."zenoti_sync_table" WHERE table_name NOT IN (SELECT table_name FROM "zenoti"."zenoti_sync_source_table");

SELECT column_name FROM duckdb_columns() WHERE database_name = current_database() AND schema_name = ? AND lower(table_name) = ? ORDER BY column_index;

SELECT source, source_name, CASE WHEN paused_at IS NULL THEN 0 ELSE 1 END, unreachable FROM "zenoti"."zenoti_sync_source" ORDER BY source_name, source;

SELECT source, pod, table_name, last_group, replay_to, proven_key FROM "zenoti"."zenoti_sync_checkpoint" WHERE source = ? ORDER BY table_name, pod;

SELECT source, object_key, etag, last_modified, outcome, note, applied_at, table_names, decided_by, first_set_up, loaded_past, was_applied FROM "zenoti"."zenoti_sync_schema_file" WHERE source = ?;

SELECT table_name FROM "zenoti"."zenoti_sync_source_table" WHERE source = ?;

SELECT object_key FROM "zenoti"."zenoti_sync_unknown" WHERE source = ? ORDER BY object_key;

SELECT source, pod, table_name, last_group, replay_to, proven_key FROM "zenoti"."zenoti_sync_checkpoint" ORDER BY table_name, source, pod;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "zenoti"."zenoti_sync_table" ORDER BY table_name;

SELECT column_name FROM duckdb_columns() WHERE database_name = current_database() AND schema_name = ? AND lower(table_name) = ? ORDER BY column_index;

SELECT table_name FROM "zenoti"."zenoti_sync_paused" ORDER BY table_name;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "zenoti"."zenoti_sync_table" ORDER BY table_name;

SELECT column_name FROM duckdb_columns() WHERE database_name = current_database() AND schema_name = ? AND lower(table_name) = ? ORDER BY column_index;

SELECT column_name FROM duckdb_columns() WHERE database_name = current_database() AND schema_name = ? AND lower(table_name) = ? ORDER BY column_index;

SELECT column_name FROM duckdb_columns() WHERE database_name = current_database() AND schema_name = ? AND lower(table_name) = ? ORDER BY column_index;

SELECT COALESCE(MAX(version), 0) FROM "zenoti"."zenoti_sync_version";

SELECT column_name FROM duckdb_columns() WHERE database_name = current_database() AND schema_name = ? AND lower(table_name) = ? ORDER BY column_index;

SELECT pod, complete_group, group_count, table_filter, source FROM "zenoti"."zenoti_sync_pod" ORDER BY source, pod;

SELECT object_key, etag FROM "zenoti"."zenoti_sync_manifest" WHERE source = ? AND pod = ? AND group_id BETWEEN ? AND ?;

SELECT source, object_key, etag, last_modified, outcome, note, applied_at, table_names, decided_by, first_set_up, loaded_past, was_applied FROM "zenoti"."zenoti_sync_schema_file" WHERE source = ?;

SELECT table_name FROM "zenoti"."zenoti_sync_source_table" WHERE source = ?;

SELECT object_key FROM "zenoti"."zenoti_sync_unknown" WHERE source = ? ORDER BY object_key;

SELECT source, pod, table_name, group_id, object_key, etag, is_changed FROM "zenoti"."zenoti_sync_late" ORDER BY table_name, source, pod, group_id, object_key;

UPDATE "zenoti"."zenoti_sync_checkpoint" SET last_group = ?, updated_at = ? WHERE source = ? AND pod = ? AND table_name = ? AND last_group >= ? AND last_group < ?;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "zenoti"."zenoti_sync_table" WHERE table_name = ?;

SELECT column_name FROM duckdb_columns() WHERE database_name = current_database() AND schema_name = ? AND lower(table_name) = ? ORDER BY column_index;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "zenoti"."zenoti_sync_table" WHERE table_name = ?;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared FROM "zenoti"."zenoti_sync_source_table" WHERE source = ? AND table_name = ?;

SELECT column_names FROM "zenoti"."zenoti_sync_layout" WHERE source = ? AND pod = ? AND table_name = ? AND last_group >= ? ORDER BY last_group;

SELECT source, pod, table_name, last_group, replay_to, proven_key FROM "zenoti"."zenoti_sync_checkpoint" WHERE table_name = ? ORDER BY source, pod;

SELECT "saleid", "organizationid" FROM "zenoti"."bi_factsales" LIMIT 0;

DROP TABLE IF EXISTS temp."zenoti_sync_stage";

CREATE TEMPORARY TABLE "zenoti_sync_stage" ("saleid" BIGINT, "amount" DECIMAL(19,4), "day" DATE, "note" VARCHAR, "void" SMALLINT, "organizationid" VARCHAR, "zenoti_sync_batch" INTEGER, "zenoti_sync_row" BIGINT);

SELECT count(*) FROM "zenoti_sync_stage";

DELETE FROM "zenoti"."bi_factsales" USING (SELECT DISTINCT s."saleid", s."organizationid" FROM "zenoti_sync_stage" AS s WHERE s."void" = 1) AS d WHERE "zenoti"."bi_factsales"."saleid" = d."saleid" AND "zenoti"."bi_factsales"."organizationid" = d."organizationid";

SELECT count(*) FROM "zenoti_sync_stage" AS s JOIN (SELECT x."saleid", x."organizationid", max(x."zenoti_sync_batch") AS zenoti_sync_last_batch FROM "zenoti_sync_stage" AS x WHERE x."void" = 1 GROUP BY x."saleid", x."organizationid") AS v ON s."saleid" = v."saleid" AND s."organizationid" = v."organizationid" WHERE NOT (s."void" = 1) AND v.zenoti_sync_last_batch > s."zenoti_sync_batch";

INSERT INTO "zenoti"."bi_factsales" ("saleid", "amount", "day", "note", "void", "organizationid") SELECT s."saleid", s."amount", s."day", s."note", s."void", s."organizationid" FROM "zenoti_sync_stage" AS s LEFT JOIN (SELECT x."saleid", x."organizationid", max(x."zenoti_sync_batch") AS zenoti_sync_last_batch FROM "zenoti_sync_stage" AS x WHERE x."void" = 1 GROUP BY x."saleid", x."organizationid") AS v ON s."saleid" = v."saleid" AND s."organizationid" = v."organizationid" WHERE NOT (s."void" = 1) AND (v.zenoti_sync_last_batch IS NULL OR v.zenoti_sync_last_batch <= s."zenoti_sync_batch");

DROP TABLE IF EXISTS temp."zenoti_sync_stage";

INSERT INTO "zenoti"."zenoti_sync_manifest" (source, pod, table_name, group_id, logid, object_key, etag, size_bytes, row_count, consumed_at, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

INSERT INTO "zenoti"."zenoti_sync_run" (source, pod, table_name, group_id, kind, outcome, rows_read, rows_inserted, rows_updated, rows_deleted, rows_ignored, rows_repeated, rows_quarantined, files, bytes, finished_at, millis, error) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

UPDATE "zenoti"."zenoti_sync_checkpoint" SET last_group = ?, updated_at = ? WHERE source = ? AND pod = ? AND table_name = ? AND last_group >= ? AND last_group < ?;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "zenoti"."zenoti_sync_table" WHERE table_name = ?;

SELECT column_name FROM duckdb_columns() WHERE database_name = current_database() AND schema_name = ? AND lower(table_name) = ? ORDER BY column_index;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "zenoti"."zenoti_sync_table" WHERE table_name = ?;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared FROM "zenoti"."zenoti_sync_source_table" WHERE source = ? AND table_name = ?;

SELECT column_names FROM "zenoti"."zenoti_sync_layout" WHERE source = ? AND pod = ? AND table_name = ? AND last_group >= ? ORDER BY last_group;

SELECT guest_digest, key_check, salt FROM "zenoti"."zenoti_sync_forgotten" ORDER BY forgotten_at, guest_digest;

SELECT source, pod, table_name, last_group, replay_to, proven_key FROM "zenoti"."zenoti_sync_checkpoint" WHERE table_name = ? ORDER BY source, pod;

SELECT "userid" FROM "zenoti"."bi_dimuser" LIMIT 0;

DROP TABLE IF EXISTS temp."zenoti_sync_stage";

CREATE TEMPORARY TABLE "zenoti_sync_stage" ("userid" BIGINT, "name" VARCHAR, "zenoti_sync_batch" INTEGER, "zenoti_sync_row" BIGINT);

SELECT count(*) FROM "zenoti_sync_stage";

SELECT count(*) FROM "zenoti_sync_stage" AS s WHERE EXISTS (SELECT 1 FROM "zenoti"."bi_dimuser" AS t WHERE t."userid" = s."userid");

DELETE FROM "zenoti"."bi_dimuser" USING (SELECT DISTINCT s."userid" FROM "zenoti_sync_stage" AS s) AS d WHERE "zenoti"."bi_dimuser"."userid" = d."userid";

INSERT INTO "zenoti"."bi_dimuser" ("userid", "name") SELECT s."userid", s."name" FROM "zenoti_sync_stage" AS s;

DROP TABLE IF EXISTS temp."zenoti_sync_stage";

INSERT INTO "zenoti"."zenoti_sync_manifest" (source, pod, table_name, group_id, logid, object_key, etag, size_bytes, row_count, consumed_at, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

INSERT INTO "zenoti"."zenoti_sync_run" (source, pod, table_name, group_id, kind, outcome, rows_read, rows_inserted, rows_updated, rows_deleted, rows_ignored, rows_repeated, rows_quarantined, files, bytes, finished_at, millis, error) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

SELECT source, pod, table_name, last_group, replay_to, proven_key FROM "zenoti"."zenoti_sync_checkpoint" ORDER BY table_name, source, pod;

SELECT pod, complete_group, group_count, table_filter, source FROM "zenoti"."zenoti_sync_pod" ORDER BY source, pod;

UPDATE "zenoti"."zenoti_sync_pod" SET complete_group = ?, group_count = ?, table_filter = ?, updated_at = ? WHERE source = ? AND pod = ?;

INSERT INTO "zenoti"."zenoti_sync_pod" (complete_group, group_count, pod, source, table_filter, updated_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING;
