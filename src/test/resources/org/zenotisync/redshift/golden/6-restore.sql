-- c_join_PG, r_CURRENT_SCHEMA
SELECT a.attname FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum;

-- r_SELECT_synopsis
SELECT COALESCE(MAX(version), 0) FROM "zenoti"."zenoti_sync_version";

-- c_join_PG, r_CURRENT_SCHEMA
SELECT a.attname FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum;

-- r_SELECT_synopsis
SELECT source, pod, table_name, last_group, replay_to, proven_key FROM "zenoti"."zenoti_sync_checkpoint" ORDER BY table_name, source, pod;

-- r_SELECT_synopsis
SELECT source, pod, table_name, last_group, replay_to, proven_key FROM "zenoti"."zenoti_sync_checkpoint" ORDER BY table_name, source, pod;

-- c_join_PG, r_CURRENT_SCHEMA
SELECT a.attname FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum;

-- r_SELECT_synopsis
SELECT COALESCE(MAX(version), 0) FROM "zenoti"."zenoti_sync_version";

-- c_join_PG, r_CURRENT_SCHEMA
SELECT a.attname FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum;

-- r_SELECT_synopsis
SELECT pod, complete_group, group_count, table_filter, source FROM "zenoti"."zenoti_sync_pod" ORDER BY source, pod;

-- r_LOCK
LOCK TABLE "zenoti"."zenoti_sync_lock";

-- r_UPDATE
UPDATE "zenoti"."zenoti_sync_checkpoint" SET last_group = last_group WHERE table_name = ?;

-- r_SELECT_synopsis
SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "zenoti"."zenoti_sync_table" WHERE table_name = ?;

-- c_join_PG, r_CURRENT_SCHEMA
SELECT a.attname FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum;

-- r_SELECT_synopsis
SELECT source, pod, table_name, last_group, replay_to, proven_key FROM "zenoti"."zenoti_sync_checkpoint" WHERE table_name = ? ORDER BY source, pod;

-- r_SELECT_synopsis
SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "zenoti"."zenoti_sync_table" WHERE table_name = ?;

-- r_SELECT_synopsis
SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared FROM "zenoti"."zenoti_sync_source_table" WHERE source = ? AND table_name = ?;

-- r_SELECT_synopsis
SELECT column_names FROM "zenoti"."zenoti_sync_layout" WHERE source = ? AND pod = ? AND table_name = ? AND last_group >= ? ORDER BY last_group;

-- r_DROP_TABLE
DROP TABLE IF EXISTS "zenoti_sync_expected";

-- r_CREATE_TABLE_NEW
CREATE TEMPORARY TABLE "zenoti_sync_expected" ("saleid" BIGINT ENCODE AZ64, "amount" DECIMAL(19,4) ENCODE AZ64, "day" DATE, "remark" VARCHAR(50) ENCODE LZO, "void" SMALLINT, "organizationid" VARCHAR(36), "zenoti_sync_batch" INTEGER DEFAULT -1, "zenoti_sync_row" BIGINT DEFAULT -1) DISTKEY ("saleid");

-- r_INSERT_30
INSERT INTO "zenoti_sync_expected" ("saleid", "amount", "day", "remark", "void", "organizationid", "zenoti_sync_batch", "zenoti_sync_row") VALUES (?, ?, ?, ?, ?, ?, ?, ?), ...;

-- r_SELECT_synopsis
SELECT count(*) FROM "zenoti_sync_expected";

-- r_SELECT_synopsis
SELECT "saleid", "amount", "day", "remark", "void", "organizationid" FROM "zenoti_sync_expected" WHERE 1 = 0;

-- r_SELECT_synopsis
SELECT "saleid", "amount", "day", "remark", "void", "organizationid" FROM "zenoti"."bi_factsales" WHERE 1 = 0;

-- r_DROP_TABLE
DROP TABLE IF EXISTS "zenoti_sync_expected";

-- r_DROP_TABLE
DROP TABLE IF EXISTS "zenoti_sync_expected";

-- r_CREATE_TABLE_NEW
CREATE TEMPORARY TABLE "zenoti_sync_expected" ("saleid" BIGINT ENCODE AZ64, "amount" DECIMAL(19,4) ENCODE AZ64, "day" DATE, "remark" VARCHAR(50) ENCODE LZO, "void" SMALLINT, "organizationid" VARCHAR(36), "zenoti_sync_batch" INTEGER DEFAULT -1, "zenoti_sync_row" BIGINT DEFAULT -1) DISTKEY ("saleid");

-- r_INSERT_30
INSERT INTO "zenoti_sync_expected" ("saleid", "amount", "day", "remark", "void", "organizationid", "zenoti_sync_batch", "zenoti_sync_row") VALUES (?, ?, ?, ?, ?, ?, ?, ?), ...;

-- r_INSERT_30
INSERT INTO "zenoti_sync_expected" ("saleid", "amount", "day", "remark", "void", "organizationid", "zenoti_sync_batch", "zenoti_sync_row") VALUES (?, ?, ?, ?, ?, ?, ?, ?), ...;

-- r_SELECT_synopsis
SELECT count(*) FROM "zenoti_sync_expected";

