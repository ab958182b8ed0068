SELECT saleid, amount, day, remark FROM zenoti.bi_factsales;

SELECT userid, name, city FROM zenoti.bi_dimuser;

SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attnum;

SELECT COALESCE(MAX(version), 0) FROM "zenoti"."zenoti_sync_version";

SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attnum;

SELECT source, pod, table_name, last_group, replay_to, proven_key FROM "zenoti"."zenoti_sync_checkpoint" ORDER BY table_name, source, pod;

SELECT source, pod, table_name, last_group, replay_to, proven_key FROM "zenoti"."zenoti_sync_checkpoint" ORDER BY table_name, source, pod;

SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attnum;

SELECT COALESCE(MAX(version), 0) FROM "zenoti"."zenoti_sync_version";

SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attnum;

SELECT pod, complete_group, group_count, table_filter, source FROM "zenoti"."zenoti_sync_pod" ORDER BY source, pod;

SET TRANSACTION ISOLATION LEVEL REPEATABLE READ;

SELECT set_config(name, CASE name WHEN 'jit' THEN 'off' WHEN 'work_mem' THEN '64MB' ELSE '10' END, true) FROM pg_settings WHERE name IN ('jit', 'default_statistics_target') OR name = 'work_mem' AND setting::bigint < 64 * 1024;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "zenoti"."zenoti_sync_table" WHERE table_name = ?;

SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attnum;

SELECT source, pod, table_name, last_group, replay_to, proven_key FROM "zenoti"."zenoti_sync_checkpoint" WHERE table_name = ? ORDER BY source, pod;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "zenoti"."zenoti_sync_table" WHERE table_name = ?;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared FROM "zenoti"."zenoti_sync_source_table" WHERE source = ? AND table_name = ?;

SELECT column_names FROM "zenoti"."zenoti_sync_layout" WHERE source = ? AND pod = ? AND table_name = ? AND last_group >= ? ORDER BY last_group;

CREATE TEMPORARY TABLE "zenoti_sync_expected" ("saleid" BIGINT, "amount" DECIMAL(19,4), "day" DATE, "remark" text, "void" SMALLINT, "organizationid" text, "zenoti_sync_batch" INTEGER, "zenoti_sync_row" BIGINT) ON COMMIT DROP;

COPY "zenoti_sync_expected" ("saleid", "amount", "day", "remark", "void", "organizationid", "zenoti_sync_batch", "zenoti_sync_row") FROM STDIN (FORMAT binary, FREEZE);

SELECT "saleid", "amount", "day", "remark", "void", "organizationid" FROM "zenoti_sync_expected" WHERE 1 = 0;

SELECT "saleid", "amount", "day", "remark", "void", "organizationid" FROM "zenoti"."bi_factsales" WHERE 1 = 0;

DROP TABLE IF EXISTS pg_temp."zenoti_sync_expected";

CREATE TEMPORARY TABLE "zenoti_sync_expected" ("saleid" BIGINT, "amount" DECIMAL(19,4), "day" DATE, "remark" text, "void" SMALLINT, "organizationid" text, "zenoti_sync_batch" INTEGER, "zenoti_sync_row" BIGINT) ON COMMIT DROP;

COPY "zenoti_sync_expected" ("saleid", "amount", "day", "remark", "void", "organizationid", "zenoti_sync_batch", "zenoti_sync_row") FROM STDIN (FORMAT binary, FREEZE);

SELECT e."zenoti_sync_batch", count(*), count(t."saleid"), count(CASE WHEN e."saleid" IS NOT DISTINCT FROM t."saleid" AND e."amount" IS NOT DISTINCT FROM t."amount" AND e."day" IS NOT DISTINCT FROM t."day" AND e."remark" IS NOT DISTINCT FROM t."remark" AND e."void" IS NOT DISTINCT FROM t."void" AND e."organizationid" IS NOT DISTINCT FROM t."organizationid" THEN 1 END) FROM "zenoti_sync_expected" AS e LEFT JOIN "zenoti"."bi_factsales" AS t ON e."saleid" = t."saleid" AND e."organizationid" = t."organizationid" GROUP BY e."zenoti_sync_batch";

