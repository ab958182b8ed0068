SELECT COALESCE(MAX(version), 0) FROM "ZENOTI"."ZENOTI_SYNC_VERSION";

CREATE SCHEMA IF NOT EXISTS "ZENOTI";

CREATE TABLE IF NOT EXISTS "ZENOTI"."ZENOTI_SYNC_LOCK" (lock_name VARCHAR(128) NOT NULL PRIMARY KEY, held_times BIGINT NOT NULL);

CREATE TABLE IF NOT EXISTS "ZENOTI"."ZENOTI_SYNC_VERSION" (version INTEGER NOT NULL PRIMARY KEY, since TIMESTAMP(6) NOT NULL);

CREATE TABLE IF NOT EXISTS "ZENOTI"."ZENOTI_SYNC_POD" (source VARCHAR(2000) NOT NULL, pod VARCHAR(2000) NOT NULL, complete_group BIGINT NOT NULL, group_count BIGINT NOT NULL, table_filter VARCHAR(20000) NOT NULL, updated_at TIMESTAMP(6) NOT NULL, PRIMARY KEY (source, pod));

CREATE TABLE IF NOT EXISTS "ZENOTI"."ZENOTI_SYNC_MANIFEST" (source VARCHAR(2000) NOT NULL, pod VARCHAR(2000) NOT NULL, table_name VARCHAR(127) NOT NULL, group_id BIGINT NOT NULL, logid BIGINT NOT NULL, object_key VARCHAR(1100) NOT NULL, etag VARCHAR(200), size_bytes BIGINT NOT NULL, row_count BIGINT NOT NULL, consumed_at TIMESTAMP(6) NOT NULL, digest VARCHAR(100));

CREATE TABLE IF NOT EXISTS "ZENOTI"."ZENOTI_SYNC_RUN" (source VARCHAR(2000) NOT NULL, pod VARCHAR(2000) NOT NULL, table_name VARCHAR(127) NOT NULL, group_id BIGINT NOT NULL, kind VARCHAR(20), outcome VARCHAR(20) NOT NULL, rows_read BIGINT NOT NULL, rows_inserted BIGINT NOT NULL, rows_updated BIGINT NOT NULL, rows_deleted BIGINT NOT NULL, rows_ignored BIGINT NOT NULL, rows_repeated BIGINT NOT NULL, rows_quarantined BIGINT NOT NULL, files BIGINT NOT NULL, bytes BIGINT NOT NULL, finished_at TIMESTAMP(6) NOT NULL, millis BIGINT NOT NULL, error VARCHAR(4000));

CREATE TABLE IF NOT EXISTS "ZENOTI"."ZENOTI_SYNC_QUARANTINE" (source VARCHAR(2000) NOT NULL, pod VARCHAR(2000) NOT NULL, table_name VARCHAR(127) NOT NULL, group_id BIGINT NOT NULL, logid BIGINT NOT NULL, object_key VARCHAR(1100) NOT NULL, etag VARCHAR(200), line_number BIGINT NOT NULL, column_name VARCHAR(127), reason VARCHAR(4000) NOT NULL, raw_line VARCHAR(65535) NOT NULL, raw_hex VARCHAR(65535), quarantined_at TIMESTAMP(6) NOT NULL);

CREATE TABLE IF NOT EXISTS "ZENOTI"."ZENOTI_SYNC_LATE" (source VARCHAR(2000) NOT NULL, pod VARCHAR(2000) NOT NULL, table_name VARCHAR(127) NOT NULL, group_id BIGINT NOT NULL, object_key VARCHAR(1100) NOT NULL, etag VARCHAR(200) NOT NULL, is_changed BOOLEAN NOT NULL, first_seen TIMESTAMP(6) NOT NULL);

CREATE TABLE IF NOT EXISTS "ZENOTI"."ZENOTI_SYNC_UNKNOWN" (source VARCHAR(2000) NOT NULL, object_key VARCHAR(1100) NOT NULL, first_seen TIMESTAMP(6) NOT NULL, PRIMARY KEY (source, object_key));

CREATE TABLE IF NOT EXISTS "ZENOTI"."ZENOTI_SYNC_PAUSED" (table_name VARCHAR(127) NOT NULL PRIMARY KEY, paused_at TIMESTAMP(6) NOT NULL);