-- r_SELECT_synopsis
SELECT e."zenoti_sync_batch", count(*), count(t."saleid"), count(CASE WHEN (e."saleid" = t."saleid" OR e."saleid" IS NULL AND t."saleid" IS NULL) AND (e."amount" = t."amount" OR e."amount" IS NULL AND t."amount" IS NULL) AND (e."day" = t."day" OR e."day" IS NULL AND t."day" IS NULL) AND (e."remark" = t."remark" OR e."remark" IS NULL AND t."remark" IS NULL) AND (e."void" = t."void" OR e."void" IS NULL AND t."void" IS NULL) AND (e."organizationid" = t."organizationid" OR e."organizationid" IS NULL AND t."organizationid" IS NULL) THEN 1 END) FROM "zenoti_sync_expected" AS e LEFT JOIN "zenoti"."bi_factsales" AS t ON e."saleid" = t."saleid" AND e."organizationid" = t."organizationid" GROUP BY e."zenoti_sync_batch";

-- r_SELECT_synopsis
SELECT coalesce(sum(rows_updated + rows_deleted), 0) FROM "zenoti"."zenoti_sync_run" WHERE table_name = ? AND finished_at >= ?;

-- r_SELECT_synopsis
SELECT group_id, max(consumed_at) FROM "zenoti"."zenoti_sync_manifest" WHERE source = ? AND pod = ? AND table_name = ? GROUP BY group_id ORDER BY group_id DESC;

-- r_SELECT_synopsis
SELECT logid, object_key, etag, size_bytes, row_count, digest FROM "zenoti"."zenoti_sync_manifest" WHERE source = ? AND pod = ? AND table_name = ? AND group_id = ? ORDER BY logid, object_key;

-- r_CREATE_TABLE_NEW
CREATE TEMPORARY TABLE "zenoti_sync_later" AS SELECT "saleid", "amount", "day", "remark", "void", "organizationid" FROM "zenoti"."bi_factsales" WHERE 1 = 0;

-- r_CREATE_TABLE_NEW
CREATE TEMPORARY TABLE "zenoti_sync_touched" AS SELECT "saleid", "organizationid", CAST(0 AS INTEGER) AS "zenoti_sync_batch", CAST(0 AS BIGINT) AS zenoti_sync_ordinal FROM "zenoti"."bi_factsales" WHERE 1 = 0;

-- r_SELECT_synopsis
SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "zenoti"."zenoti_sync_table" WHERE table_name = ?;

-- r_SELECT_synopsis
SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared FROM "zenoti"."zenoti_sync_source_table" WHERE source = ? AND table_name = ?;

-- r_SELECT_synopsis
SELECT column_names FROM "zenoti"."zenoti_sync_layout" WHERE source = ? AND pod = ? AND table_name = ? AND last_group >= ? ORDER BY last_group;

-- r_DROP_TABLE
DROP TABLE IF EXISTS "zenoti_sync_stage";

-- r_CREATE_TABLE_NEW
CREATE TEMPORARY TABLE "zenoti_sync_stage" ("saleid" BIGINT, "amount" DECIMAL(23,8), "day" TIMESTAMP, "remark" VARCHAR(50), "void" SMALLINT, "organizationid" VARCHAR(36), "zenoti_sync_batch" INTEGER DEFAULT -1, "zenoti_sync_row" BIGINT DEFAULT -1) DISTKEY ("saleid");

-- PG_BACKEND_PID
SELECT pg_backend_pid();

-- r_COPY
COPY "zenoti_sync_stage" ("saleid", "amount", "day", "remark", "void", "organizationid") FROM 's3://golden/manifests/zenoti-sync-<random>.manifest' IAM_ROLE 'arn:aws:iam::123456789012:role/zenoti' MANIFEST REGION 'us-east-1' FORMAT AS CSV EMPTYASNULL NULL AS 'zenoti_sync_no_text' IGNOREBLANKLINES DATEFORMAT 'auto' TIMEFORMAT 'auto' COMPUPDATE OFF STATUPDATE OFF;

-- PG_LAST_COPY_COUNT
SELECT pg_last_copy_count();

-- r_UPDATE
UPDATE "zenoti_sync_stage" SET "zenoti_sync_batch" = 0, "zenoti_sync_row" = 0 WHERE "zenoti_sync_batch" = -1;

-- PG_BACKEND_PID
SELECT pg_backend_pid();

-- r_COPY
COPY "zenoti_sync_stage" ("saleid", "amount", "day", "remark", "void", "organizationid") FROM 's3://golden/manifests/zenoti-sync-<random>.manifest' IAM_ROLE 'arn:aws:iam::123456789012:role/zenoti' MANIFEST REGION 'us-east-1' FORMAT AS CSV EMPTYASNULL NULL AS 'zenoti_sync_no_text' IGNOREBLANKLINES DATEFORMAT 'auto' TIMEFORMAT 'auto' COMPUPDATE OFF STATUPDATE OFF;

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
DELETE FROM "zenoti_sync_later" USING "zenoti_sync_stage" AS s WHERE "zenoti_sync_later"."saleid" = s."saleid" AND "zenoti_sync_later"."organizationid" = s."organizationid";

-- r_SELECT_synopsis
SELECT count(*) FROM "zenoti_sync_stage" AS s JOIN (SELECT x."saleid", x."organizationid", max(x."zenoti_sync_batch") AS zenoti_sync_last_batch FROM "zenoti_sync_stage" AS x WHERE x."void" = 1 GROUP BY x."saleid", x."organizationid") AS v ON s."saleid" = v."saleid" AND s."organizationid" = v."organizationid" WHERE NOT (s."void" = 1) AND v.zenoti_sync_last_batch > s."zenoti_sync_batch";

