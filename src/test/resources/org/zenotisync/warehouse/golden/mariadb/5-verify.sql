SELECT saleid, amount, day, remark FROM zenoti.bi_factsales;

SELECT userid, name, city FROM zenoti.bi_dimuser;

SELECT lower(variable_name), variable_value FROM information_schema.session_variables WHERE lower(variable_name) IN ('collation_connection', 'completion_type', 'max_error_count', 'max_sort_length', 'sql_mode', 'sql_notes', 'sql_select_limit', 'time_zone', 'transaction_isolation', 'tx_isolation') ORDER BY 1;

SELECT column_name FROM information_schema.columns WHERE table_schema = coalesce(?, database()) AND table_name = ? AND (@@lower_case_table_names <> 0 OR BINARY table_name = ?) ORDER BY ordinal_position;

SELECT COALESCE(MAX(version), 0) FROM "zenoti"."zenoti_sync_version";

SELECT column_name FROM information_schema.columns WHERE table_schema = coalesce(?, database()) AND table_name = ? AND (@@lower_case_table_names <> 0 OR BINARY table_name = ?) ORDER BY ordinal_position;

SELECT source, pod, table_name, last_group, replay_to, proven_key FROM "zenoti"."zenoti_sync_checkpoint" ORDER BY table_name, source, pod;

SELECT source, pod, table_name, last_group, replay_to, proven_key FROM "zenoti"."zenoti_sync_checkpoint" ORDER BY table_name, source, pod;

SELECT lower(variable_name), variable_value FROM information_schema.session_variables WHERE lower(variable_name) IN ('collation_connection', 'completion_type', 'max_error_count', 'max_sort_length', 'sql_mode', 'sql_notes', 'sql_select_limit', 'time_zone', 'transaction_isolation', 'tx_isolation') ORDER BY 1;

SELECT column_name FROM information_schema.columns WHERE table_schema = coalesce(?, database()) AND table_name = ? AND (@@lower_case_table_names <> 0 OR BINARY table_name = ?) ORDER BY ordinal_position;

SELECT COALESCE(MAX(version), 0) FROM "zenoti"."zenoti_sync_version";

SELECT column_name FROM information_schema.columns WHERE table_schema = coalesce(?, database()) AND table_name = ? AND (@@lower_case_table_names <> 0 OR BINARY table_name = ?) ORDER BY ordinal_position;

SELECT pod, complete_group, group_count, table_filter, source FROM "zenoti"."zenoti_sync_pod" ORDER BY source, pod;

SELECT lower(variable_name), variable_value FROM information_schema.session_variables WHERE lower(variable_name) IN ('collation_connection', 'completion_type', 'max_error_count', 'max_sort_length', 'sql_mode', 'sql_notes', 'sql_select_limit', 'time_zone', 'transaction_isolation', 'tx_isolation') ORDER BY 1;

UPDATE "zenoti"."zenoti_sync_checkpoint" SET last_group = last_group WHERE table_name = ?;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "zenoti"."zenoti_sync_table" WHERE table_name = ?;

INSERT INTO "zenoti"."zenoti_sync_lock" (name) VALUES (?) ON DUPLICATE KEY UPDATE name = name;

SELECT engine FROM information_schema.tables WHERE table_schema = coalesce(?, database()) AND table_name = ? AND table_type = 'BASE TABLE';

SELECT column_name FROM information_schema.columns WHERE table_schema = coalesce(?, database()) AND table_name = ? AND (@@lower_case_table_names <> 0 OR BINARY table_name = ?) ORDER BY ordinal_position;

SELECT source, pod, table_name, last_group, replay_to, proven_key FROM "zenoti"."zenoti_sync_checkpoint" WHERE table_name = ? ORDER BY source, pod;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "zenoti"."zenoti_sync_table" WHERE table_name = ?;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared FROM "zenoti"."zenoti_sync_source_table" WHERE source = ? AND table_name = ?;

SELECT column_names FROM "zenoti"."zenoti_sync_layout" WHERE source = ? AND pod = ? AND table_name = ? AND last_group >= ? ORDER BY last_group;

DROP TEMPORARY TABLE IF EXISTS "zenoti_sync_expected";

CREATE TEMPORARY TABLE "zenoti_sync_expected" ("saleid" BIGINT, "amount" DECIMAL(19,4), "day" DATE, "remark" TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin, "void" SMALLINT, "organizationid" TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin, "zenoti_sync_batch" INTEGER, "zenoti_sync_row" BIGINT, INDEX ("saleid", "organizationid"(64))) ENGINE=InnoDB ROW_FORMAT=DYNAMIC;

SELECT "saleid", "amount", "day", "remark", "void", "organizationid" FROM "zenoti_sync_expected" WHERE 1 = 0;