SELECT coalesce(sum(rows_updated + rows_deleted), 0) FROM "zenoti"."zenoti_sync_run" WHERE table_name = ? AND finished_at >= ?;

SELECT group_id, max(consumed_at) FROM "zenoti"."zenoti_sync_manifest" WHERE source = ? AND pod = ? AND table_name = ? GROUP BY group_id ORDER BY group_id DESC;

SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attnum;

SELECT logid, object_key, etag, size_bytes, row_count, digest FROM "zenoti"."zenoti_sync_manifest" WHERE source = ? AND pod = ? AND table_name = ? AND group_id = ? ORDER BY logid, object_key;

CREATE TEMPORARY TABLE "zenoti_sync_later" ON COMMIT DROP AS SELECT "saleid", "amount", "day", "remark", "void", "organizationid" FROM "zenoti"."bi_factsales" WHERE 1 = 0;

CREATE TEMPORARY TABLE "zenoti_sync_touched" ON COMMIT DROP AS SELECT "saleid", "organizationid", CAST(0 AS INTEGER) AS "zenoti_sync_batch", CAST(0 AS BIGINT) AS zenoti_sync_ordinal FROM "zenoti"."bi_factsales" WHERE 1 = 0;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "zenoti"."zenoti_sync_table" WHERE table_name = ?;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared FROM "zenoti"."zenoti_sync_source_table" WHERE source = ? AND table_name = ?;

SELECT column_names FROM "zenoti"."zenoti_sync_layout" WHERE source = ? AND pod = ? AND table_name = ? AND last_group >= ? ORDER BY last_group;

CREATE TEMPORARY TABLE "zenoti_sync_stage" ("saleid" BIGINT, "amount" DECIMAL(19,4), "day" DATE, "remark" text, "void" SMALLINT, "organizationid" text, "zenoti_sync_batch" INTEGER, "zenoti_sync_row" BIGINT) ON COMMIT DROP;

COPY "zenoti_sync_stage" ("saleid", "amount", "day", "remark", "void", "organizationid", "zenoti_sync_batch", "zenoti_sync_row") FROM STDIN (FORMAT binary, FREEZE);

DELETE FROM "zenoti_sync_later" USING (SELECT DISTINCT s."saleid", s."organizationid" FROM "zenoti_sync_stage" AS s) AS d WHERE "zenoti_sync_later"."saleid" = d."saleid" AND "zenoti_sync_later"."organizationid" = d."organizationid";

SELECT count(*) FROM "zenoti_sync_stage" AS s JOIN (SELECT x."saleid", x."organizationid", max(x."zenoti_sync_batch") AS zenoti_sync_last_batch FROM "zenoti_sync_stage" AS x WHERE x."void" = 1 GROUP BY x."saleid", x."organizationid") AS v ON s."saleid" = v."saleid" AND s."organizationid" = v."organizationid" WHERE NOT (s."void" = 1) AND v.zenoti_sync_last_batch > s."zenoti_sync_batch";

INSERT INTO "zenoti_sync_later" ("saleid", "amount", "day", "remark", "void", "organizationid") SELECT s."saleid", s."amount", s."day", s."remark", s."void", s."organizationid" FROM "zenoti_sync_stage" AS s LEFT JOIN (SELECT x."saleid", x."organizationid", max(x."zenoti_sync_batch") AS zenoti_sync_last_batch FROM "zenoti_sync_stage" AS x WHERE x."void" = 1 GROUP BY x."saleid", x."organizationid") AS v ON s."saleid" = v."saleid" AND s."organizationid" = v."organizationid" WHERE NOT (s."void" = 1) AND (v.zenoti_sync_last_batch IS NULL OR v.zenoti_sync_last_batch <= s."zenoti_sync_batch");