-- r_INSERT_30
INSERT INTO "zenoti_sync_later" ("saleid", "amount", "day", "remark", "void", "organizationid") SELECT s."saleid", s."amount", s."day", s."remark", s."void", s."organizationid" FROM "zenoti_sync_stage" AS s LEFT JOIN (SELECT x."saleid", x."organizationid", max(x."zenoti_sync_batch") AS zenoti_sync_last_batch FROM "zenoti_sync_stage" AS x WHERE x."void" = 1 GROUP BY x."saleid", x."organizationid") AS v ON s."saleid" = v."saleid" AND s."organizationid" = v."organizationid" WHERE NOT (s."void" = 1) AND (v.zenoti_sync_last_batch IS NULL OR v.zenoti_sync_last_batch <= s."zenoti_sync_batch");

-- r_INSERT_30
INSERT INTO "zenoti_sync_touched" ("saleid", "organizationid", "zenoti_sync_batch", zenoti_sync_ordinal) SELECT DISTINCT s."saleid", s."organizationid", 0, 0 FROM "zenoti_sync_stage" AS s WHERE s."saleid" IS NOT NULL AND s."organizationid" IS NOT NULL;

-- r_DROP_TABLE
DROP TABLE IF EXISTS "zenoti_sync_stage";

-- r_CREATE_TABLE_NEW
CREATE TEMPORARY TABLE "zenoti_sync_renewed" AS SELECT e."saleid", e."organizationid", min(e."zenoti_sync_batch") AS "zenoti_sync_batch" FROM "zenoti_sync_expected" AS e JOIN (SELECT DISTINCT "saleid", "organizationid" FROM "zenoti_sync_touched") AS x ON e."saleid" = x."saleid" AND e."organizationid" = x."organizationid" GROUP BY e."saleid", e."organizationid";

-- r_DELETE
DELETE FROM "zenoti_sync_expected" USING "zenoti_sync_renewed" AS k WHERE "zenoti_sync_expected"."saleid" = k."saleid" AND "zenoti_sync_expected"."organizationid" = k."organizationid";

-- r_INSERT_30
INSERT INTO "zenoti_sync_expected" ("saleid", "amount", "day", "remark", "void", "organizationid", "zenoti_sync_batch", "zenoti_sync_row") SELECT l."saleid", l."amount", l."day", l."remark", l."void", l."organizationid", k."zenoti_sync_batch", 3 + row_number() OVER (ORDER BY l."saleid") FROM "zenoti_sync_later" AS l JOIN "zenoti_sync_renewed" AS k ON l."saleid" = k."saleid" AND l."organizationid" = k."organizationid";

-- r_SELECT_synopsis
SELECT "zenoti_sync_batch", count(*) FROM "zenoti_sync_expected" GROUP BY "zenoti_sync_batch";

-- r_SELECT_synopsis
SELECT e."zenoti_sync_batch", count(*), count(t."saleid"), count(CASE WHEN (e."saleid" = t."saleid" OR e."saleid" IS NULL AND t."saleid" IS NULL) AND (e."amount" = t."amount" OR e."amount" IS NULL AND t."amount" IS NULL) AND (e."day" = t."day" OR e."day" IS NULL AND t."day" IS NULL) AND (e."remark" = t."remark" OR e."remark" IS NULL AND t."remark" IS NULL) AND (e."void" = t."void" OR e."void" IS NULL AND t."void" IS NULL) AND (e."organizationid" = t."organizationid" OR e."organizationid" IS NULL AND t."organizationid" IS NULL) THEN 1 END) FROM "zenoti_sync_expected" AS e LEFT JOIN "zenoti"."bi_factsales" AS t ON e."saleid" = t."saleid" AND e."organizationid" = t."organizationid" GROUP BY e."zenoti_sync_batch";

-- r_CREATE_TABLE_NEW
CREATE TEMPORARY TABLE "zenoti_sync_suspect" AS SELECT e."zenoti_sync_row", e."zenoti_sync_batch", count(t."saleid") AS zenoti_sync_found, max(CASE WHEN (e."saleid" = t."saleid" OR e."saleid" IS NULL AND t."saleid" IS NULL) AND (e."amount" = t."amount" OR e."amount" IS NULL AND t."amount" IS NULL) AND (e."day" = t."day" OR e."day" IS NULL AND t."day" IS NULL) AND (e."remark" = t."remark" OR e."remark" IS NULL AND t."remark" IS NULL) AND (e."void" = t."void" OR e."void" IS NULL AND t."void" IS NULL) AND (e."organizationid" = t."organizationid" OR e."organizationid" IS NULL AND t."organizationid" IS NULL) THEN 1 ELSE 0 END) AS zenoti_sync_same, e."saleid", e."organizationid" FROM "zenoti_sync_expected" AS e LEFT JOIN "zenoti"."bi_factsales" AS t ON e."saleid" = t."saleid" AND e."organizationid" = t."organizationid" GROUP BY e."zenoti_sync_row", e."zenoti_sync_batch", e."saleid", e."organizationid" HAVING count(t."saleid") <> 1 OR max(CASE WHEN (e."saleid" = t."saleid" OR e."saleid" IS NULL AND t."saleid" IS NULL) AND (e."amount" = t."amount" OR e."amount" IS NULL AND t."amount" IS NULL) AND (e."day" = t."day" OR e."day" IS NULL AND t."day" IS NULL) AND (e."remark" = t."remark" OR e."remark" IS NULL AND t."remark" IS NULL) AND (e."void" = t."void" OR e."void" IS NULL AND t."void" IS NULL) AND (e."organizationid" = t."organizationid" OR e."organizationid" IS NULL AND t."organizationid" IS NULL) THEN 1 ELSE 0 END) = 0;

