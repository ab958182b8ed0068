-- c_join_PG, r_CURRENT_SCHEMA
SELECT a.attname FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum;

-- r_SELECT_synopsis
SELECT COALESCE(MAX(version), 0) FROM "zenoti"."zenoti_sync_version";

-- r_CREATE_SCHEMA
CREATE SCHEMA IF NOT EXISTS "zenoti";

-- r_CREATE_TABLE_NEW
CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_lock" (nothing INTEGER);

-- r_CREATE_TABLE_NEW
CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_version" (version INTEGER NOT NULL PRIMARY KEY, since TIMESTAMP NOT NULL);

-- r_CREATE_TABLE_NEW
CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_pod" (source VARCHAR(2000) NOT NULL, pod VARCHAR(2000) NOT NULL, complete_group BIGINT NOT NULL, group_count BIGINT NOT NULL, table_filter VARCHAR(20000) NOT NULL, updated_at TIMESTAMP NOT NULL, PRIMARY KEY (source, pod));

-- r_CREATE_TABLE_NEW
CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_manifest" (source VARCHAR(2000) NOT NULL, pod VARCHAR(2000) NOT NULL, table_name VARCHAR(127) NOT NULL, group_id BIGINT NOT NULL, logid BIGINT NOT NULL, object_key VARCHAR(1100) NOT NULL, etag VARCHAR(200), size_bytes BIGINT NOT NULL, row_count BIGINT NOT NULL, consumed_at TIMESTAMP NOT NULL, digest VARCHAR(100));

-- r_CREATE_TABLE_NEW
CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_run" (source VARCHAR(2000) NOT NULL, pod VARCHAR(2000) NOT NULL, table_name VARCHAR(127) NOT NULL, group_id BIGINT NOT NULL, kind VARCHAR(20), outcome VARCHAR(20) NOT NULL, rows_read BIGINT NOT NULL, rows_inserted BIGINT NOT NULL, rows_updated BIGINT NOT NULL, rows_deleted BIGINT NOT NULL, rows_ignored BIGINT NOT NULL, rows_repeated BIGINT NOT NULL, rows_quarantined BIGINT NOT NULL, files BIGINT NOT NULL, bytes BIGINT NOT NULL, finished_at TIMESTAMP NOT NULL, millis BIGINT NOT NULL, error VARCHAR(4000));

-- r_CREATE_TABLE_NEW
CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_quarantine" (source VARCHAR(2000) NOT NULL, pod VARCHAR(2000) NOT NULL, table_name VARCHAR(127) NOT NULL, group_id BIGINT NOT NULL, logid BIGINT NOT NULL, object_key VARCHAR(1100) NOT NULL, etag VARCHAR(200), line_number BIGINT NOT NULL, column_name VARCHAR(127), reason VARCHAR(4000) NOT NULL, raw_line VARCHAR(65535) NOT NULL, raw_hex VARCHAR(65535), quarantined_at TIMESTAMP NOT NULL);

-- r_CREATE_TABLE_NEW
CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_late" (source VARCHAR(2000) NOT NULL, pod VARCHAR(2000) NOT NULL, table_name VARCHAR(127) NOT NULL, group_id BIGINT NOT NULL, object_key VARCHAR(1100) NOT NULL, etag VARCHAR(200) NOT NULL, is_changed BOOLEAN NOT NULL, first_seen TIMESTAMP NOT NULL);

-- r_CREATE_TABLE_NEW
CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_unknown" (source VARCHAR(2000) NOT NULL, object_key VARCHAR(1100) NOT NULL, first_seen TIMESTAMP NOT NULL, PRIMARY KEY (source, object_key));

-- r_CREATE_TABLE_NEW
CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_paused" (table_name VARCHAR(127) NOT NULL PRIMARY KEY, paused_at TIMESTAMP NOT NULL);

-- r_CREATE_TABLE_NEW
CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_schema_file" (source VARCHAR(2000) NOT NULL, object_key VARCHAR(1100) NOT NULL, etag VARCHAR(200), last_modified TIMESTAMP NOT NULL, outcome VARCHAR(20) NOT NULL, note VARCHAR(4000), applied_at TIMESTAMP NOT NULL, table_names VARCHAR(65535), decided_by VARCHAR(200), first_set_up BOOLEAN, before_accept VARCHAR(65535), loaded_past VARCHAR(65535), was_applied BOOLEAN, PRIMARY KEY (source, object_key));