INSERT INTO "zenoti_sync_touched" ("saleid", "organizationid", "zenoti_sync_batch", zenoti_sync_ordinal) SELECT DISTINCT s."saleid", s."organizationid", 0, 0 FROM "zenoti_sync_stage" AS s WHERE s."saleid" IS NOT NULL AND s."organizationid" IS NOT NULL;

DROP TABLE IF EXISTS pg_temp."zenoti_sync_stage";

ANALYZE "zenoti_sync_touched" ("saleid", "organizationid");

ANALYZE "zenoti_sync_later" ("saleid", "organizationid");

CREATE TEMPORARY TABLE "zenoti_sync_renewed" ON COMMIT DROP AS SELECT e."saleid", e."organizationid", min(e."zenoti_sync_batch") AS "zenoti_sync_batch" FROM "zenoti_sync_expected" AS e JOIN (SELECT DISTINCT "saleid", "organizationid" FROM "zenoti_sync_touched") AS x ON e."saleid" = x."saleid" AND e."organizationid" = x."organizationid" GROUP BY e."saleid", e."organizationid";

ANALYZE "zenoti_sync_renewed" ("saleid", "organizationid");

DELETE FROM "zenoti_sync_expected" USING "zenoti_sync_renewed" AS k WHERE "zenoti_sync_expected"."saleid" = k."saleid" AND "zenoti_sync_expected"."organizationid" = k."organizationid";

INSERT INTO "zenoti_sync_expected" ("saleid", "amount", "day", "remark", "void", "organizationid", "zenoti_sync_batch", "zenoti_sync_row") SELECT l."saleid", l."amount", l."day", l."remark", l."void", l."organizationid", k."zenoti_sync_batch", 3 + row_number() OVER (ORDER BY l."saleid") FROM "zenoti_sync_later" AS l JOIN "zenoti_sync_renewed" AS k ON l."saleid" = k."saleid" AND l."organizationid" = k."organizationid";

SELECT "zenoti_sync_batch", count(*) FROM "zenoti_sync_expected" GROUP BY "zenoti_sync_batch";

SELECT e."zenoti_sync_batch", count(*), count(t."saleid"), count(CASE WHEN e."saleid" IS NOT DISTINCT FROM t."saleid" AND e."amount" IS NOT DISTINCT FROM t."amount" AND e."day" IS NOT DISTINCT FROM t."day" AND e."remark" IS NOT DISTINCT FROM t."remark" AND e."void" IS NOT DISTINCT FROM t."void" AND e."organizationid" IS NOT DISTINCT FROM t."organizationid" THEN 1 END) FROM "zenoti_sync_expected" AS e LEFT JOIN "zenoti"."bi_factsales" AS t ON e."saleid" = t."saleid" AND e."organizationid" = t."organizationid" GROUP BY e."zenoti_sync_batch";

CREATE TEMPORARY TABLE "zenoti_sync_suspect" ON COMMIT DROP AS SELECT e."zenoti_sync_row", e."zenoti_sync_batch", count(t."saleid") AS zenoti_sync_found, max(CASE WHEN e."saleid" IS NOT DISTINCT FROM t."saleid" AND e."amount" IS NOT DISTINCT FROM t."amount" AND e."day" IS NOT DISTINCT FROM t."day" AND e."remark" IS NOT DISTINCT FROM t."remark" AND e."void" IS NOT DISTINCT FROM t."void" AND e."organizationid" IS NOT DISTINCT FROM t."organizationid" THEN 1 ELSE 0 END) AS zenoti_sync_same, e."saleid", e."organizationid" FROM "zenoti_sync_expected" AS e LEFT JOIN "zenoti"."bi_factsales" AS t ON e."saleid" = t."saleid" AND e."organizationid" = t."organizationid" GROUP BY e."zenoti_sync_row", e."zenoti_sync_batch", e."saleid", e."organizationid" HAVING count(t."saleid") <> 1 OR max(CASE WHEN e."saleid" IS NOT DISTINCT FROM t."saleid" AND e."amount" IS NOT DISTINCT FROM t."amount" AND e."day" IS NOT DISTINCT FROM t."day" AND e."remark" IS NOT DISTINCT FROM t."remark" AND e."void" IS NOT DISTINCT FROM t."void" AND e."organizationid" IS NOT DISTINCT FROM t."organizationid" THEN 1 ELSE 0 END) = 0;