SELECT "saleid", "amount", "day", "remark", "void", "organizationid" FROM "zenoti"."bi_factsales" WHERE 1 = 0;

DROP TEMPORARY TABLE IF EXISTS "zenoti_sync_expected";

DROP TEMPORARY TABLE IF EXISTS "zenoti_sync_expected";

CREATE TEMPORARY TABLE "zenoti_sync_expected" ("saleid" BIGINT, "amount" DECIMAL(19,4), "day" DATE, "remark" TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin, "void" SMALLINT, "organizationid" TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin, "zenoti_sync_batch" INTEGER, "zenoti_sync_row" BIGINT, INDEX ("saleid", "organizationid"(64))) ENGINE=InnoDB ROW_FORMAT=DYNAMIC;

LOAD DATA LOCAL INFILE 'rows' INTO TABLE "zenoti_sync_expected" CHARACTER SET binary FIELDS TERMINATED BY 0x09 ESCAPED BY 0x5C LINES TERMINATED BY 0x0A ("saleid", "amount", "day", "remark", "void", "organizationid", "zenoti_sync_batch", "zenoti_sync_row");

SELECT e."zenoti_sync_batch", count(*), count(t."saleid"), count(CASE WHEN e."saleid" <=> t."saleid" AND e."amount" <=> t."amount" AND e."day" <=> t."day" AND e."remark" COLLATE utf8mb4_nopad_bin <=> t."remark" AND e."void" <=> t."void" AND e."organizationid" COLLATE utf8mb4_nopad_bin <=> t."organizationid" THEN 1 END) FROM "zenoti_sync_expected" AS e LEFT JOIN "zenoti"."bi_factsales" AS t ON e."saleid" = t."saleid" AND e."organizationid" COLLATE utf8mb4_nopad_bin = t."organizationid" GROUP BY e."zenoti_sync_batch";

SELECT coalesce(sum(rows_updated + rows_deleted), 0) FROM "zenoti"."zenoti_sync_run" WHERE table_name = ? AND finished_at >= ?;

SELECT group_id, max(consumed_at) FROM "zenoti"."zenoti_sync_manifest" WHERE source = ? AND pod = ? AND table_name = ? GROUP BY group_id ORDER BY group_id DESC;

SELECT column_name FROM information_schema.columns WHERE table_schema = coalesce(?, database()) AND table_name = ? AND (@@lower_case_table_names <> 0 OR BINARY table_name = ?) ORDER BY ordinal_position;

SELECT logid, object_key, etag, size_bytes, row_count, digest FROM "zenoti"."zenoti_sync_manifest" WHERE source = ? AND pod = ? AND table_name = ? AND group_id = ? ORDER BY logid, object_key;

DROP TEMPORARY TABLE IF EXISTS "zenoti_sync_later";

CREATE TEMPORARY TABLE "zenoti_sync_later" ("remark" TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin, "organizationid" VARCHAR(36) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin, INDEX ("saleid", "organizationid")) ENGINE=InnoDB ROW_FORMAT=DYNAMIC AS SELECT "saleid", "amount", "day", "remark", "void", "organizationid" FROM "zenoti"."bi_factsales" WHERE 1 = 0;

DROP TEMPORARY TABLE IF EXISTS "zenoti_sync_touched";

CREATE TEMPORARY TABLE "zenoti_sync_touched" ("organizationid" VARCHAR(36) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin, INDEX ("saleid", "organizationid")) ENGINE=InnoDB ROW_FORMAT=DYNAMIC AS SELECT "saleid", "organizationid", CASE WHEN TRUE THEN 0 WHEN FALSE THEN 9223372036854775807 END AS "zenoti_sync_batch", CASE WHEN TRUE THEN 0 WHEN FALSE THEN 9223372036854775807 END AS zenoti_sync_ordinal FROM "zenoti"."bi_factsales" WHERE 1 = 0;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "zenoti"."zenoti_sync_table" WHERE table_name = ?;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared FROM "zenoti"."zenoti_sync_source_table" WHERE source = ? AND table_name = ?;

SELECT column_names FROM "zenoti"."zenoti_sync_layout" WHERE source = ? AND pod = ? AND table_name = ? AND last_group >= ? ORDER BY last_group;

DROP TEMPORARY TABLE IF EXISTS "zenoti_sync_stage";

CREATE TEMPORARY TABLE "zenoti_sync_stage" ("saleid" BIGINT, "amount" DECIMAL(19,4), "day" DATE, "remark" TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin, "void" SMALLINT, "organizationid" VARCHAR(36) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin, "zenoti_sync_batch" INTEGER, "zenoti_sync_row" BIGINT) ENGINE=InnoDB ROW_FORMAT=DYNAMIC;