CREATE TABLE IF NOT EXISTS "ZENOTI"."ZENOTI_SYNC_SCHEMA_FILE" (source VARCHAR(2000) NOT NULL, object_key VARCHAR(1100) NOT NULL, etag VARCHAR(200), last_modified TIMESTAMP(6) NOT NULL, outcome VARCHAR(20) NOT NULL, note VARCHAR(4000), applied_at TIMESTAMP(6) NOT NULL, table_names VARCHAR(65535), decided_by VARCHAR(200), first_set_up BOOLEAN, before_accept VARCHAR(65535), loaded_past VARCHAR(65535), was_applied BOOLEAN, PRIMARY KEY (source, object_key));

CREATE TABLE IF NOT EXISTS "ZENOTI"."ZENOTI_SYNC_TABLE" (table_name VARCHAR(127) NOT NULL PRIMARY KEY, target_table VARCHAR(127) NOT NULL, definition VARCHAR(65535) NOT NULL, former_names VARCHAR(20000) NOT NULL, updated_at TIMESTAMP(6) NOT NULL, added_columns VARCHAR(65535), dropped_columns VARCHAR(65535), moved_columns VARCHAR(65535), returned_columns VARCHAR(65535), declared VARCHAR(65535), schema_file VARCHAR(1100), schema_file_modified TIMESTAMP(6), forgotten_at TIMESTAMP(6), column_rules VARCHAR(65535));

CREATE TABLE IF NOT EXISTS "ZENOTI"."ZENOTI_SYNC_SOURCE_TABLE" (source VARCHAR(2000) NOT NULL, table_name VARCHAR(127) NOT NULL, definition VARCHAR(65535) NOT NULL, former_names VARCHAR(20000) NOT NULL, added_columns VARCHAR(65535), dropped_columns VARCHAR(65535), moved_columns VARCHAR(65535), returned_columns VARCHAR(65535), declared VARCHAR(65535), schema_file VARCHAR(1100), schema_file_modified TIMESTAMP(6), updated_at TIMESTAMP(6) NOT NULL, PRIMARY KEY (source, table_name));

CREATE TABLE IF NOT EXISTS "ZENOTI"."ZENOTI_SYNC_LAYOUT" (source VARCHAR(2000) NOT NULL, pod VARCHAR(2000) NOT NULL, table_name VARCHAR(127) NOT NULL, last_group BIGINT NOT NULL, column_names VARCHAR(65535) NOT NULL, PRIMARY KEY (source, pod, table_name, last_group));

CREATE TABLE IF NOT EXISTS "ZENOTI"."ZENOTI_SYNC_SEEN" (source VARCHAR(2000) NOT NULL, pod VARCHAR(2000) NOT NULL, table_name VARCHAR(127) NOT NULL, object_key VARCHAR(1100) NOT NULL, last_group BIGINT NOT NULL, PRIMARY KEY (source, pod, table_name, object_key));

CREATE TABLE IF NOT EXISTS "ZENOTI"."ZENOTI_SYNC_PROOF" (mark VARCHAR(36) NOT NULL);

CREATE TABLE IF NOT EXISTS "ZENOTI"."ZENOTI_SYNC_VERIFY" (source VARCHAR(2000) NOT NULL, pod VARCHAR(2000) NOT NULL, table_name VARCHAR(127) NOT NULL, snapshot_month VARCHAR(7) NOT NULL, snapshot_group BIGINT NOT NULL, state VARCHAR(20) NOT NULL, rows_compared BIGINT NOT NULL, rows_missing BIGINT NOT NULL, rows_different BIGINT NOT NULL, rows_not_deleted BIGINT NOT NULL, rows_surplus BIGINT NOT NULL, rows_quarantined BIGINT NOT NULL, rows_undecided BIGINT NOT NULL, error VARCHAR(4000), verified_at TIMESTAMP(6) NOT NULL);

CREATE TABLE IF NOT EXISTS "ZENOTI"."ZENOTI_SYNC_SOURCE" (source VARCHAR(2000) NOT NULL PRIMARY KEY, source_name VARCHAR(500) NOT NULL, paused_at TIMESTAMP(6), unreachable VARCHAR(4000), updated_at TIMESTAMP(6) NOT NULL);