-- r_CREATE_TABLE_NEW
CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_table" (table_name VARCHAR(127) NOT NULL PRIMARY KEY, target_table VARCHAR(127) NOT NULL, definition VARCHAR(65535) NOT NULL, former_names VARCHAR(20000) NOT NULL, updated_at TIMESTAMP NOT NULL, added_columns VARCHAR(65535), dropped_columns VARCHAR(65535), moved_columns VARCHAR(65535), returned_columns VARCHAR(65535), declared VARCHAR(65535), schema_file VARCHAR(1100), schema_file_modified TIMESTAMP, forgotten_at TIMESTAMP, column_rules VARCHAR(65535));

-- r_CREATE_TABLE_NEW
CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_source_table" (source VARCHAR(2000) NOT NULL, table_name VARCHAR(127) NOT NULL, definition VARCHAR(65535) NOT NULL, former_names VARCHAR(20000) NOT NULL, added_columns VARCHAR(65535), dropped_columns VARCHAR(65535), moved_columns VARCHAR(65535), returned_columns VARCHAR(65535), declared VARCHAR(65535), schema_file VARCHAR(1100), schema_file_modified TIMESTAMP, updated_at TIMESTAMP NOT NULL, PRIMARY KEY (source, table_name));

-- r_CREATE_TABLE_NEW
CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_layout" (source VARCHAR(2000) NOT NULL, pod VARCHAR(2000) NOT NULL, table_name VARCHAR(127) NOT NULL, last_group BIGINT NOT NULL, column_names VARCHAR(65535) NOT NULL, PRIMARY KEY (source, pod, table_name, last_group));

-- r_CREATE_TABLE_NEW
CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_seen" (source VARCHAR(2000) NOT NULL, pod VARCHAR(2000) NOT NULL, table_name VARCHAR(127) NOT NULL, object_key VARCHAR(1100) NOT NULL, last_group BIGINT NOT NULL, PRIMARY KEY (source, pod, table_name, object_key));

-- r_CREATE_TABLE_NEW
CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_proof" (mark VARCHAR(36) NOT NULL);

-- r_CREATE_TABLE_NEW
CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_verify" (source VARCHAR(2000) NOT NULL, pod VARCHAR(2000) NOT NULL, table_name VARCHAR(127) NOT NULL, snapshot_month VARCHAR(7) NOT NULL, snapshot_group BIGINT NOT NULL, state VARCHAR(20) NOT NULL, rows_compared BIGINT NOT NULL, rows_missing BIGINT NOT NULL, rows_different BIGINT NOT NULL, rows_not_deleted BIGINT NOT NULL, rows_surplus BIGINT NOT NULL, rows_quarantined BIGINT NOT NULL, rows_undecided BIGINT NOT NULL, error VARCHAR(4000), verified_at TIMESTAMP NOT NULL);

-- r_CREATE_TABLE_NEW
CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_source" (source VARCHAR(2000) NOT NULL PRIMARY KEY, source_name VARCHAR(500) NOT NULL, paused_at TIMESTAMP, unreachable VARCHAR(4000), updated_at TIMESTAMP NOT NULL);

-- r_CREATE_TABLE_NEW
CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_forgotten" (guest_digest VARCHAR(64) NOT NULL PRIMARY KEY, key_check VARCHAR(64) NOT NULL, salt VARCHAR(64), forgotten_at TIMESTAMP NOT NULL, completed_at TIMESTAMP);

-- r_CREATE_TABLE_NEW
CREATE TABLE IF NOT EXISTS "zenoti"."zenoti_sync_checkpoint" (source VARCHAR(2000) NOT NULL, pod VARCHAR(2000) NOT NULL, table_name VARCHAR(127) NOT NULL, last_group BIGINT NOT NULL, replay_to BIGINT NOT NULL, proven_key VARCHAR(2000), updated_at TIMESTAMP NOT NULL, PRIMARY KEY (source, pod, table_name));

-- c_join_PG, r_CURRENT_SCHEMA
SELECT a.attname FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum;