LOAD DATA LOCAL INFILE 'rows' INTO TABLE "zenoti_sync_stage" CHARACTER SET binary FIELDS TERMINATED BY 0x09 ESCAPED BY 0x5C LINES TERMINATED BY 0x0A ("saleid", "amount", "day", "remark", "void", "organizationid", "zenoti_sync_batch", "zenoti_sync_row");

DELETE FROM "zenoti_sync_later" USING "zenoti_sync_later" JOIN (SELECT DISTINCT s."saleid", s."organizationid" FROM "zenoti_sync_stage" AS s) AS d WHERE "zenoti_sync_later"."saleid" = d."saleid" AND "zenoti_sync_later"."organizationid" = d."organizationid" COLLATE utf8mb4_nopad_bin;

SELECT count(*) FROM "zenoti_sync_stage" AS s JOIN (SELECT x."saleid", x."organizationid", max(x."zenoti_sync_batch") AS zenoti_sync_last_batch FROM "zenoti_sync_stage" AS x WHERE x."void" = 1 GROUP BY x."saleid", x."organizationid") AS v ON s."saleid" = v."saleid" AND s."organizationid" = v."organizationid" WHERE NOT (s."void" = 1) AND v.zenoti_sync_last_batch > s."zenoti_sync_batch";

INSERT INTO "zenoti_sync_later" ("saleid", "amount", "day", "remark", "void", "organizationid") SELECT s."saleid", s."amount", s."day", s."remark", s."void", s."organizationid" FROM "zenoti_sync_stage" AS s LEFT JOIN (SELECT x."saleid", x."organizationid", max(x."zenoti_sync_batch") AS zenoti_sync_last_batch FROM "zenoti_sync_stage" AS x WHERE x."void" = 1 GROUP BY x."saleid", x."organizationid") AS v ON s."saleid" = v."saleid" AND s."organizationid" = v."organizationid" WHERE NOT (s."void" = 1) AND (v.zenoti_sync_last_batch IS NULL OR v.zenoti_sync_last_batch <= s."zenoti_sync_batch");

INSERT INTO "zenoti_sync_touched" ("saleid", "organizationid", "zenoti_sync_batch", zenoti_sync_ordinal) SELECT DISTINCT s."saleid", s."organizationid", 0, 0 FROM "zenoti_sync_stage" AS s WHERE s."saleid" IS NOT NULL AND s."organizationid" IS NOT NULL;

DROP TEMPORARY TABLE IF EXISTS "zenoti_sync_stage";

DROP TEMPORARY TABLE IF EXISTS "zenoti_sync_renewed";

CREATE TEMPORARY TABLE "zenoti_sync_renewed" ("organizationid" VARCHAR(36) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin, INDEX ("saleid", "organizationid")) ENGINE=InnoDB ROW_FORMAT=DYNAMIC AS SELECT e."saleid", e."organizationid", min(e."zenoti_sync_batch") AS "zenoti_sync_batch" FROM "zenoti_sync_expected" AS e JOIN (SELECT DISTINCT "saleid", "organizationid" FROM "zenoti_sync_touched") AS x ON e."saleid" = x."saleid" AND e."organizationid" = x."organizationid" GROUP BY e."saleid", e."organizationid";

DELETE FROM "zenoti_sync_expected" USING "zenoti_sync_expected" JOIN "zenoti_sync_renewed" AS k WHERE "zenoti_sync_expected"."saleid" = k."saleid" AND "zenoti_sync_expected"."organizationid" = k."organizationid";

INSERT INTO "zenoti_sync_expected" ("saleid", "amount", "day", "remark", "void", "organizationid", "zenoti_sync_batch", "zenoti_sync_row") SELECT l."saleid", l."amount", l."day", l."remark", l."void", l."organizationid", k."zenoti_sync_batch", 3 + row_number() OVER (ORDER BY l."saleid") FROM "zenoti_sync_later" AS l JOIN "zenoti_sync_renewed" AS k ON l."saleid" = k."saleid" AND l."organizationid" = k."organizationid";

SELECT "zenoti_sync_batch", count(*) FROM "zenoti_sync_expected" GROUP BY "zenoti_sync_batch";

SELECT e."zenoti_sync_batch", count(*), count(t."saleid"), count(CASE WHEN e."saleid" <=> t."saleid" AND e."amount" <=> t."amount" AND e."day" <=> t."day" AND e."remark" COLLATE utf8mb4_nopad_bin <=> t."remark" AND e."void" <=> t."void" AND e."organizationid" COLLATE utf8mb4_nopad_bin <=> t."organizationid" THEN 1 END) FROM "zenoti_sync_expected" AS e LEFT JOIN "zenoti"."bi_factsales" AS t ON e."saleid" = t."saleid" AND e."organizationid" COLLATE utf8mb4_nopad_bin = t."organizationid" GROUP BY e."zenoti_sync_batch";

DROP TEMPORARY TABLE IF EXISTS "zenoti_sync_suspect";

