CREATE TABLE bi_dimx (id INTEGER, name VARCHAR(50));
CREATE TABLE bi_dimy (id INTEGER);
CREATE TABLE bi_dimz (id INTEGER);
INSERT INTO bi_dimx (id, name)
VALUES (1, 'one');
INSERT INTO zenoti_sync_checkpoint (source, pod, table_name, last_group, replay_to, proven_key, updated_at)
VALUES ('earlier-bucket', 'POD1', 'bi_dimx', 1, 0, 'id', '2026-11-30 03:58:39.052139');
INSERT INTO zenoti_sync_checkpoint (source, pod, table_name, last_group, replay_to, proven_key, updated_at)
VALUES ('earlier-bucket', 'POD2', 'bi_dimz', 0, 0, NULL, '2026-11-30 03:58:38.979107');
INSERT INTO zenoti_sync_checkpoint (source, pod, table_name, last_group, replay_to, proven_key, updated_at)
VALUES ('earlier-bucket', 'POD1', 'bi_dimy', 0, 0, NULL, '2026-11-30 03:58:40.018838');
INSERT INTO zenoti_sync_late (source, pod, table_name, group_id, object_key, etag, is_changed, first_seen)
VALUES ('earlier-bucket', 'POD1', 'bi_dimx', 1, 'POD1/1/bi_dimx/1/b.csv', '"0cf15bd81c71a539e996d44826e3ab93"', false, '2026-11-30 03:58:40.078251');
INSERT INTO zenoti_sync_manifest (source, pod, table_name, group_id, logid, object_key, etag, size_bytes, row_count, consumed_at, digest)
VALUES ('earlier-bucket', 'POD1', 'bi_dimx', 1, 1, 'POD1/1/bi_dimx/1/a.csv', '"14808b39fdc46eb254f1f2dc5c99b31f"', 12, 2, '2026-11-30 03:58:39.466002', NULL);
INSERT INTO zenoti_sync_paused (table_name, paused_at)
VALUES ('bi_dimy', '2026-11-30 03:58:39.554871');
INSERT INTO zenoti_sync_pod (source, pod, complete_group, groups, table_filter, updated_at)
VALUES ('earlier-bucket', 'POD1', 1, 1, 'include= exclude=', '2026-11-30 03:58:40.178449');
INSERT INTO zenoti_sync_quarantine (source, pod, table_name, group_id, logid, object_key, etag, line_number, column_name, reason, raw_line, raw_hex, quarantined_at)
VALUES ('earlier-bucket', 'POD1', 'bi_dimx', 1, 1, 'POD1/1/bi_dimx/1/a.csv', '"14808b39fdc46eb254f1f2dc5c99b31f"', 2, 'id', 'value ''x'' is not a whole number from -2147483648 to 2147483647 (INTEGER)', 'x,bad', NULL, '2026-11-30 03:58:39.468398');
INSERT INTO zenoti_sync_run (source, pod, table_name, group_id, kind, outcome, rows_read, rows_inserted, rows_updated, rows_deleted, rows_ignored, rows_repeated, rows_quarantined, files, bytes, finished_at, millis, error)
VALUES ('earlier-bucket', 'POD2', 'bi_dimz', 1, 'dimension', 'failed', 0, 0, 0, 0, 0, 0, 0, 1, 4, '2026-11-30 03:58:39.349236', 320, 'the schema of bi_dimz declares neither a primary key nor a sortkey; set zenoti.tables.bi_dimz.key to its key column');
INSERT INTO zenoti_sync_run (source, pod, table_name, group_id, kind, outcome, rows_read, rows_inserted, rows_updated, rows_deleted, rows_ignored, rows_repeated, rows_quarantined, files, bytes, finished_at, millis, error)
VALUES ('earlier-bucket', 'POD1', 'bi_dimx', 1, 'dimension', 'consumed', 2, 1, 0, 0, 0, 0, 1, 1, 12, '2026-11-30 03:58:39.472497', 451, NULL);
INSERT INTO zenoti_sync_run (source, pod, table_name, group_id, kind, outcome, rows_read, rows_inserted, rows_updated, rows_deleted, rows_ignored, rows_repeated, rows_quarantined, files, bytes, finished_at, millis, error)
VALUES ('earlier-bucket', 'POD2', 'bi_dimz', 1, 'dimension', 'failed', 0, 0, 0, 0, 0, 0, 0, 1, 4, '2026-11-30 03:58:40.149272', 17, 'the schema of bi_dimz declares neither a primary key nor a sortkey; set zenoti.tables.bi_dimz.key to its key column');
INSERT INTO zenoti_sync_schema_file (source, object_key, etag, last_modified, outcome, note, applied_at, table_names, decided_by, first_set_up, before_accept, loaded_past, was_applied)
VALUES ('earlier-bucket', 'SchemaFull/bi_dimx.txt', '"9089117249ff6bf390a78556fab88bdd"', '2026-11-30 03:58:35.0', 'applied', NULL, '2026-11-30 03:58:38.082446', 'bi_dimx', NULL, true, NULL, NULL, true);
INSERT INTO zenoti_sync_schema_file (source, object_key, etag, last_modified, outcome, note, applied_at, table_names, decided_by, first_set_up, before_accept, loaded_past, was_applied)
VALUES ('earlier-bucket', 'SchemaFull/bi_dimy.txt', '"2d74d56a6f4d66c7e6f0f99f2306aefb"', '2026-11-30 03:58:35.0', 'applied', NULL, '2026-11-30 03:58:38.134573', 'bi_dimy', NULL, true, NULL, NULL, true);
INSERT INTO zenoti_sync_schema_file (source, object_key, etag, last_modified, outcome, note, applied_at, table_names, decided_by, first_set_up, before_accept, loaded_past, was_applied)
VALUES ('earlier-bucket', 'SchemaFull/bi_dimz.txt', '"18483f29f4941d23415f52dde130b38f"', '2026-11-30 03:58:35.0', 'applied', NULL, '2026-11-30 03:58:38.213702', 'bi_dimz', NULL, true, NULL, NULL, true);
INSERT INTO zenoti_sync_seen (source, pod, table_name, object_key, last_group)
VALUES ('earlier-bucket', 'POD2', 'bi_dimz', '*', 1);
INSERT INTO zenoti_sync_seen (source, pod, table_name, object_key, last_group)
VALUES ('earlier-bucket', 'POD1', 'bi_dimy', '*', 2);
INSERT INTO zenoti_sync_source_table (source, table_name, definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, schema_file, schema_file_modified, updated_at)
VALUES ('earlier-bucket', 'bi_dimx', 'CREATE TABLE "bi_dimx" (
    "id" INTEGER,
    "name" VARCHAR(50)
)
SORTKEY ("id")', '', '', '', '', '', '30faae4775d056b838606c45a11a062ab547334a9d740559c0bc55eb0ab8900a', 'SchemaFull/bi_dimx.txt', '2026-11-30 03:58:35.0', '2026-11-30 03:58:38.073529');
INSERT INTO zenoti_sync_source_table (source, table_name, definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, schema_file, schema_file_modified, updated_at)
VALUES ('earlier-bucket', 'bi_dimy', 'CREATE TABLE "bi_dimy" (
    "id" INTEGER
)
SORTKEY ("id")', '', '', '', '', '', '32d3df8fe6d75de6b063b5b9741e3fc8340e49cd7ade66a192256590db85b04b', 'SchemaFull/bi_dimy.txt', '2026-11-30 03:58:35.0', '2026-11-30 03:58:38.112668');
INSERT INTO zenoti_sync_source_table (source, table_name, definition, former_names, added_columns, dropped_columns, moved_columns, returned_columns, declared, schema_file, schema_file_modified, updated_at)
VALUES ('earlier-bucket', 'bi_dimz', 'CREATE TABLE "bi_dimz" (
    "id" INTEGER
)', '', '', '', '', '', '5a80cf2ae3f8bb4f97dd07b9d3e5016fbdea43b6d6f1a9f63415b5342f95a9b6', 'SchemaFull/bi_dimz.txt', '2026-11-30 03:58:35.0', '2026-11-30 03:58:38.186592');
INSERT INTO zenoti_sync_table (table_name, target_table, definition, former_names, updated_at, added_columns, dropped_columns, moved_columns, returned_columns, declared, schema_file, schema_file_modified, forgotten_at)
VALUES ('bi_dimx', 'bi_dimx', 'CREATE TABLE "bi_dimx" (
    "id" INTEGER,
    "name" VARCHAR(50)
)
SORTKEY ("id")', '', '2026-11-30 03:58:38.069331', '', '', '', '', '30faae4775d056b838606c45a11a062ab547334a9d740559c0bc55eb0ab8900a', NULL, NULL, NULL);
INSERT INTO zenoti_sync_table (table_name, target_table, definition, former_names, updated_at, added_columns, dropped_columns, moved_columns, returned_columns, declared, schema_file, schema_file_modified, forgotten_at)
VALUES ('bi_dimy', 'bi_dimy', 'CREATE TABLE "bi_dimy" (
    "id" INTEGER
)
SORTKEY ("id")', '', '2026-11-30 03:58:38.110327', '', '', '', '', '32d3df8fe6d75de6b063b5b9741e3fc8340e49cd7ade66a192256590db85b04b', NULL, NULL, NULL);
INSERT INTO zenoti_sync_table (table_name, target_table, definition, former_names, updated_at, added_columns, dropped_columns, moved_columns, returned_columns, declared, schema_file, schema_file_modified, forgotten_at)
VALUES ('bi_dimz', 'bi_dimz', 'CREATE TABLE "bi_dimz" (
    "id" INTEGER
)', '', '2026-11-30 03:58:38.166696', '', '', '', '', '5a80cf2ae3f8bb4f97dd07b9d3e5016fbdea43b6d6f1a9f63415b5342f95a9b6', NULL, NULL, NULL);
INSERT INTO zenoti_sync_unknown (source, object_key, first_seen)
VALUES ('earlier-bucket', 'odd.txt', '2026-11-30 03:58:40.040759');
INSERT INTO zenoti_sync_version (version, since)
VALUES (2, '2026-11-30 03:58:36.146226');