-- c_join_PG, r_CURRENT_SCHEMA
SELECT a.attname FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum;

-- c_join_PG, r_CURRENT_SCHEMA
SELECT a.attname FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum;

-- c_join_PG, r_CURRENT_SCHEMA
SELECT a.attname FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum;

-- r_SELECT_synopsis
SELECT COALESCE(MAX(version), 0) FROM "zenoti"."zenoti_sync_version";

-- r_SELECT_synopsis
SELECT table_name, target_table FROM "zenoti"."zenoti_sync_table";

-- r_SELECT_synopsis
SELECT DISTINCT table_name FROM "zenoti"."zenoti_sync_checkpoint";

-- r_SELECT_synopsis
SELECT count(*) FROM "zenoti"."zenoti_sync_table" WHERE table_name NOT IN (SELECT table_name FROM "zenoti"."zenoti_sync_source_table");

-- c_join_PG, r_CURRENT_SCHEMA
SELECT a.attname FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum;

-- r_SELECT_synopsis
SELECT source, source_name, CASE WHEN paused_at IS NULL THEN 0 ELSE 1 END, unreachable FROM "zenoti"."zenoti_sync_source" ORDER BY source_name, source;

-- r_SELECT_synopsis
SELECT source, pod, table_name, last_group, replay_to, proven_key FROM "zenoti"."zenoti_sync_checkpoint" WHERE source = ? ORDER BY table_name, pod;

-- r_SELECT_synopsis
SELECT source, object_key, etag, last_modified, outcome, note, applied_at, table_names, decided_by, first_set_up, loaded_past, was_applied FROM "zenoti"."zenoti_sync_schema_file" WHERE source = ?;

-- r_SELECT_synopsis
SELECT table_name FROM "zenoti"."zenoti_sync_source_table" WHERE source = ?;

-- r_SELECT_synopsis
SELECT object_key FROM "zenoti"."zenoti_sync_unknown" WHERE source = ? ORDER BY object_key;

-- r_SELECT_synopsis
SELECT source, pod, table_name, last_group, replay_to, proven_key FROM "zenoti"."zenoti_sync_checkpoint" ORDER BY table_name, source, pod;

-- r_SELECT_synopsis
SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "zenoti"."zenoti_sync_table" ORDER BY table_name;

-- c_join_PG, r_CURRENT_SCHEMA
SELECT a.attname FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum;

-- r_SELECT_synopsis
SELECT table_name FROM "zenoti"."zenoti_sync_paused" ORDER BY table_name;

-- r_LOCK
LOCK TABLE "zenoti"."zenoti_sync_lock";

-- r_SELECT_synopsis
SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "zenoti"."zenoti_sync_table" ORDER BY table_name;

-- c_join_PG, r_CURRENT_SCHEMA
SELECT a.attname FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum;

-- c_join_PG, r_CURRENT_SCHEMA
SELECT a.attname FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum;

-- c_join_PG, r_CURRENT_SCHEMA
SELECT a.attname FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum;

-- r_SELECT_synopsis
SELECT COALESCE(MAX(version), 0) FROM "zenoti"."zenoti_sync_version";

-- c_join_PG, r_CURRENT_SCHEMA
SELECT a.attname FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum;

-- r_SELECT_synopsis
SELECT pod, complete_group, group_count, table_filter, source FROM "zenoti"."zenoti_sync_pod" ORDER BY source, pod;

-- r_SELECT_synopsis
SELECT object_key, etag FROM "zenoti"."zenoti_sync_manifest" WHERE source = ? AND pod = ? AND group_id BETWEEN ? AND ?;

-- r_SELECT_synopsis
SELECT source, object_key, etag, last_modified, outcome, note, applied_at, table_names, decided_by, first_set_up, loaded_past, was_applied FROM "zenoti"."zenoti_sync_schema_file" WHERE source = ?;

-- r_SELECT_synopsis
SELECT table_name FROM "zenoti"."zenoti_sync_source_table" WHERE source = ?;

-- r_SELECT_synopsis
SELECT object_key FROM "zenoti"."zenoti_sync_unknown" WHERE source = ? ORDER BY object_key;

-- r_SELECT_synopsis
SELECT source, pod, table_name, group_id, object_key, etag, is_changed FROM "zenoti"."zenoti_sync_late" ORDER BY table_name, source, pod, group_id, object_key;