ANALYZE "zenoti_sync_suspect" ("saleid", "organizationid");

CREATE TEMPORARY TABLE "zenoti_sync_finding" ON COMMIT DROP AS SELECT s."zenoti_sync_row", s."zenoti_sync_batch", CASE WHEN s.zenoti_sync_found = 0 THEN 0 ELSE 1 END AS zenoti_sync_state, CAST(1 AS BIGINT) AS zenoti_sync_number, s."saleid", s."organizationid" FROM "zenoti_sync_suspect" AS s WHERE s.zenoti_sync_same = 0 AND s."saleid" IS NOT NULL AND s."organizationid" IS NOT NULL;

INSERT INTO "zenoti_sync_finding" ("zenoti_sync_row", "zenoti_sync_batch", zenoti_sync_state, zenoti_sync_number, "saleid", "organizationid") SELECT s."zenoti_sync_row", s."zenoti_sync_batch", 3, s.zenoti_sync_found - 1, s."saleid", s."organizationid" FROM "zenoti_sync_suspect" AS s WHERE s.zenoti_sync_found > 1;

SELECT count(*) FROM "zenoti_sync_suspect" AS s WHERE NOT (s."saleid" IS NOT NULL AND s."organizationid" IS NOT NULL);

CREATE TEMPORARY TABLE "zenoti_sync_repeated" ON COMMIT DROP AS SELECT e."saleid", e."organizationid", max(e."zenoti_sync_row") AS zenoti_sync_last_row FROM "zenoti_sync_expected" AS e WHERE e."saleid" IS NOT NULL AND e."organizationid" IS NOT NULL GROUP BY e."saleid", e."organizationid" HAVING count(*) > 1;

SELECT count(*) FROM "zenoti_sync_repeated";

ANALYZE "zenoti_sync_finding" ("saleid", "organizationid");

INSERT INTO "zenoti_sync_finding" ("zenoti_sync_row", "zenoti_sync_batch", zenoti_sync_state, zenoti_sync_number, "saleid", "organizationid") SELECT CAST(NULL AS BIGINT), k."zenoti_sync_batch", 2, 1, k."saleid", k."organizationid" FROM "zenoti_sync_renewed" AS k WHERE EXISTS (SELECT 1 FROM "zenoti"."bi_factsales" AS t WHERE t."saleid" = k."saleid" AND t."organizationid" = k."organizationid") AND NOT EXISTS (SELECT 1 FROM "zenoti_sync_expected" AS e WHERE e."saleid" = k."saleid" AND e."organizationid" = k."organizationid");

UPDATE "zenoti_sync_finding" SET zenoti_sync_state = k.zenoti_sync_state FROM (SELECT f."zenoti_sync_row", max(f.zenoti_sync_state) AS zenoti_sync_state FROM "zenoti_sync_finding" AS f WHERE f.zenoti_sync_state IN (5, 6, 7) GROUP BY f."zenoti_sync_row") AS k WHERE "zenoti_sync_finding".zenoti_sync_state = 3 AND "zenoti_sync_finding"."zenoti_sync_row" = k."zenoti_sync_row";

SELECT raw_line FROM "zenoti"."zenoti_sync_quarantine" WHERE table_name = ?;

SELECT "zenoti_sync_batch", zenoti_sync_state, sum(zenoti_sync_number) FROM "zenoti_sync_finding" GROUP BY "zenoti_sync_batch", zenoti_sync_state;

SELECT "zenoti_sync_batch", count(*) FROM "zenoti_sync_expected" GROUP BY "zenoti_sync_batch";