CREATE TEMPORARY TABLE "zenoti_sync_suspect" ("organizationid" VARCHAR(36) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin, INDEX ("saleid", "organizationid")) ENGINE=InnoDB ROW_FORMAT=DYNAMIC AS SELECT e."zenoti_sync_row", e."zenoti_sync_batch", count(t."saleid") AS zenoti_sync_found, max(CASE WHEN e."saleid" <=> t."saleid" AND e."amount" <=> t."amount" AND e."day" <=> t."day" AND e."remark" COLLATE utf8mb4_nopad_bin <=> t."remark" AND e."void" <=> t."void" AND e."organizationid" COLLATE utf8mb4_nopad_bin <=> t."organizationid" THEN 1 ELSE 0 END) AS zenoti_sync_same, e."saleid", e."organizationid" FROM "zenoti_sync_expected" AS e LEFT JOIN "zenoti"."bi_factsales" AS t ON e."saleid" = t."saleid" AND e."organizationid" COLLATE utf8mb4_nopad_bin = t."organizationid" GROUP BY e."zenoti_sync_row", e."zenoti_sync_batch", e."saleid", e."organizationid" HAVING count(t."saleid") <> 1 OR max(CASE WHEN e."saleid" <=> t."saleid" AND e."amount" <=> t."amount" AND e."day" <=> t."day" AND e."remark" COLLATE utf8mb4_nopad_bin <=> t."remark" AND e."void" <=> t."void" AND e."organizationid" COLLATE utf8mb4_nopad_bin <=> t."organizationid" THEN 1 ELSE 0 END) = 0;

DROP TEMPORARY TABLE IF EXISTS "zenoti_sync_finding";

CREATE TEMPORARY TABLE "zenoti_sync_finding" ("organizationid" VARCHAR(36) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin, INDEX ("saleid", "organizationid")) ENGINE=InnoDB ROW_FORMAT=DYNAMIC AS SELECT s."zenoti_sync_row", s."zenoti_sync_batch", CASE WHEN s.zenoti_sync_found = 0 THEN 0 ELSE 1 END AS zenoti_sync_state, CASE WHEN TRUE THEN 1 WHEN FALSE THEN 9223372036854775807 END AS zenoti_sync_number, s."saleid", s."organizationid" FROM "zenoti_sync_suspect" AS s WHERE s.zenoti_sync_same = 0 AND s."saleid" IS NOT NULL AND s."organizationid" IS NOT NULL;

INSERT INTO "zenoti_sync_finding" ("zenoti_sync_row", "zenoti_sync_batch", zenoti_sync_state, zenoti_sync_number, "saleid", "organizationid") SELECT s."zenoti_sync_row", s."zenoti_sync_batch", 3, s.zenoti_sync_found - 1, s."saleid", s."organizationid" FROM "zenoti_sync_suspect" AS s WHERE s.zenoti_sync_found > 1;

SELECT count(*) FROM "zenoti_sync_suspect" AS s WHERE NOT (s."saleid" IS NOT NULL AND s."organizationid" IS NOT NULL);

DROP TEMPORARY TABLE IF EXISTS "zenoti_sync_repeated";

CREATE TEMPORARY TABLE "zenoti_sync_repeated" ("organizationid" VARCHAR(36) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin, INDEX ("saleid", "organizationid")) ENGINE=InnoDB ROW_FORMAT=DYNAMIC AS SELECT e."saleid", e."organizationid", max(e."zenoti_sync_row") AS zenoti_sync_last_row FROM "zenoti_sync_expected" AS e WHERE e."saleid" IS NOT NULL AND e."organizationid" IS NOT NULL GROUP BY e."saleid", e."organizationid" HAVING count(*) > 1;

SELECT count(*) FROM "zenoti_sync_repeated";

INSERT INTO "zenoti_sync_finding" ("zenoti_sync_row", "zenoti_sync_batch", zenoti_sync_state, zenoti_sync_number, "saleid", "organizationid") SELECT CASE WHEN TRUE THEN NULL WHEN FALSE THEN 9223372036854775807 END, k."zenoti_sync_batch", 2, 1, k."saleid", k."organizationid" FROM "zenoti_sync_renewed" AS k WHERE EXISTS (SELECT 1 FROM "zenoti"."bi_factsales" AS t WHERE t."saleid" = k."saleid" AND t."organizationid" = k."organizationid" COLLATE utf8mb4_nopad_bin) AND NOT EXISTS (SELECT 1 FROM "zenoti_sync_expected" AS e WHERE e."saleid" = k."saleid" AND e."organizationid" = k."organizationid");