-- r_CREATE_TABLE_NEW
CREATE TEMPORARY TABLE "zenoti_sync_finding" AS SELECT s."zenoti_sync_row", s."zenoti_sync_batch", CASE WHEN s.zenoti_sync_found = 0 THEN 0 ELSE 1 END AS zenoti_sync_state, CAST(1 AS BIGINT) AS zenoti_sync_number, s."saleid", s."organizationid" FROM "zenoti_sync_suspect" AS s WHERE s.zenoti_sync_same = 0 AND s."saleid" IS NOT NULL AND s."organizationid" IS NOT NULL;

-- r_INSERT_30
INSERT INTO "zenoti_sync_finding" ("zenoti_sync_row", "zenoti_sync_batch", zenoti_sync_state, zenoti_sync_number, "saleid", "organizationid") SELECT s."zenoti_sync_row", s."zenoti_sync_batch", 3, s.zenoti_sync_found - 1, s."saleid", s."organizationid" FROM "zenoti_sync_suspect" AS s WHERE s.zenoti_sync_found > 1;

-- r_SELECT_synopsis
SELECT count(*) FROM "zenoti_sync_suspect" AS s WHERE NOT (s."saleid" IS NOT NULL AND s."organizationid" IS NOT NULL);

-- r_CREATE_TABLE_NEW
CREATE TEMPORARY TABLE "zenoti_sync_repeated" AS SELECT e."saleid", e."organizationid", max(e."zenoti_sync_row") AS zenoti_sync_last_row FROM "zenoti_sync_expected" AS e WHERE e."saleid" IS NOT NULL AND e."organizationid" IS NOT NULL GROUP BY e."saleid", e."organizationid" HAVING count(*) > 1;

-- r_SELECT_synopsis
SELECT count(*) FROM "zenoti_sync_repeated";

-- r_INSERT_30
INSERT INTO "zenoti_sync_finding" ("zenoti_sync_row", "zenoti_sync_batch", zenoti_sync_state, zenoti_sync_number, "saleid", "organizationid") SELECT CAST(NULL AS BIGINT), k."zenoti_sync_batch", 2, 1, k."saleid", k."organizationid" FROM "zenoti_sync_renewed" AS k WHERE EXISTS (SELECT 1 FROM "zenoti"."bi_factsales" AS t WHERE t."saleid" = k."saleid" AND t."organizationid" = k."organizationid") AND NOT EXISTS (SELECT 1 FROM "zenoti_sync_expected" AS e WHERE e."saleid" = k."saleid" AND e."organizationid" = k."organizationid");

-- r_UPDATE
UPDATE "zenoti_sync_finding" SET zenoti_sync_state = k.zenoti_sync_state FROM (SELECT f."zenoti_sync_row", max(f.zenoti_sync_state) AS zenoti_sync_state FROM "zenoti_sync_finding" AS f WHERE f.zenoti_sync_state IN (5, 6, 7) GROUP BY f."zenoti_sync_row") AS k WHERE "zenoti_sync_finding".zenoti_sync_state = 3 AND "zenoti_sync_finding"."zenoti_sync_row" = k."zenoti_sync_row";

-- r_SELECT_synopsis
SELECT raw_line FROM "zenoti"."zenoti_sync_quarantine" WHERE table_name = ?;

-- r_SELECT_synopsis
SELECT "zenoti_sync_batch", zenoti_sync_state, sum(zenoti_sync_number) FROM "zenoti_sync_finding" GROUP BY "zenoti_sync_batch", zenoti_sync_state;

-- r_SELECT_synopsis
SELECT "zenoti_sync_batch", count(*) FROM "zenoti_sync_expected" GROUP BY "zenoti_sync_batch";

-- r_SELECT_synopsis
SELECT f."zenoti_sync_batch", sum(CASE WHEN (e."saleid" = t."saleid" OR e."saleid" IS NULL AND t."saleid" IS NULL) THEN 0 ELSE 1 END), sum(CASE WHEN (e."amount" = t."amount" OR e."amount" IS NULL AND t."amount" IS NULL) THEN 0 ELSE 1 END), sum(CASE WHEN (e."day" = t."day" OR e."day" IS NULL AND t."day" IS NULL) THEN 0 ELSE 1 END), sum(CASE WHEN (e."remark" = t."remark" OR e."remark" IS NULL AND t."remark" IS NULL) THEN 0 ELSE 1 END), sum(CASE WHEN (e."void" = t."void" OR e."void" IS NULL AND t."void" IS NULL) THEN 0 ELSE 1 END), sum(CASE WHEN (e."organizationid" = t."organizationid" OR e."organizationid" IS NULL AND t."organizationid" IS NULL) THEN 0 ELSE 1 END) FROM "zenoti_sync_finding" AS f JOIN "zenoti_sync_expected" AS e ON e."zenoti_sync_row" = f."zenoti_sync_row" JOIN "zenoti"."bi_factsales" AS t ON e."saleid" = t."saleid" AND e."organizationid" = t."organizationid" WHERE f.zenoti_sync_state = 1 AND NOT EXISTS (SELECT 1 FROM "zenoti_sync_finding" AS x WHERE x."zenoti_sync_row" = f."zenoti_sync_row" AND x.zenoti_sync_state = 3) GROUP BY f."zenoti_sync_batch";

-- r_SELECT_synopsis
SELECT 1 FROM "zenoti"."bi_factsales" LIMIT 1;