SELECT f."zenoti_sync_batch", sum(CASE WHEN e."saleid" IS NOT DISTINCT FROM t."saleid" THEN 0 ELSE 1 END), sum(CASE WHEN e."amount" IS NOT DISTINCT FROM t."amount" THEN 0 ELSE 1 END), sum(CASE WHEN e."day" IS NOT DISTINCT FROM t."day" THEN 0 ELSE 1 END), sum(CASE WHEN e."remark" IS NOT DISTINCT FROM t."remark" THEN 0 ELSE 1 END), sum(CASE WHEN e."void" IS NOT DISTINCT FROM t."void" THEN 0 ELSE 1 END), sum(CASE WHEN e."organizationid" IS NOT DISTINCT FROM t."organizationid" THEN 0 ELSE 1 END) FROM "zenoti_sync_finding" AS f JOIN "zenoti_sync_expected" AS e ON e."zenoti_sync_row" = f."zenoti_sync_row" JOIN "zenoti"."bi_factsales" AS t ON e."saleid" = t."saleid" AND e."organizationid" = t."organizationid" WHERE f.zenoti_sync_state = 1 AND NOT EXISTS (SELECT 1 FROM "zenoti_sync_finding" AS x WHERE x."zenoti_sync_row" = f."zenoti_sync_row" AND x.zenoti_sync_state = 3) GROUP BY f."zenoti_sync_batch";

DROP TABLE IF EXISTS pg_temp."zenoti_sync_expected";

DROP TABLE IF EXISTS pg_temp."zenoti_sync_later";

DROP TABLE IF EXISTS pg_temp."zenoti_sync_touched";

DROP TABLE IF EXISTS pg_temp."zenoti_sync_renewed";

DROP TABLE IF EXISTS pg_temp."zenoti_sync_suspect";

DROP TABLE IF EXISTS pg_temp."zenoti_sync_repeated";

DROP TABLE IF EXISTS pg_temp."zenoti_sync_unclear";

DROP TABLE IF EXISTS pg_temp."zenoti_sync_finding";

DROP TABLE IF EXISTS pg_temp."zenoti_sync_replacement";

SET TRANSACTION ISOLATION LEVEL REPEATABLE READ;

SELECT set_config(name, CASE name WHEN 'jit' THEN 'off' WHEN 'work_mem' THEN '64MB' ELSE '10' END, true) FROM pg_settings WHERE name IN ('jit', 'default_statistics_target') OR name = 'work_mem' AND setting::bigint < 64 * 1024;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "zenoti"."zenoti_sync_table" WHERE table_name = ?;

SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attnum;

SELECT guest_digest, key_check, salt FROM "zenoti"."zenoti_sync_forgotten" ORDER BY forgotten_at, guest_digest;

SELECT source, pod, table_name, last_group, replay_to, proven_key FROM "zenoti"."zenoti_sync_checkpoint" WHERE table_name = ? ORDER BY source, pod;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "zenoti"."zenoti_sync_table" WHERE table_name = ?;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared FROM "zenoti"."zenoti_sync_source_table" WHERE source = ? AND table_name = ?;

SELECT column_names FROM "zenoti"."zenoti_sync_layout" WHERE source = ? AND pod = ? AND table_name = ? AND last_group >= ? ORDER BY last_group;

CREATE TEMPORARY TABLE "zenoti_sync_expected" ("userid" BIGINT, "name" text, "city" text, "zenoti_sync_batch" INTEGER, "zenoti_sync_row" BIGINT) ON COMMIT DROP;

COPY "zenoti_sync_expected" ("userid", "name", "city", "zenoti_sync_batch", "zenoti_sync_row") FROM STDIN (FORMAT binary, FREEZE);

SELECT "userid", "name", "city" FROM "zenoti_sync_expected" WHERE 1 = 0;

SELECT "userid", "name", "city" FROM "zenoti"."bi_dimuser" WHERE 1 = 0;