-- r_LOCK
LOCK TABLE "zenoti"."zenoti_sync_lock";

-- r_UPDATE
UPDATE "zenoti"."zenoti_sync_checkpoint" SET last_group = ?, updated_at = ? WHERE source = ? AND pod = ? AND table_name = ? AND last_group >= ? AND last_group < ?;

-- r_SELECT_synopsis
SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "zenoti"."zenoti_sync_table" WHERE table_name = ?;

-- c_join_PG, r_CURRENT_SCHEMA
SELECT a.attname FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum;

-- r_SELECT_synopsis
SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "zenoti"."zenoti_sync_table" WHERE table_name = ?;

-- r_SELECT_synopsis
SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared FROM "zenoti"."zenoti_sync_source_table" WHERE source = ? AND table_name = ?;

-- r_SELECT_synopsis
SELECT column_names FROM "zenoti"."zenoti_sync_layout" WHERE source = ? AND pod = ? AND table_name = ? AND last_group >= ? ORDER BY last_group;

-- r_SELECT_synopsis
SELECT source, pod, table_name, last_group, replay_to, proven_key FROM "zenoti"."zenoti_sync_checkpoint" WHERE table_name = ? ORDER BY source, pod;

-- r_SELECT_synopsis
SELECT "saleid", "organizationid" FROM "zenoti"."bi_factsales" LIMIT 0;

-- r_DROP_TABLE
DROP TABLE IF EXISTS "zenoti_sync_stage";

-- r_CREATE_TABLE_NEW
CREATE TEMPORARY TABLE "zenoti_sync_stage" ("saleid" BIGINT, "amount" DECIMAL(23,8), "day" TIMESTAMP, "note" VARCHAR(50), "void" SMALLINT, "organizationid" VARCHAR(36), "zenoti_sync_batch" INTEGER DEFAULT -1, "zenoti_sync_row" BIGINT DEFAULT -1) DISTKEY ("saleid");

-- PG_BACKEND_PID
SELECT pg_backend_pid();

-- r_COPY
COPY "zenoti_sync_stage" ("saleid", "amount", "day", "note", "void", "organizationid") FROM 's3://golden/manifests/zenoti-sync-<random>.manifest' IAM_ROLE 'arn:aws:iam::123456789012:role/zenoti' MANIFEST REGION 'us-east-1' FORMAT AS CSV EMPTYASNULL NULL AS 'zenoti_sync_no_text' IGNOREBLANKLINES DATEFORMAT 'auto' TIMEFORMAT 'auto' COMPUPDATE OFF STATUPDATE OFF;

-- PG_LAST_COPY_COUNT
SELECT pg_last_copy_count();

-- r_UPDATE
UPDATE "zenoti_sync_stage" SET "zenoti_sync_batch" = 0, "zenoti_sync_row" = 0 WHERE "zenoti_sync_batch" = -1;

-- PG_BACKEND_PID
SELECT pg_backend_pid();

-- r_COPY
COPY "zenoti_sync_stage" ("saleid", "amount", "day", "note", "void", "organizationid") FROM 's3://golden/manifests/zenoti-sync-<random>.manifest' IAM_ROLE 'arn:aws:iam::123456789012:role/zenoti' MANIFEST REGION 'us-east-1' FORMAT AS CSV EMPTYASNULL NULL AS 'zenoti_sync_no_text' IGNOREBLANKLINES DATEFORMAT 'auto' TIMEFORMAT 'auto' COMPUPDATE OFF STATUPDATE OFF;

-- PG_LAST_COPY_COUNT
SELECT pg_last_copy_count();

-- r_UPDATE
UPDATE "zenoti_sync_stage" SET "zenoti_sync_batch" = 1, "zenoti_sync_row" = 1 WHERE "zenoti_sync_batch" = -1;

-- r_SELECT_synopsis
SELECT count(*) FROM "zenoti_sync_stage" WHERE "amount" <> round("amount", 4) OR "day" <> date_trunc('day', "day");

-- r_SELECT_synopsis
SELECT count(*) FROM "zenoti_sync_stage" WHERE "organizationid" LIKE ?;