CREATE TABLE IF NOT EXISTS "ZENOTI"."ZENOTI_SYNC_FORGOTTEN" (guest_digest VARCHAR(64) NOT NULL PRIMARY KEY, key_check VARCHAR(64) NOT NULL, salt VARCHAR(64), forgotten_at TIMESTAMP(6) NOT NULL, completed_at TIMESTAMP(6));

CREATE TABLE IF NOT EXISTS "ZENOTI"."ZENOTI_SYNC_CHECKPOINT" (source VARCHAR(2000) NOT NULL, pod VARCHAR(2000) NOT NULL, table_name VARCHAR(127) NOT NULL, last_group BIGINT NOT NULL, replay_to BIGINT NOT NULL, proven_key VARCHAR(2000), updated_at TIMESTAMP(6) NOT NULL, PRIMARY KEY (source, pod, table_name));

SELECT COALESCE(MAX(version), 0) FROM "ZENOTI"."ZENOTI_SYNC_VERSION";

SELECT table_name, target_table FROM "ZENOTI"."ZENOTI_SYNC_TABLE";

SELECT DISTINCT table_name FROM "ZENOTI"."ZENOTI_SYNC_CHECKPOINT";

SELECT count(*) FROM "ZENOTI"."ZENOTI_SYNC_TABLE" WHERE table_name NOT IN (SELECT table_name FROM "ZENOTI"."ZENOTI_SYNC_SOURCE_TABLE");

SELECT source, source_name, CASE WHEN paused_at IS NULL THEN 0 ELSE 1 END, unreachable FROM "ZENOTI"."ZENOTI_SYNC_SOURCE" ORDER BY source_name, source;

SELECT source, pod, table_name, last_group, replay_to, proven_key FROM "ZENOTI"."ZENOTI_SYNC_CHECKPOINT" WHERE source = ? ORDER BY table_name, pod;

SELECT source, object_key, etag, last_modified, outcome, note, applied_at, table_names, decided_by, first_set_up, loaded_past, was_applied FROM "ZENOTI"."ZENOTI_SYNC_SCHEMA_FILE" WHERE source = ?;

SELECT table_name FROM "ZENOTI"."ZENOTI_SYNC_SOURCE_TABLE" WHERE source = ?;

SELECT object_key FROM "ZENOTI"."ZENOTI_SYNC_UNKNOWN" WHERE source = ? ORDER BY object_key;

SELECT source, pod, table_name, last_group, replay_to, proven_key FROM "ZENOTI"."ZENOTI_SYNC_CHECKPOINT" ORDER BY table_name, source, pod;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "ZENOTI"."ZENOTI_SYNC_TABLE" ORDER BY table_name;

SELECT table_name FROM "ZENOTI"."ZENOTI_SYNC_PAUSED" ORDER BY table_name;

UPDATE "ZENOTI"."ZENOTI_SYNC_LOCK" SET held_times = held_times + 1 WHERE lock_name = ?;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "ZENOTI"."ZENOTI_SYNC_TABLE" ORDER BY table_name;

SELECT COALESCE(MAX(version), 0) FROM "ZENOTI"."ZENOTI_SYNC_VERSION";

SELECT pod, complete_group, group_count, table_filter, source FROM "ZENOTI"."ZENOTI_SYNC_POD" ORDER BY source, pod;

SELECT source, object_key, etag, last_modified, outcome, note, applied_at, table_names, decided_by, first_set_up, loaded_past, was_applied FROM "ZENOTI"."ZENOTI_SYNC_SCHEMA_FILE" WHERE source = ?;

SELECT table_name FROM "ZENOTI"."ZENOTI_SYNC_SOURCE_TABLE" WHERE source = ?;

SAVEPOINT zenoti_sync_insert;

INSERT INTO "ZENOTI"."ZENOTI_SYNC_CHECKPOINT" (last_group, pod, replay_to, source, table_name, updated_at) VALUES (?, ?, ?, ?, ?, ?);

SAVEPOINT zenoti_sync_insert;

INSERT INTO "ZENOTI"."ZENOTI_SYNC_CHECKPOINT" (last_group, pod, replay_to, source, table_name, updated_at) VALUES (?, ?, ?, ?, ?, ?);

SELECT object_key FROM "ZENOTI"."ZENOTI_SYNC_UNKNOWN" WHERE source = ? ORDER BY object_key;