UPDATE "zenoti_sync_finding" JOIN (SELECT f."zenoti_sync_row", max(f.zenoti_sync_state) AS zenoti_sync_state FROM "zenoti_sync_finding" AS f WHERE f.zenoti_sync_state IN (5, 6, 7) GROUP BY f."zenoti_sync_row") AS k SET "zenoti_sync_finding".zenoti_sync_state = k.zenoti_sync_state WHERE "zenoti_sync_finding".zenoti_sync_state = 3 AND "zenoti_sync_finding"."zenoti_sync_row" = k."zenoti_sync_row";

SELECT raw_line FROM "zenoti"."zenoti_sync_quarantine" WHERE table_name = ?;

SELECT "zenoti_sync_batch", zenoti_sync_state, sum(zenoti_sync_number) FROM "zenoti_sync_finding" GROUP BY "zenoti_sync_batch", zenoti_sync_state;

SELECT "zenoti_sync_batch", count(*) FROM "zenoti_sync_expected" GROUP BY "zenoti_sync_batch";

SELECT f."zenoti_sync_batch", sum(CASE WHEN e."saleid" <=> t."saleid" THEN 0 ELSE 1 END), sum(CASE WHEN e."amount" <=> t."amount" THEN 0 ELSE 1 END), sum(CASE WHEN e."day" <=> t."day" THEN 0 ELSE 1 END), sum(CASE WHEN e."remark" COLLATE utf8mb4_nopad_bin <=> t."remark" THEN 0 ELSE 1 END), sum(CASE WHEN e."void" <=> t."void" THEN 0 ELSE 1 END), sum(CASE WHEN e."organizationid" COLLATE utf8mb4_nopad_bin <=> t."organizationid" THEN 0 ELSE 1 END) FROM "zenoti_sync_finding" AS f JOIN "zenoti_sync_expected" AS e ON e."zenoti_sync_row" = f."zenoti_sync_row" JOIN "zenoti"."bi_factsales" AS t ON e."saleid" = t."saleid" AND e."organizationid" COLLATE utf8mb4_nopad_bin = t."organizationid" WHERE f.zenoti_sync_state = 1 AND NOT EXISTS (SELECT 1 FROM "zenoti_sync_finding" AS x WHERE x."zenoti_sync_row" = f."zenoti_sync_row" AND x.zenoti_sync_state = 3) GROUP BY f."zenoti_sync_batch";

DROP TEMPORARY TABLE IF EXISTS "zenoti_sync_expected";

DROP TEMPORARY TABLE IF EXISTS "zenoti_sync_later";

DROP TEMPORARY TABLE IF EXISTS "zenoti_sync_touched";

DROP TEMPORARY TABLE IF EXISTS "zenoti_sync_renewed";

DROP TEMPORARY TABLE IF EXISTS "zenoti_sync_suspect";

DROP TEMPORARY TABLE IF EXISTS "zenoti_sync_repeated";

DROP TEMPORARY TABLE IF EXISTS "zenoti_sync_unclear";

DROP TEMPORARY TABLE IF EXISTS "zenoti_sync_finding";

DROP TEMPORARY TABLE IF EXISTS "zenoti_sync_replacement";

DROP TEMPORARY TABLE IF EXISTS "zenoti_sync_stage";

SELECT lower(variable_name), variable_value FROM information_schema.session_variables WHERE lower(variable_name) IN ('collation_connection', 'completion_type', 'max_error_count', 'max_sort_length', 'sql_mode', 'sql_notes', 'sql_select_limit', 'time_zone', 'transaction_isolation', 'tx_isolation') ORDER BY 1;

UPDATE "zenoti"."zenoti_sync_checkpoint" SET last_group = last_group WHERE table_name = ?;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "zenoti"."zenoti_sync_table" WHERE table_name = ?;

INSERT INTO "zenoti"."zenoti_sync_lock" (name) VALUES (?) ON DUPLICATE KEY UPDATE name = name;

SELECT engine FROM information_schema.tables WHERE table_schema = coalesce(?, database()) AND table_name = ? AND table_type = 'BASE TABLE';

SELECT column_name FROM information_schema.columns WHERE table_schema = coalesce(?, database()) AND table_name = ? AND (@@lower_case_table_names <> 0 OR BINARY table_name = ?) ORDER BY ordinal_position;

SELECT guest_digest, key_check, salt FROM "zenoti"."zenoti_sync_forgotten" ORDER BY forgotten_at, guest_digest;

SELECT source, pod, table_name, last_group, replay_to, proven_key FROM "zenoti"."zenoti_sync_checkpoint" WHERE table_name = ? ORDER BY source, pod;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "zenoti"."zenoti_sync_table" WHERE table_name = ?;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared FROM "zenoti"."zenoti_sync_source_table" WHERE source = ? AND table_name = ?;

SELECT column_names FROM "zenoti"."zenoti_sync_layout" WHERE source = ? AND pod = ? AND table_name = ? AND last_group >= ? ORDER BY last_group;