-- r_SELECT_synopsis
SELECT count(*), count(CASE WHEN s."void" = 1 THEN 1 END), count(CASE WHEN s."void" IS NULL OR s."void" < 0 OR s."void" > 1 THEN 1 END) FROM "zenoti_sync_stage" AS s;

-- r_SELECT_synopsis
SELECT coalesce(sum(r.repeats), 0) FROM (SELECT count(*) - 1 AS repeats FROM "zenoti_sync_stage" AS s WHERE s."saleid" IS NOT NULL AND s."organizationid" IS NOT NULL AND NOT (s."void" = 1) GROUP BY s."saleid", s."organizationid", s."zenoti_sync_batch" HAVING count(*) > 1) AS r;

-- r_DELETE
DELETE FROM "zenoti"."bi_factsales" USING "zenoti_sync_stage" AS s WHERE "bi_factsales"."saleid" = s."saleid" AND "bi_factsales"."organizationid" = s."organizationid" AND s."void" = 1;

-- r_SELECT_synopsis
SELECT count(*) FROM "zenoti_sync_stage" AS s JOIN (SELECT x."saleid", x."organizationid", max(x."zenoti_sync_batch") AS zenoti_sync_last_batch FROM "zenoti_sync_stage" AS x WHERE x."void" = 1 GROUP BY x."saleid", x."organizationid") AS v ON s."saleid" = v."saleid" AND s."organizationid" = v."organizationid" WHERE NOT (s."void" = 1) AND v.zenoti_sync_last_batch > s."zenoti_sync_batch";

-- r_INSERT_30
INSERT INTO "zenoti"."bi_factsales" ("saleid", "amount", "day", "note", "void", "organizationid") SELECT s."saleid", s."amount", s."day", s."note", s."void", s."organizationid" FROM "zenoti_sync_stage" AS s LEFT JOIN (SELECT x."saleid", x."organizationid", max(x."zenoti_sync_batch") AS zenoti_sync_last_batch FROM "zenoti_sync_stage" AS x WHERE x."void" = 1 GROUP BY x."saleid", x."organizationid") AS v ON s."saleid" = v."saleid" AND s."organizationid" = v."organizationid" WHERE NOT (s."void" = 1) AND (v.zenoti_sync_last_batch IS NULL OR v.zenoti_sync_last_batch <= s."zenoti_sync_batch");

-- r_DROP_TABLE
DROP TABLE IF EXISTS "zenoti_sync_stage";