-- r_INSERT_30
INSERT INTO "zenoti"."bi_factsales" ("saleid", "amount", "day", "remark", "void", "organizationid") SELECT e."saleid", e."amount", e."day", e."remark", e."void", e."organizationid" FROM "zenoti_sync_expected" AS e JOIN "zenoti_sync_finding" AS f ON f."zenoti_sync_row" = e."zenoti_sync_row" WHERE f.zenoti_sync_state = 0 AND f."zenoti_sync_batch" IN (0);

-- r_CREATE_TABLE_NEW
CREATE TEMPORARY TABLE "zenoti_sync_replacement" AS SELECT "saleid", "amount", "day", "remark", "void", "organizationid" FROM (SELECT e."saleid", e."amount", e."day", e."remark", e."void", e."organizationid", row_number() OVER (PARTITION BY e."zenoti_sync_row" ORDER BY CASE WHEN (e."saleid" = t."saleid" OR e."saleid" IS NULL AND t."saleid" IS NULL) AND (e."amount" = t."amount" OR e."amount" IS NULL AND t."amount" IS NULL) AND (e."day" = t."day" OR e."day" IS NULL AND t."day" IS NULL) AND (e."remark" = t."remark" OR e."remark" IS NULL AND t."remark" IS NULL) AND (e."void" = t."void" OR e."void" IS NULL AND t."void" IS NULL) AND (e."organizationid" = t."organizationid" OR e."organizationid" IS NULL AND t."organizationid" IS NULL) THEN 0 ELSE 1 END) AS zenoti_sync_place FROM (SELECT DISTINCT "zenoti_sync_row" FROM "zenoti_sync_finding" WHERE zenoti_sync_state IN (1, 3) AND "zenoti_sync_batch" IN (0)) AS f JOIN "zenoti_sync_expected" AS e ON e."zenoti_sync_row" = f."zenoti_sync_row" JOIN "zenoti"."bi_factsales" AS t ON e."saleid" = t."saleid" AND e."organizationid" = t."organizationid") AS r WHERE r.zenoti_sync_place = 1;

-- r_DELETE
DELETE FROM "zenoti"."bi_factsales" USING "zenoti_sync_replacement" AS k WHERE "bi_factsales"."saleid" = k."saleid" AND "bi_factsales"."organizationid" = k."organizationid";

-- r_INSERT_30
INSERT INTO "zenoti"."bi_factsales" ("saleid", "amount", "day", "remark", "void", "organizationid") SELECT "saleid", "amount", "day", "remark", "void", "organizationid" FROM "zenoti_sync_replacement";

-- r_INSERT_30
INSERT INTO "zenoti"."zenoti_sync_run" (source, pod, table_name, group_id, kind, outcome, rows_read, rows_inserted, rows_updated, rows_deleted, rows_ignored, rows_repeated, rows_quarantined, files, bytes, finished_at, millis, error) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- c_join_PG, r_CURRENT_SCHEMA
SELECT a.attname FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum;

-- r_DELETE
DELETE FROM "zenoti"."zenoti_sync_verify" WHERE source = ? AND pod = ? AND table_name = ?;

-- r_DROP_TABLE
DROP TABLE IF EXISTS "zenoti_sync_expected";

-- r_DROP_TABLE
DROP TABLE IF EXISTS "zenoti_sync_later";

-- r_DROP_TABLE
DROP TABLE IF EXISTS "zenoti_sync_touched";

-- r_DROP_TABLE
DROP TABLE IF EXISTS "zenoti_sync_renewed";

-- r_DROP_TABLE
DROP TABLE IF EXISTS "zenoti_sync_suspect";

-- r_DROP_TABLE
DROP TABLE IF EXISTS "zenoti_sync_repeated";

-- r_DROP_TABLE
DROP TABLE IF EXISTS "zenoti_sync_unclear";

-- r_DROP_TABLE
DROP TABLE IF EXISTS "zenoti_sync_finding";

-- r_DROP_TABLE
DROP TABLE IF EXISTS "zenoti_sync_replacement";

-- r_DROP_TABLE
DROP TABLE IF EXISTS "zenoti_sync_stage";

-- r_LOCK
LOCK TABLE "zenoti"."zenoti_sync_lock";

-- r_UPDATE
UPDATE "zenoti"."zenoti_sync_checkpoint" SET last_group = last_group WHERE table_name = ?;

-- r_SELECT_synopsis
SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "zenoti"."zenoti_sync_table" WHERE table_name = ?;

-- c_join_PG, r_CURRENT_SCHEMA
SELECT a.attname FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum;

-- r_SELECT_synopsis
SELECT guest_digest, key_check, salt FROM "zenoti"."zenoti_sync_forgotten" ORDER BY forgotten_at, guest_digest;

-- r_SELECT_synopsis
SELECT source, pod, table_name, last_group, replay_to, proven_key FROM "zenoti"."zenoti_sync_checkpoint" WHERE table_name = ? ORDER BY source, pod;

-- r_SELECT_synopsis
SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "zenoti"."zenoti_sync_table" WHERE table_name = ?;

-- r_SELECT_synopsis
SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared FROM "zenoti"."zenoti_sync_source_table" WHERE source = ? AND table_name = ?;

-- r_SELECT_synopsis
SELECT column_names FROM "zenoti"."zenoti_sync_layout" WHERE source = ? AND pod = ? AND table_name = ? AND last_group >= ? ORDER BY last_group;

-- r_DROP_TABLE
DROP TABLE IF EXISTS "zenoti_sync_expected";