DROP TEMPORARY TABLE IF EXISTS "zenoti_sync_expected";

CREATE TEMPORARY TABLE "zenoti_sync_expected" ("userid" BIGINT, "name" TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin, "city" TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin, "zenoti_sync_batch" INTEGER, "zenoti_sync_row" BIGINT, INDEX ("userid")) ENGINE=InnoDB ROW_FORMAT=DYNAMIC;

SELECT "userid", "name", "city" FROM "zenoti_sync_expected" WHERE 1 = 0;

SELECT "userid", "name", "city" FROM "zenoti"."bi_dimuser" WHERE 1 = 0;

DROP TEMPORARY TABLE IF EXISTS "zenoti_sync_expected";

DROP TEMPORARY TABLE IF EXISTS "zenoti_sync_expected";

CREATE TEMPORARY TABLE "zenoti_sync_expected" ("userid" BIGINT, "name" TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin, "city" TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin, "zenoti_sync_batch" INTEGER, "zenoti_sync_row" BIGINT, INDEX ("userid")) ENGINE=InnoDB ROW_FORMAT=DYNAMIC;

LOAD DATA LOCAL INFILE 'rows' INTO TABLE "zenoti_sync_expected" CHARACTER SET binary FIELDS TERMINATED BY 0x09 ESCAPED BY 0x5C LINES TERMINATED BY 0x0A ("userid", "name", "city", "zenoti_sync_batch", "zenoti_sync_row");

SELECT e."zenoti_sync_batch", count(*), count(t."userid"), count(CASE WHEN e."userid" <=> t."userid" AND e."name" COLLATE utf8mb4_nopad_bin <=> t."name" THEN 1 END) FROM "zenoti_sync_expected" AS e LEFT JOIN "zenoti"."bi_dimuser" AS t ON e."userid" = t."userid" GROUP BY e."zenoti_sync_batch";

SELECT coalesce(sum(rows_updated + rows_deleted), 0) FROM "zenoti"."zenoti_sync_run" WHERE table_name = ? AND finished_at >= ?;

SELECT group_id, max(consumed_at) FROM "zenoti"."zenoti_sync_manifest" WHERE source = ? AND pod = ? AND table_name = ? GROUP BY group_id ORDER BY group_id DESC;

SELECT logid, object_key, etag, size_bytes, row_count, digest FROM "zenoti"."zenoti_sync_manifest" WHERE source = ? AND pod = ? AND table_name = ? AND group_id = ? ORDER BY logid, object_key;

DROP TEMPORARY TABLE IF EXISTS "zenoti_sync_later";

CREATE TEMPORARY TABLE "zenoti_sync_later" ("name" TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin, "city" TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin, INDEX ("userid")) ENGINE=InnoDB ROW_FORMAT=DYNAMIC AS SELECT "userid", "name", "city" FROM "zenoti"."bi_dimuser" WHERE 1 = 0;

DROP TEMPORARY TABLE IF EXISTS "zenoti_sync_touched";

CREATE TEMPORARY TABLE "zenoti_sync_touched" (INDEX ("userid")) ENGINE=InnoDB ROW_FORMAT=DYNAMIC AS SELECT "userid", CASE WHEN TRUE THEN 0 WHEN FALSE THEN 9223372036854775807 END AS "zenoti_sync_batch", CASE WHEN TRUE THEN 0 WHEN FALSE THEN 9223372036854775807 END AS zenoti_sync_ordinal FROM "zenoti"."bi_dimuser" WHERE 1 = 0;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, target_table, CASE WHEN forgotten_at IS NULL THEN 0 ELSE 1 END, column_rules FROM "zenoti"."zenoti_sync_table" WHERE table_name = ?;

SELECT definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared FROM "zenoti"."zenoti_sync_source_table" WHERE source = ? AND table_name = ?;

SELECT column_names FROM "zenoti"."zenoti_sync_layout" WHERE source = ? AND pod = ? AND table_name = ? AND last_group >= ? ORDER BY last_group;

DROP TEMPORARY TABLE IF EXISTS "zenoti_sync_stage";

CREATE TEMPORARY TABLE "zenoti_sync_stage" ("userid" BIGINT, "name" TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin, "city" TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin, "zenoti_sync_batch" INTEGER, "zenoti_sync_row" BIGINT) ENGINE=InnoDB ROW_FORMAT=DYNAMIC;

LOAD DATA LOCAL INFILE 'rows' INTO TABLE "zenoti_sync_stage" CHARACTER SET binary FIELDS TERMINATED BY 0x09 ESCAPED BY 0x5C LINES TERMINATED BY 0x0A ("userid", "name", "city", "zenoti_sync_batch", "zenoti_sync_row");