SELECT source, pod, table_name, group_id, object_key, etag, is_changed FROM "ZENOTI"."ZENOTI_SYNC_LATE" ORDER BY table_name, source, pod, group_id, object_key;

UPDATE "ZENOTI"."ZENOTI_SYNC_CHECKPOINT" SET last_group = ?, updated_at = ? WHERE source = ? AND pod = ? AND table_name = ? AND last_group >= ? AND last_group < ?;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "ZENOTI"."ZENOTI_SYNC_TABLE" WHERE table_name = ?;

UPDATE "ZENOTI"."ZENOTI_SYNC_LOCK" SET held_times = held_times + 1 WHERE lock_name = ?;

SAVEPOINT zenoti_sync_insert;

INSERT INTO "ZENOTI"."ZENOTI_SYNC_LOCK" (held_times, lock_name) VALUES (?, ?);

UPDATE "ZENOTI"."ZENOTI_SYNC_LOCK" SET held_times = held_times + 1 WHERE lock_name = ?;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "ZENOTI"."ZENOTI_SYNC_TABLE" WHERE table_name = ?;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared FROM "ZENOTI"."ZENOTI_SYNC_SOURCE_TABLE" WHERE source = ? AND table_name = ?;

SELECT column_names FROM "ZENOTI"."ZENOTI_SYNC_LAYOUT" WHERE source = ? AND pod = ? AND table_name = ? AND last_group >= ? ORDER BY last_group;

SELECT source, pod, table_name, last_group, replay_to, proven_key FROM "ZENOTI"."ZENOTI_SYNC_CHECKPOINT" WHERE table_name = ? ORDER BY source, pod;

SELECT 1 FROM "ZENOTI"."BI_FACTSALES" FETCH FIRST 1 ROWS ONLY;

SELECT "SALEID", "ORGANIZATIONID" FROM "ZENOTI"."BI_FACTSALES" WHERE 1 = 0;

EXECUTE IMMEDIATE 'DROP TABLE IF EXISTS "ZENOTI_SYNC_STAGE"';

CREATE LOCAL TEMPORARY TABLE "ZENOTI_SYNC_STAGE" ("SALEID" BIGINT, "AMOUNT" DECIMAL(19,4), "DAY" DATE, "NOTE" VARCHAR(50), "VOID" SMALLINT, "ORGANIZATIONID" VARCHAR(36), "ZENOTI_SYNC_BATCH" INTEGER, "ZENOTI_SYNC_ROW" BIGINT) TRANSACTIONAL;

INSERT INTO "ZENOTI_SYNC_STAGE" ("SALEID", "AMOUNT", "DAY", "NOTE", "VOID", "ORGANIZATIONID", "ZENOTI_SYNC_BATCH", "ZENOTI_SYNC_ROW") VALUES (?, ?, ?, ?, ?, ?, ?, ?);

UPDATE "ZENOTI"."ZENOTI_SYNC_CHECKPOINT" SET proven_key = ? WHERE source = ? AND pod = ? AND table_name = ?;

INSERT INTO "ZENOTI"."BI_FACTSALES" ("SALEID", "AMOUNT", "DAY", "NOTE", "VOID", "ORGANIZATIONID") SELECT s."SALEID", s."AMOUNT", s."DAY", s."NOTE", s."VOID", s."ORGANIZATIONID" FROM "ZENOTI_SYNC_STAGE" AS s WHERE NOT (s."VOID" = 1);

EXECUTE IMMEDIATE 'DROP TABLE IF EXISTS "ZENOTI_SYNC_STAGE"';