-- r_CREATE_TABLE_NEW
CREATE TEMPORARY TABLE "zenoti_sync_expected" ("userid" BIGINT, "name" VARCHAR(200), "city" VARCHAR(30) ENCODE ZSTD, "zenoti_sync_batch" INTEGER DEFAULT -1, "zenoti_sync_row" BIGINT DEFAULT -1) DISTSTYLE ALL;

-- r_INSERT_30
INSERT INTO "zenoti_sync_expected" ("userid", "name", "city", "zenoti_sync_batch", "zenoti_sync_row") VALUES (?, ?, ?, ?, ?), ...;

-- r_SELECT_synopsis
SELECT count(*) FROM "zenoti_sync_expected";

-- r_SELECT_synopsis
SELECT "userid", "name", "city" FROM "zenoti_sync_expected" WHERE 1 = 0;

-- r_SELECT_synopsis
SELECT "userid", "name", "city" FROM "zenoti"."bi_dimuser" WHERE 1 = 0;

-- r_DROP_TABLE
DROP TABLE IF EXISTS "zenoti_sync_expected";

-- r_DROP_TABLE
DROP TABLE IF EXISTS "zenoti_sync_expected";

-- r_CREATE_TABLE_NEW
CREATE TEMPORARY TABLE "zenoti_sync_expected" ("userid" BIGINT, "name" VARCHAR(200), "city" VARCHAR(30) ENCODE ZSTD, "zenoti_sync_batch" INTEGER DEFAULT -1, "zenoti_sync_row" BIGINT DEFAULT -1) DISTSTYLE ALL;

-- r_INSERT_30
INSERT INTO "zenoti_sync_expected" ("userid", "name", "city", "zenoti_sync_batch", "zenoti_sync_row") VALUES (?, ?, ?, ?, ?), ...;

-- r_INSERT_30
INSERT INTO "zenoti_sync_expected" ("userid", "name", "city", "zenoti_sync_batch", "zenoti_sync_row") VALUES (?, ?, ?, ?, ?), ...;

-- r_SELECT_synopsis
SELECT count(*) FROM "zenoti_sync_expected";

-- r_SELECT_synopsis
SELECT e."zenoti_sync_batch", count(*), count(t."userid"), count(CASE WHEN (e."userid" = t."userid" OR e."userid" IS NULL AND t."userid" IS NULL) AND (e."name" = t."name" OR e."name" IS NULL AND t."name" IS NULL) THEN 1 END) FROM "zenoti_sync_expected" AS e LEFT JOIN "zenoti"."bi_dimuser" AS t ON e."userid" = t."userid" GROUP BY e."zenoti_sync_batch";

-- r_SELECT_synopsis
SELECT coalesce(sum(rows_updated + rows_deleted), 0) FROM "zenoti"."zenoti_sync_run" WHERE table_name = ? AND finished_at >= ?;

-- r_SELECT_synopsis
SELECT group_id, max(consumed_at) FROM "zenoti"."zenoti_sync_manifest" WHERE source = ? AND pod = ? AND table_name = ? GROUP BY group_id ORDER BY group_id DESC;

-- r_SELECT_synopsis
SELECT logid, object_key, etag, size_bytes, row_count, digest FROM "zenoti"."zenoti_sync_manifest" WHERE source = ? AND pod = ? AND table_name = ? AND group_id = ? ORDER BY logid, object_key;

-- r_CREATE_TABLE_NEW
CREATE TEMPORARY TABLE "zenoti_sync_later" AS SELECT "userid", "name", "city" FROM "zenoti"."bi_dimuser" WHERE 1 = 0;

-- r_CREATE_TABLE_NEW
CREATE TEMPORARY TABLE "zenoti_sync_touched" AS SELECT "userid", CAST(0 AS INTEGER) AS "zenoti_sync_batch", CAST(0 AS BIGINT) AS zenoti_sync_ordinal FROM "zenoti"."bi_dimuser" WHERE 1 = 0;

-- r_SELECT_synopsis
SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "zenoti"."zenoti_sync_table" WHERE table_name = ?;

-- r_SELECT_synopsis
SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared FROM "zenoti"."zenoti_sync_source_table" WHERE source = ? AND table_name = ?;

-- r_SELECT_synopsis
SELECT column_names FROM "zenoti"."zenoti_sync_layout" WHERE source = ? AND pod = ? AND table_name = ? AND last_group >= ? ORDER BY last_group;

-- r_DROP_TABLE
DROP TABLE IF EXISTS "zenoti_sync_stage";

-- r_CREATE_TABLE_NEW
CREATE TEMPORARY TABLE "zenoti_sync_stage" ("userid" BIGINT, "name" VARCHAR(200), "city" VARCHAR(30), "zenoti_sync_batch" INTEGER DEFAULT 0, "zenoti_sync_row" BIGINT DEFAULT 0) DISTSTYLE ALL;

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
SELECT count(*) FROM "zenoti_sync_stage" AS s WHERE EXISTS (SELECT 1 FROM "zenoti_sync_later" AS t WHERE t."userid" = s."userid");

-- r_DELETE
DELETE FROM "zenoti_sync_later" USING "zenoti_sync_stage" AS s WHERE "zenoti_sync_later"."userid" = s."userid";

-- r_INSERT_30
INSERT INTO "zenoti_sync_later" ("userid", "name", "city") SELECT s."userid", s."name", s."city" FROM "zenoti_sync_stage" AS s;