-- r_INSERT_30
INSERT INTO "zenoti"."zenoti_sync_manifest" (source, pod, table_name, group_id, logid, object_key, etag, size_bytes, row_count, consumed_at, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- r_INSERT_30
INSERT INTO "zenoti"."zenoti_sync_run" (source, pod, table_name, group_id, kind, outcome, rows_read, rows_inserted, rows_updated, rows_deleted, rows_ignored, rows_repeated, rows_quarantined, files, bytes, finished_at, millis, error) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- r_LOCK
LOCK TABLE "zenoti"."zenoti_sync_lock";

-- r_UPDATE
UPDATE "zenoti"."zenoti_sync_checkpoint" SET last_group = ?, updated_at = ? WHERE source = ? AND pod = ? AND table_name = ? AND last_group >= ? AND last_group < ?;

-- r_SELECT_synopsis
SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "zenoti"."zenoti_sync_table" WHERE table_name = ?;

-- c_join_PG, r_CURRENT_SCHEMA
SELECT a.attname FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum;

-- r_SELECT_synopsis
SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "zenoti"."zenoti_sync_table" WHERE table_name = ?;

-- r_SELECT_synopsis
SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared FROM "zenoti"."zenoti_sync_source_table" WHERE source = ? AND table_name = ?;

-- r_SELECT_synopsis
SELECT column_names FROM "zenoti"."zenoti_sync_layout" WHERE source = ? AND pod = ? AND table_name = ? AND last_group >= ? ORDER BY last_group;

-- r_SELECT_synopsis
SELECT guest_digest, key_check, salt FROM "zenoti"."zenoti_sync_forgotten" ORDER BY forgotten_at, guest_digest;

-- r_SELECT_synopsis
SELECT source, pod, table_name, last_group, replay_to, proven_key FROM "zenoti"."zenoti_sync_checkpoint" WHERE table_name = ? ORDER BY source, pod;

-- r_SELECT_synopsis
SELECT "userid" FROM "zenoti"."bi_dimuser" LIMIT 0;

-- r_DROP_TABLE
DROP TABLE IF EXISTS "zenoti_sync_stage";

-- r_CREATE_TABLE_NEW
CREATE TEMPORARY TABLE "zenoti_sync_stage" ("userid" BIGINT, "name" VARCHAR(20), "zenoti_sync_batch" INTEGER DEFAULT 0, "zenoti_sync_row" BIGINT DEFAULT 0) DISTSTYLE ALL;

-- PG_BACKEND_PID
SELECT pg_backend_pid();

-- r_COPY
COPY "zenoti_sync_stage" ("userid", "name") FROM 's3://golden/manifests/zenoti-sync-<random>.manifest' IAM_ROLE 'arn:aws:iam::123456789012:role/zenoti' MANIFEST REGION 'us-east-1' FORMAT AS CSV EMPTYASNULL NULL AS 'zenoti_sync_no_text' IGNOREBLANKLINES DATEFORMAT 'auto' TIMEFORMAT 'auto' COMPUPDATE OFF STATUPDATE OFF;

-- PG_LAST_COPY_COUNT
SELECT pg_last_copy_count();

-- r_SELECT_synopsis
SELECT count(*) FROM "zenoti_sync_stage" WHERE "name" LIKE ?;

-- r_SELECT_synopsis
SELECT count(*), 0, 0 FROM "zenoti_sync_stage" AS s;

-- r_SELECT_synopsis
SELECT coalesce(sum(r.repeats), 0) FROM (SELECT count(*) - 1 AS repeats FROM "zenoti_sync_stage" AS s WHERE s."userid" IS NOT NULL GROUP BY s."userid", CASE WHEN s."zenoti_sync_batch" < 0 THEN -1 - s."zenoti_sync_batch" ELSE s."zenoti_sync_batch" END HAVING count(*) > 1) AS r;

-- r_SELECT_synopsis
SELECT count(*) FROM "zenoti_sync_stage" AS s WHERE EXISTS (SELECT 1 FROM "zenoti"."bi_dimuser" AS t WHERE t."userid" = s."userid");

-- r_DELETE
DELETE FROM "zenoti"."bi_dimuser" USING "zenoti_sync_stage" AS s WHERE "bi_dimuser"."userid" = s."userid";

-- r_INSERT_30
INSERT INTO "zenoti"."bi_dimuser" ("userid", "name") SELECT s."userid", s."name" FROM "zenoti_sync_stage" AS s;

-- r_DROP_TABLE
DROP TABLE IF EXISTS "zenoti_sync_stage";

-- r_INSERT_30
INSERT INTO "zenoti"."zenoti_sync_manifest" (source, pod, table_name, group_id, logid, object_key, etag, size_bytes, row_count, consumed_at, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- r_INSERT_30
INSERT INTO "zenoti"."zenoti_sync_run" (source, pod, table_name, group_id, kind, outcome, rows_read, rows_inserted, rows_updated, rows_deleted, rows_ignored, rows_repeated, rows_quarantined, files, bytes, finished_at, millis, error) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- r_SELECT_synopsis
SELECT source, pod, table_name, last_group, replay_to, proven_key FROM "zenoti"."zenoti_sync_checkpoint" ORDER BY table_name, source, pod;

-- r_SELECT_synopsis
SELECT pod, complete_group, group_count, table_filter, source FROM "zenoti"."zenoti_sync_pod" ORDER BY source, pod;

-- r_LOCK
LOCK TABLE "zenoti"."zenoti_sync_lock";

-- r_UPDATE
UPDATE "zenoti"."zenoti_sync_pod" SET complete_group = ?, group_count = ?, table_filter = ?, updated_at = ? WHERE source = ? AND pod = ?;

-- r_SELECT_synopsis
SELECT count(*) FROM "zenoti"."zenoti_sync_pod" WHERE pod = ? AND source = ?;

-- r_INSERT_30
INSERT INTO "zenoti"."zenoti_sync_pod" (complete_group, group_count, pod, source, table_filter, updated_at) VALUES (?, ?, ?, ?, ?, ?);