DROP TABLE IF EXISTS pg_temp."zenoti_sync_expected";

CREATE TEMPORARY TABLE "zenoti_sync_expected" ("userid" BIGINT, "name" text, "city" text, "zenoti_sync_batch" INTEGER, "zenoti_sync_row" BIGINT) ON COMMIT DROP;

COPY "zenoti_sync_expected" ("userid", "name", "city", "zenoti_sync_batch", "zenoti_sync_row") FROM STDIN (FORMAT binary, FREEZE);

SELECT e."zenoti_sync_batch", count(*), count(t."userid"), count(CASE WHEN e."userid" IS NOT DISTINCT FROM t."userid" AND e."name" IS NOT DISTINCT FROM t."name" THEN 1 END) FROM "zenoti_sync_expected" AS e LEFT JOIN "zenoti"."bi_dimuser" AS t ON e."userid" = t."userid" GROUP BY e."zenoti_sync_batch";

SELECT coalesce(sum(rows_updated + rows_deleted), 0) FROM "zenoti"."zenoti_sync_run" WHERE table_name = ? AND finished_at >= ?;

SELECT group_id, max(consumed_at) FROM "zenoti"."zenoti_sync_manifest" WHERE source = ? AND pod = ? AND table_name = ? GROUP BY group_id ORDER BY group_id DESC;

SELECT logid, object_key, etag, size_bytes, row_count, digest FROM "zenoti"."zenoti_sync_manifest" WHERE source = ? AND pod = ? AND table_name = ? AND group_id = ? ORDER BY logid, object_key;

CREATE TEMPORARY TABLE "zenoti_sync_later" ON COMMIT DROP AS SELECT "userid", "name", "city" FROM "zenoti"."bi_dimuser" WHERE 1 = 0;

CREATE TEMPORARY TABLE "zenoti_sync_touched" ON COMMIT DROP AS SELECT "userid", CAST(0 AS INTEGER) AS "zenoti_sync_batch", CAST(0 AS BIGINT) AS zenoti_sync_ordinal FROM "zenoti"."bi_dimuser" WHERE 1 = 0;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "zenoti"."zenoti_sync_table" WHERE table_name = ?;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared FROM "zenoti"."zenoti_sync_source_table" WHERE source = ? AND table_name = ?;

SELECT column_names FROM "zenoti"."zenoti_sync_layout" WHERE source = ? AND pod = ? AND table_name = ? AND last_group >= ? ORDER BY last_group;

CREATE TEMPORARY TABLE "zenoti_sync_stage" ("userid" BIGINT, "name" text, "city" text, "zenoti_sync_batch" INTEGER, "zenoti_sync_row" BIGINT) ON COMMIT DROP;

COPY "zenoti_sync_stage" ("userid", "name", "city", "zenoti_sync_batch", "zenoti_sync_row") FROM STDIN (FORMAT binary, FREEZE);

SELECT count(*) FROM "zenoti_sync_stage" AS s WHERE EXISTS (SELECT 1 FROM "zenoti_sync_later" AS t WHERE t."userid" = s."userid");

DELETE FROM "zenoti_sync_later" USING (SELECT DISTINCT s."userid" FROM "zenoti_sync_stage" AS s) AS d WHERE "zenoti_sync_later"."userid" = d."userid";

INSERT INTO "zenoti_sync_later" ("userid", "name", "city") SELECT s."userid", s."name", s."city" FROM "zenoti_sync_stage" AS s;

INSERT INTO "zenoti_sync_touched" ("userid", "zenoti_sync_batch", zenoti_sync_ordinal) SELECT DISTINCT s."userid", 0, 0 FROM "zenoti_sync_stage" AS s WHERE s."userid" IS NOT NULL;

DROP TABLE IF EXISTS pg_temp."zenoti_sync_stage";

ANALYZE "zenoti_sync_touched" ("userid");

ANALYZE "zenoti_sync_later" ("userid");