/*M! SET STATEMENT join_cache_level = 2 FOR */ SELECT count(*) FROM "zenoti_sync_stage" AS s WHERE EXISTS (SELECT 1 FROM "zenoti_sync_later" AS t WHERE t."userid" = s."userid");

DELETE FROM "zenoti_sync_later" USING "zenoti_sync_later" JOIN (SELECT DISTINCT s."userid" FROM "zenoti_sync_stage" AS s) AS d WHERE "zenoti_sync_later"."userid" = d."userid";

INSERT INTO "zenoti_sync_later" ("userid", "name", "city") SELECT s."userid", s."name", s."city" FROM "zenoti_sync_stage" AS s;

INSERT INTO "zenoti_sync_touched" ("userid", "zenoti_sync_batch", zenoti_sync_ordinal) SELECT DISTINCT s."userid", 0, 0 FROM "zenoti_sync_stage" AS s WHERE s."userid" IS NOT NULL;

DROP TEMPORARY TABLE IF EXISTS "zenoti_sync_stage";

DROP TEMPORARY TABLE IF EXISTS "zenoti_sync_renewed";

CREATE TEMPORARY TABLE "zenoti_sync_renewed" (INDEX ("userid")) ENGINE=InnoDB ROW_FORMAT=DYNAMIC AS SELECT e."userid", min(e."zenoti_sync_batch") AS "zenoti_sync_batch" FROM "zenoti_sync_expected" AS e JOIN (SELECT DISTINCT "userid" FROM "zenoti_sync_touched") AS x ON e."userid" = x."userid" GROUP BY e."userid";

DELETE FROM "zenoti_sync_expected" USING "zenoti_sync_expected" JOIN "zenoti_sync_renewed" AS k WHERE "zenoti_sync_expected"."userid" = k."userid";

INSERT INTO "zenoti_sync_expected" ("userid", "name", "city", "zenoti_sync_batch", "zenoti_sync_row") SELECT l."userid", l."name", l."city", k."zenoti_sync_batch", 2 + row_number() OVER (ORDER BY l."userid") FROM "zenoti_sync_later" AS l JOIN "zenoti_sync_renewed" AS k ON l."userid" = k."userid";

SELECT "zenoti_sync_batch", count(*) FROM "zenoti_sync_expected" GROUP BY "zenoti_sync_batch";

SELECT e."zenoti_sync_batch", count(*), count(t."userid"), count(CASE WHEN e."userid" <=> t."userid" AND e."name" COLLATE utf8mb4_nopad_bin <=> t."name" THEN 1 END) FROM "zenoti_sync_expected" AS e LEFT JOIN "zenoti"."bi_dimuser" AS t ON e."userid" = t."userid" GROUP BY e."zenoti_sync_batch";

DROP TEMPORARY TABLE IF EXISTS "zenoti_sync_suspect";

CREATE TEMPORARY TABLE "zenoti_sync_suspect" (INDEX ("userid")) ENGINE=InnoDB ROW_FORMAT=DYNAMIC AS SELECT e."zenoti_sync_row", e."zenoti_sync_batch", count(t."userid") AS zenoti_sync_found, max(CASE WHEN e."userid" <=> t."userid" AND e."name" COLLATE utf8mb4_nopad_bin <=> t."name" THEN 1 ELSE 0 END) AS zenoti_sync_same, e."userid" FROM "zenoti_sync_expected" AS e LEFT JOIN "zenoti"."bi_dimuser" AS t ON e."userid" = t."userid" GROUP BY e."zenoti_sync_row", e."zenoti_sync_batch", e."userid" HAVING count(t."userid") <> 1 OR max(CASE WHEN e."userid" <=> t."userid" AND e."name" COLLATE utf8mb4_nopad_bin <=> t."name" THEN 1 ELSE 0 END) = 0;

DROP TEMPORARY TABLE IF EXISTS "zenoti_sync_finding";

CREATE TEMPORARY TABLE "zenoti_sync_finding" (INDEX ("userid")) ENGINE=InnoDB ROW_FORMAT=DYNAMIC AS SELECT s."zenoti_sync_row", s."zenoti_sync_batch", CASE WHEN s.zenoti_sync_found = 0 THEN 0 ELSE 1 END AS zenoti_sync_state, CASE WHEN TRUE THEN 1 WHEN FALSE THEN 9223372036854775807 END AS zenoti_sync_number, s."userid" FROM "zenoti_sync_suspect" AS s WHERE s.zenoti_sync_same = 0 AND s."userid" IS NOT NULL;

INSERT INTO "zenoti_sync_finding" ("zenoti_sync_row", "zenoti_sync_batch", zenoti_sync_state, zenoti_sync_number, "userid") SELECT s."zenoti_sync_row", s."zenoti_sync_batch", 3, s.zenoti_sync_found - 1, s."userid" FROM "zenoti_sync_suspect" AS s WHERE s.zenoti_sync_found > 1;