-- r_INSERT_30
INSERT INTO "zenoti_sync_touched" ("userid", "zenoti_sync_batch", zenoti_sync_ordinal) SELECT DISTINCT s."userid", 0, 0 FROM "zenoti_sync_stage" AS s WHERE s."userid" IS NOT NULL;

-- r_DROP_TABLE
DROP TABLE IF EXISTS "zenoti_sync_stage";

-- r_CREATE_TABLE_NEW
CREATE TEMPORARY TABLE "zenoti_sync_renewed" AS SELECT e."userid", min(e."zenoti_sync_batch") AS "zenoti_sync_batch" FROM "zenoti_sync_expected" AS e JOIN (SELECT DISTINCT "userid" FROM "zenoti_sync_touched") AS x ON e."userid" = x."userid" GROUP BY e."userid";

-- r_DELETE
DELETE FROM "zenoti_sync_expected" USING "zenoti_sync_renewed" AS k WHERE "zenoti_sync_expected"."userid" = k."userid";

-- r_INSERT_30
INSERT INTO "zenoti_sync_expected" ("userid", "name", "city", "zenoti_sync_batch", "zenoti_sync_row") SELECT l."userid", l."name", l."city", k."zenoti_sync_batch", 2 + row_number() OVER (ORDER BY l."userid") FROM "zenoti_sync_later" AS l JOIN "zenoti_sync_renewed" AS k ON l."userid" = k."userid";

-- r_SELECT_synopsis
SELECT "zenoti_sync_batch", count(*) FROM "zenoti_sync_expected" GROUP BY "zenoti_sync_batch";

-- r_SELECT_synopsis
SELECT e."zenoti_sync_batch", count(*), count(t."userid"), count(CASE WHEN (e."userid" = t."userid" OR e."userid" IS NULL AND t."userid" IS NULL) AND (e."name" = t."name" OR e."name" IS NULL AND t."name" IS NULL) THEN 1 END) FROM "zenoti_sync_expected" AS e LEFT JOIN "zenoti"."bi_dimuser" AS t ON e."userid" = t."userid" GROUP BY e."zenoti_sync_batch";

-- r_CREATE_TABLE_NEW
CREATE TEMPORARY TABLE "zenoti_sync_suspect" AS SELECT e."zenoti_sync_row", e."zenoti_sync_batch", count(t."userid") AS zenoti_sync_found, max(CASE WHEN (e."userid" = t."userid" OR e."userid" IS NULL AND t."userid" IS NULL) AND (e."name" = t."name" OR e."name" IS NULL AND t."name" IS NULL) THEN 1 ELSE 0 END) AS zenoti_sync_same, e."userid" FROM "zenoti_sync_expected" AS e LEFT JOIN "zenoti"."bi_dimuser" AS t ON e."userid" = t."userid" GROUP BY e."zenoti_sync_row", e."zenoti_sync_batch", e."userid" HAVING count(t."userid") <> 1 OR max(CASE WHEN (e."userid" = t."userid" OR e."userid" IS NULL AND t."userid" IS NULL) AND (e."name" = t."name" OR e."name" IS NULL AND t."name" IS NULL) THEN 1 ELSE 0 END) = 0;

-- r_CREATE_TABLE_NEW
CREATE TEMPORARY TABLE "zenoti_sync_finding" AS SELECT s."zenoti_sync_row", s."zenoti_sync_batch", CASE WHEN s.zenoti_sync_found = 0 THEN 0 ELSE 1 END AS zenoti_sync_state, CAST(1 AS BIGINT) AS zenoti_sync_number, s."userid" FROM "zenoti_sync_suspect" AS s WHERE s.zenoti_sync_same = 0 AND s."userid" IS NOT NULL;

-- r_INSERT_30
INSERT INTO "zenoti_sync_finding" ("zenoti_sync_row", "zenoti_sync_batch", zenoti_sync_state, zenoti_sync_number, "userid") SELECT s."zenoti_sync_row", s."zenoti_sync_batch", 3, s.zenoti_sync_found - 1, s."userid" FROM "zenoti_sync_suspect" AS s WHERE s.zenoti_sync_found > 1;

-- r_SELECT_synopsis
SELECT count(*) FROM "zenoti_sync_suspect" AS s WHERE NOT (s."userid" IS NOT NULL);

-- r_CREATE_TABLE_NEW
CREATE TEMPORARY TABLE "zenoti_sync_repeated" AS SELECT e."userid", max(e."zenoti_sync_row") AS zenoti_sync_last_row FROM "zenoti_sync_expected" AS e WHERE e."userid" IS NOT NULL GROUP BY e."userid" HAVING count(*) > 1;

-- r_SELECT_synopsis
SELECT count(*) FROM "zenoti_sync_repeated";

-- r_INSERT_30
INSERT INTO "zenoti_sync_finding" ("zenoti_sync_row", "zenoti_sync_batch", zenoti_sync_state, zenoti_sync_number, "userid") SELECT CAST(NULL AS BIGINT), k."zenoti_sync_batch", 2, 1, k."userid" FROM "zenoti_sync_renewed" AS k WHERE EXISTS (SELECT 1 FROM "zenoti"."bi_dimuser" AS t WHERE t."userid" = k."userid") AND NOT EXISTS (SELECT 1 FROM "zenoti_sync_expected" AS e WHERE e."userid" = k."userid");