CREATE TEMPORARY TABLE "zenoti_sync_renewed" ON COMMIT DROP AS SELECT e."userid", min(e."zenoti_sync_batch") AS "zenoti_sync_batch" FROM "zenoti_sync_expected" AS e JOIN (SELECT DISTINCT "userid" FROM "zenoti_sync_touched") AS x ON e."userid" = x."userid" GROUP BY e."userid";

ANALYZE "zenoti_sync_renewed" ("userid");

DELETE FROM "zenoti_sync_expected" USING "zenoti_sync_renewed" AS k WHERE "zenoti_sync_expected"."userid" = k."userid";

INSERT INTO "zenoti_sync_expected" ("userid", "name", "city", "zenoti_sync_batch", "zenoti_sync_row") SELECT l."userid", l."name", l."city", k."zenoti_sync_batch", 2 + row_number() OVER (ORDER BY l."userid") FROM "zenoti_sync_later" AS l JOIN "zenoti_sync_renewed" AS k ON l."userid" = k."userid";

SELECT "zenoti_sync_batch", count(*) FROM "zenoti_sync_expected" GROUP BY "zenoti_sync_batch";

SELECT e."zenoti_sync_batch", count(*), count(t."userid"), count(CASE WHEN e."userid" IS NOT DISTINCT FROM t."userid" AND e."name" IS NOT DISTINCT FROM t."name" THEN 1 END) FROM "zenoti_sync_expected" AS e LEFT JOIN "zenoti"."bi_dimuser" AS t ON e."userid" = t."userid" GROUP BY e."zenoti_sync_batch";

CREATE TEMPORARY TABLE "zenoti_sync_suspect" ON COMMIT DROP AS SELECT e."zenoti_sync_row", e."zenoti_sync_batch", count(t."userid") AS zenoti_sync_found, max(CASE WHEN e."userid" IS NOT DISTINCT FROM t."userid" AND e."name" IS NOT DISTINCT FROM t."name" THEN 1 ELSE 0 END) AS zenoti_sync_same, e."userid" FROM "zenoti_sync_expected" AS e LEFT JOIN "zenoti"."bi_dimuser" AS t ON e."userid" = t."userid" GROUP BY e."zenoti_sync_row", e."zenoti_sync_batch", e."userid" HAVING count(t."userid") <> 1 OR max(CASE WHEN e."userid" IS NOT DISTINCT FROM t."userid" AND e."name" IS NOT DISTINCT FROM t."name" THEN 1 ELSE 0 END) = 0;

ANALYZE "zenoti_sync_suspect" ("userid");

CREATE TEMPORARY TABLE "zenoti_sync_finding" ON COMMIT DROP AS SELECT s."zenoti_sync_row", s."zenoti_sync_batch", CASE WHEN s.zenoti_sync_found = 0 THEN 0 ELSE 1 END AS zenoti_sync_state, CAST(1 AS BIGINT) AS zenoti_sync_number, s."userid" FROM "zenoti_sync_suspect" AS s WHERE s.zenoti_sync_same = 0 AND s."userid" IS NOT NULL;

INSERT INTO "zenoti_sync_finding" ("zenoti_sync_row", "zenoti_sync_batch", zenoti_sync_state, zenoti_sync_number, "userid") SELECT s."zenoti_sync_row", s."zenoti_sync_batch", 3, s.zenoti_sync_found - 1, s."userid" FROM "zenoti_sync_suspect" AS s WHERE s.zenoti_sync_found > 1;

SELECT count(*) FROM "zenoti_sync_suspect" AS s WHERE NOT (s."userid" IS NOT NULL);

CREATE TEMPORARY TABLE "zenoti_sync_repeated" ON COMMIT DROP AS SELECT e."userid", max(e."zenoti_sync_row") AS zenoti_sync_last_row FROM "zenoti_sync_expected" AS e WHERE e."userid" IS NOT NULL GROUP BY e."userid" HAVING count(*) > 1;