INSERT INTO "ZENOTI"."ZENOTI_SYNC_MANIFEST" (source, pod, table_name, group_id, logid, object_key, etag, size_bytes, row_count, consumed_at, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

INSERT INTO "ZENOTI"."ZENOTI_SYNC_RUN" (source, pod, table_name, group_id, kind, outcome, rows_read, rows_inserted, rows_updated, rows_deleted, rows_ignored, rows_repeated, rows_quarantined, files, bytes, finished_at, millis, error) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

CREATE INDEX "BI_FACTSALES_KEY_DB0D6E2E" ON "ZENOTI"."BI_FACTSALES" ("SALEID");

UPDATE "ZENOTI"."ZENOTI_SYNC_CHECKPOINT" SET last_group = ?, updated_at = ? WHERE source = ? AND pod = ? AND table_name = ? AND last_group >= ? AND last_group < ?;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "ZENOTI"."ZENOTI_SYNC_TABLE" WHERE table_name = ?;

UPDATE "ZENOTI"."ZENOTI_SYNC_LOCK" SET held_times = held_times + 1 WHERE lock_name = ?;

SAVEPOINT zenoti_sync_insert;

INSERT INTO "ZENOTI"."ZENOTI_SYNC_LOCK" (held_times, lock_name) VALUES (?, ?);

UPDATE "ZENOTI"."ZENOTI_SYNC_LOCK" SET held_times = held_times + 1 WHERE lock_name = ?;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "ZENOTI"."ZENOTI_SYNC_TABLE" WHERE table_name = ?;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared FROM "ZENOTI"."ZENOTI_SYNC_SOURCE_TABLE" WHERE source = ? AND table_name = ?;

SELECT column_names FROM "ZENOTI"."ZENOTI_SYNC_LAYOUT" WHERE source = ? AND pod = ? AND table_name = ? AND last_group >= ? ORDER BY last_group;

SELECT guest_digest, key_check, salt FROM "ZENOTI"."ZENOTI_SYNC_FORGOTTEN" ORDER BY forgotten_at, guest_digest;

SELECT source, pod, table_name, last_group, replay_to, proven_key FROM "ZENOTI"."ZENOTI_SYNC_CHECKPOINT" WHERE table_name = ? ORDER BY source, pod;

SELECT 1 FROM "ZENOTI"."BI_DIMUSER" FETCH FIRST 1 ROWS ONLY;

SELECT "USERID" FROM "ZENOTI"."BI_DIMUSER" WHERE 1 = 0;

EXECUTE IMMEDIATE 'DROP TABLE IF EXISTS "ZENOTI_SYNC_STAGE"';

CREATE LOCAL TEMPORARY TABLE "ZENOTI_SYNC_STAGE" ("USERID" BIGINT, "NAME" VARCHAR(20), "ZENOTI_SYNC_BATCH" INTEGER, "ZENOTI_SYNC_ROW" BIGINT) TRANSACTIONAL;

INSERT INTO "ZENOTI_SYNC_STAGE" ("USERID", "NAME", "ZENOTI_SYNC_BATCH", "ZENOTI_SYNC_ROW") VALUES (?, ?, ?, ?);

UPDATE "ZENOTI"."ZENOTI_SYNC_CHECKPOINT" SET proven_key = ? WHERE source = ? AND pod = ? AND table_name = ?;

SELECT count(*) FROM "ZENOTI_SYNC_STAGE" AS s WHERE EXISTS (SELECT 1 FROM "ZENOTI"."BI_DIMUSER" AS t WHERE t."USERID" = s."USERID");

DELETE FROM "ZENOTI"."BI_DIMUSER" WHERE ("USERID") IN (SELECT s."USERID" FROM "ZENOTI_SYNC_STAGE" AS s);

INSERT INTO "ZENOTI"."BI_DIMUSER" ("USERID", "NAME") SELECT s."USERID", s."NAME" FROM "ZENOTI_SYNC_STAGE" AS s;

EXECUTE IMMEDIATE 'DROP TABLE IF EXISTS "ZENOTI_SYNC_STAGE"';

INSERT INTO "ZENOTI"."ZENOTI_SYNC_MANIFEST" (source, pod, table_name, group_id, logid, object_key, etag, size_bytes, row_count, consumed_at, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

INSERT INTO "ZENOTI"."ZENOTI_SYNC_RUN" (source, pod, table_name, group_id, kind, outcome, rows_read, rows_inserted, rows_updated, rows_deleted, rows_ignored, rows_repeated, rows_quarantined, files, bytes, finished_at, millis, error) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

CREATE INDEX "BI_DIMUSER_KEY_B84390B7" ON "ZENOTI"."BI_DIMUSER" ("USERID");

SELECT source, pod, table_name, last_group, replay_to, proven_key FROM "ZENOTI"."ZENOTI_SYNC_CHECKPOINT" ORDER BY table_name, source, pod;

SELECT pod, complete_group, group_count, table_filter, source FROM "ZENOTI"."ZENOTI_SYNC_POD" ORDER BY source, pod;