-- r_UPDATE
UPDATE "zenoti_sync_finding" SET zenoti_sync_state = 7 FROM (SELECT x."userid", min(x."zenoti_sync_batch") AS zenoti_sync_first, max(x."zenoti_sync_batch") AS zenoti_sync_last FROM "zenoti_sync_touched" AS x GROUP BY x."userid") AS k WHERE "zenoti_sync_finding"."userid" = k."userid" AND "zenoti_sync_finding".zenoti_sync_state = 1 AND (k.zenoti_sync_first <> "zenoti_sync_finding"."zenoti_sync_batch" OR k.zenoti_sync_last <> "zenoti_sync_finding"."zenoti_sync_batch");

-- r_UPDATE
UPDATE "zenoti_sync_finding" SET zenoti_sync_state = k.zenoti_sync_state FROM (SELECT f."zenoti_sync_row", max(f.zenoti_sync_state) AS zenoti_sync_state FROM "zenoti_sync_finding" AS f WHERE f.zenoti_sync_state IN (5, 6, 7) GROUP BY f."zenoti_sync_row") AS k WHERE "zenoti_sync_finding".zenoti_sync_state = 3 AND "zenoti_sync_finding"."zenoti_sync_row" = k."zenoti_sync_row";

-- r_SELECT_synopsis
SELECT raw_line FROM "zenoti"."zenoti_sync_quarantine" WHERE table_name = ?;

-- r_SELECT_synopsis
SELECT "zenoti_sync_batch", zenoti_sync_state, sum(zenoti_sync_number) FROM "zenoti_sync_finding" GROUP BY "zenoti_sync_batch", zenoti_sync_state;

-- r_SELECT_synopsis
SELECT "zenoti_sync_batch", count(*) FROM "zenoti_sync_expected" GROUP BY "zenoti_sync_batch";

-- r_SELECT_synopsis
SELECT f."zenoti_sync_batch", sum(CASE WHEN (e."userid" = t."userid" OR e."userid" IS NULL AND t."userid" IS NULL) THEN 0 ELSE 1 END), sum(CASE WHEN (e."name" = t."name" OR e."name" IS NULL AND t."name" IS NULL) THEN 0 ELSE 1 END) FROM "zenoti_sync_finding" AS f JOIN "zenoti_sync_expected" AS e ON e."zenoti_sync_row" = f."zenoti_sync_row" JOIN "zenoti"."bi_dimuser" AS t ON e."userid" = t."userid" WHERE f.zenoti_sync_state = 1 AND NOT EXISTS (SELECT 1 FROM "zenoti_sync_finding" AS x WHERE x."zenoti_sync_row" = f."zenoti_sync_row" AND x.zenoti_sync_state = 3) GROUP BY f."zenoti_sync_batch";

-- r_CREATE_TABLE_NEW
CREATE TEMPORARY TABLE "zenoti_sync_replacement" AS SELECT "userid", "name", "city" FROM (SELECT e."userid", e."name", t."city", row_number() OVER (PARTITION BY e."zenoti_sync_row" ORDER BY CASE WHEN (e."userid" = t."userid" OR e."userid" IS NULL AND t."userid" IS NULL) AND (e."name" = t."name" OR e."name" IS NULL AND t."name" IS NULL) THEN 0 ELSE 1 END) AS zenoti_sync_place FROM (SELECT DISTINCT "zenoti_sync_row" FROM "zenoti_sync_finding" WHERE zenoti_sync_state IN (1, 3) AND "zenoti_sync_batch" IN (0)) AS f JOIN "zenoti_sync_expected" AS e ON e."zenoti_sync_row" = f."zenoti_sync_row" JOIN "zenoti"."bi_dimuser" AS t ON e."userid" = t."userid") AS r WHERE r.zenoti_sync_place = 1;

-- r_DELETE
DELETE FROM "zenoti"."bi_dimuser" USING "zenoti_sync_replacement" AS k WHERE "bi_dimuser"."userid" = k."userid";

-- r_INSERT_30
INSERT INTO "zenoti"."bi_dimuser" ("userid", "name", "city") SELECT "userid", "name", "city" FROM "zenoti_sync_replacement";

-- r_INSERT_30
INSERT INTO "zenoti"."zenoti_sync_run" (source, pod, table_name, group_id, kind, outcome, rows_read, rows_inserted, rows_updated, rows_deleted, rows_ignored, rows_repeated, rows_quarantined, files, bytes, finished_at, millis, error) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- c_join_PG, r_CURRENT_SCHEMA
SELECT a.attname FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum;

-- r_DELETE
DELETE FROM "zenoti"."zenoti_sync_verify" WHERE source = ? AND pod = ? AND table_name = ?;

-- r_DROP_TABLE
DROP TABLE IF EXISTS "zenoti_sync_expected";

-- r_DROP_TABLE
DROP TABLE IF EXISTS "zenoti_sync_later";

-- r_DROP_TABLE
DROP TABLE IF EXISTS "zenoti_sync_touched";

-- r_DROP_TABLE
DROP TABLE IF EXISTS "zenoti_sync_renewed";

-- r_DROP_TABLE
DROP TABLE IF EXISTS "zenoti_sync_suspect";

-- r_DROP_TABLE
DROP TABLE IF EXISTS "zenoti_sync_repeated";

-- r_DROP_TABLE
DROP TABLE IF EXISTS "zenoti_sync_unclear";

-- r_DROP_TABLE
DROP TABLE IF EXISTS "zenoti_sync_finding";

-- r_DROP_TABLE
DROP TABLE IF EXISTS "zenoti_sync_replacement";

-- r_DROP_TABLE
DROP TABLE IF EXISTS "zenoti_sync_stage";