SELECT count(*) FROM "zenoti_sync_repeated";

ANALYZE "zenoti_sync_finding" ("userid");

INSERT INTO "zenoti_sync_finding" ("zenoti_sync_row", "zenoti_sync_batch", zenoti_sync_state, zenoti_sync_number, "userid") SELECT CAST(NULL AS BIGINT), k."zenoti_sync_batch", 2, 1, k."userid" FROM "zenoti_sync_renewed" AS k WHERE EXISTS (SELECT 1 FROM "zenoti"."bi_dimuser" AS t WHERE t."userid" = k."userid") AND NOT EXISTS (SELECT 1 FROM "zenoti_sync_expected" AS e WHERE e."userid" = k."userid");

UPDATE "zenoti_sync_finding" SET zenoti_sync_state = 7 FROM (SELECT x."userid", min(x."zenoti_sync_batch") AS zenoti_sync_first, max(x."zenoti_sync_batch") AS zenoti_sync_last FROM "zenoti_sync_touched" AS x GROUP BY x."userid") AS k WHERE "zenoti_sync_finding"."userid" = k."userid" AND "zenoti_sync_finding".zenoti_sync_state = 1 AND (k.zenoti_sync_first <> "zenoti_sync_finding"."zenoti_sync_batch" OR k.zenoti_sync_last <> "zenoti_sync_finding"."zenoti_sync_batch");

UPDATE "zenoti_sync_finding" SET zenoti_sync_state = k.zenoti_sync_state FROM (SELECT f."zenoti_sync_row", max(f.zenoti_sync_state) AS zenoti_sync_state FROM "zenoti_sync_finding" AS f WHERE f.zenoti_sync_state IN (5, 6, 7) GROUP BY f."zenoti_sync_row") AS k WHERE "zenoti_sync_finding".zenoti_sync_state = 3 AND "zenoti_sync_finding"."zenoti_sync_row" = k."zenoti_sync_row";

SELECT raw_line FROM "zenoti"."zenoti_sync_quarantine" WHERE table_name = ?;

SELECT "zenoti_sync_batch", zenoti_sync_state, sum(zenoti_sync_number) FROM "zenoti_sync_finding" GROUP BY "zenoti_sync_batch", zenoti_sync_state;

SELECT "zenoti_sync_batch", count(*) FROM "zenoti_sync_expected" GROUP BY "zenoti_sync_batch";

SELECT f."zenoti_sync_batch", sum(CASE WHEN e."userid" IS NOT DISTINCT FROM t."userid" THEN 0 ELSE 1 END), sum(CASE WHEN e."name" IS NOT DISTINCT FROM t."name" THEN 0 ELSE 1 END) FROM "zenoti_sync_finding" AS f JOIN "zenoti_sync_expected" AS e ON e."zenoti_sync_row" = f."zenoti_sync_row" JOIN "zenoti"."bi_dimuser" AS t ON e."userid" = t."userid" WHERE f.zenoti_sync_state = 1 AND NOT EXISTS (SELECT 1 FROM "zenoti_sync_finding" AS x WHERE x."zenoti_sync_row" = f."zenoti_sync_row" AND x.zenoti_sync_state = 3) GROUP BY f."zenoti_sync_batch";

DROP TABLE IF EXISTS pg_temp."zenoti_sync_expected";

DROP TABLE IF EXISTS pg_temp."zenoti_sync_later";

DROP TABLE IF EXISTS pg_temp."zenoti_sync_touched";

DROP TABLE IF EXISTS pg_temp."zenoti_sync_renewed";

DROP TABLE IF EXISTS pg_temp."zenoti_sync_suspect";

DROP TABLE IF EXISTS pg_temp."zenoti_sync_repeated";

DROP TABLE IF EXISTS pg_temp."zenoti_sync_unclear";

DROP TABLE IF EXISTS pg_temp."zenoti_sync_finding";

DROP TABLE IF EXISTS pg_temp."zenoti_sync_replacement";