SELECT count(*) FROM "zenoti_sync_suspect" AS s WHERE NOT (s."userid" IS NOT NULL);

DROP TEMPORARY TABLE IF EXISTS "zenoti_sync_repeated";

CREATE TEMPORARY TABLE "zenoti_sync_repeated" (INDEX ("userid")) ENGINE=InnoDB ROW_FORMAT=DYNAMIC AS SELECT e."userid", max(e."zenoti_sync_row") AS zenoti_sync_last_row FROM "zenoti_sync_expected" AS e WHERE e."userid" IS NOT NULL GROUP BY e."userid" HAVING count(*) > 1;

SELECT count(*) FROM "zenoti_sync_repeated";

INSERT INTO "zenoti_sync_finding" ("zenoti_sync_row", "zenoti_sync_batch", zenoti_sync_state, zenoti_sync_number, "userid") SELECT CASE WHEN TRUE THEN NULL WHEN FALSE THEN 9223372036854775807 END, k."zenoti_sync_batch", 2, 1, k."userid" FROM "zenoti_sync_renewed" AS k WHERE EXISTS (SELECT 1 FROM "zenoti"."bi_dimuser" AS t WHERE t."userid" = k."userid") AND NOT EXISTS (SELECT 1 FROM "zenoti_sync_expected" AS e WHERE e."userid" = k."userid");

UPDATE "zenoti_sync_finding" JOIN (SELECT x."userid", min(x."zenoti_sync_batch") AS zenoti_sync_first, max(x."zenoti_sync_batch") AS zenoti_sync_last FROM "zenoti_sync_touched" AS x GROUP BY x."userid") AS k SET "zenoti_sync_finding".zenoti_sync_state = 7 WHERE "zenoti_sync_finding"."userid" = k."userid" AND "zenoti_sync_finding".zenoti_sync_state = 1 AND (k.zenoti_sync_first <> "zenoti_sync_finding"."zenoti_sync_batch" OR k.zenoti_sync_last <> "zenoti_sync_finding"."zenoti_sync_batch");

UPDATE "zenoti_sync_finding" JOIN (SELECT f."zenoti_sync_row", max(f.zenoti_sync_state) AS zenoti_sync_state FROM "zenoti_sync_finding" AS f WHERE f.zenoti_sync_state IN (5, 6, 7) GROUP BY f."zenoti_sync_row") AS k SET "zenoti_sync_finding".zenoti_sync_state = k.zenoti_sync_state WHERE "zenoti_sync_finding".zenoti_sync_state = 3 AND "zenoti_sync_finding"."zenoti_sync_row" = k."zenoti_sync_row";

SELECT raw_line FROM "zenoti"."zenoti_sync_quarantine" WHERE table_name = ?;

SELECT "zenoti_sync_batch", zenoti_sync_state, sum(zenoti_sync_number) FROM "zenoti_sync_finding" GROUP BY "zenoti_sync_batch", zenoti_sync_state;

SELECT "zenoti_sync_batch", count(*) FROM "zenoti_sync_expected" GROUP BY "zenoti_sync_batch";

SELECT f."zenoti_sync_batch", sum(CASE WHEN e."userid" <=> t."userid" THEN 0 ELSE 1 END), sum(CASE WHEN e."name" COLLATE utf8mb4_nopad_bin <=> t."name" THEN 0 ELSE 1 END) FROM "zenoti_sync_finding" AS f JOIN "zenoti_sync_expected" AS e ON e."zenoti_sync_row" = f."zenoti_sync_row" JOIN "zenoti"."bi_dimuser" AS t ON e."userid" = t."userid" WHERE f.zenoti_sync_state = 1 AND NOT EXISTS (SELECT 1 FROM "zenoti_sync_finding" AS x WHERE x."zenoti_sync_row" = f."zenoti_sync_row" AND x.zenoti_sync_state = 3) GROUP BY f."zenoti_sync_batch";

DROP TEMPORARY TABLE IF EXISTS "zenoti_sync_expected";

DROP TEMPORARY TABLE IF EXISTS "zenoti_sync_later";

DROP TEMPORARY TABLE IF EXISTS "zenoti_sync_touched";

DROP TEMPORARY TABLE IF EXISTS "zenoti_sync_renewed";

DROP TEMPORARY TABLE IF EXISTS "zenoti_sync_suspect";

DROP TEMPORARY TABLE IF EXISTS "zenoti_sync_repeated";

DROP TEMPORARY TABLE IF EXISTS "zenoti_sync_unclear";

DROP TEMPORARY TABLE IF EXISTS "zenoti_sync_finding";

DROP TEMPORARY TABLE IF EXISTS "zenoti_sync_replacement";

DROP TEMPORARY TABLE IF EXISTS "zenoti_sync_stage";
