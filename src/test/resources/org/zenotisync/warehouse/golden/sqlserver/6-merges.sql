-- t-sql/queries/top-transact-sql
SELECT TOP (1) 1 FROM [zenoti].[bi_factsales];

-- t-sql/queries/select-transact-sql
SELECT coalesce(sum(r.repeats), 0) FROM (SELECT count(*) - 1 AS repeats FROM [#zenoti_sync_stage] AS s WHERE s.[saleid] IS NOT NULL AND s.[organizationid] IS NOT NULL GROUP BY s.[saleid], HASHBYTES('SHA2_256', s.[saleid]), s.[organizationid], HASHBYTES('SHA2_256', s.[organizationid]), CASE WHEN s.[zenoti_sync_batch] < 0 THEN -1 - s.[zenoti_sync_batch] ELSE s.[zenoti_sync_batch] END HAVING count(*) > 1) AS r;

-- t-sql/queries/select-transact-sql
SELECT coalesce(sum(r.repeats), 0) FROM (SELECT count(*) - 1 AS repeats FROM [#zenoti_sync_stage] AS s WHERE s.[saleid] IS NOT NULL AND s.[organizationid] IS NOT NULL AND NOT (s.[void] = 1) GROUP BY s.[saleid], HASHBYTES('SHA2_256', s.[saleid]), s.[organizationid], HASHBYTES('SHA2_256', s.[organizationid]), s.[zenoti_sync_batch] HAVING count(*) > 1) AS r;

-- t-sql/queries/select-transact-sql
SELECT count(*) FROM [#zenoti_sync_stage] AS s WHERE s.[zenoti_sync_batch] < 0;

-- t-sql/queries/select-transact-sql
SELECT count(*) FROM [#zenoti_sync_stage] AS s WHERE (s.[saleid] IS NULL OR s.[organizationid] IS NULL) AND NOT (s.[void] = 1);

-- t-sql/queries/select-transact-sql
SELECT count(*) FROM [#zenoti_sync_stage] AS s WHERE EXISTS (SELECT 1 FROM [zenoti].[bi_factsales] AS t WHERE t.[saleid] = s.[saleid] COLLATE Latin1_General_100_BIN2 AND DATALENGTH(CAST(t.[saleid] AS NVARCHAR(MAX))) = DATALENGTH(CAST(s.[saleid] AS NVARCHAR(MAX))) AND t.[organizationid] = s.[organizationid] COLLATE Latin1_General_100_BIN2 AND DATALENGTH(CAST(t.[organizationid] AS NVARCHAR(MAX))) = DATALENGTH(CAST(s.[organizationid] AS NVARCHAR(MAX))));

-- t-sql/queries/select-transact-sql
SELECT count(*) FROM [#zenoti_sync_stage] AS s WHERE s.[zenoti_sync_batch] < 0 AND EXISTS (SELECT 1 FROM [zenoti].[bi_factsales] AS t WHERE t.[saleid] = s.[saleid] COLLATE Latin1_General_100_BIN2 AND DATALENGTH(CAST(t.[saleid] AS NVARCHAR(MAX))) = DATALENGTH(CAST(s.[saleid] AS NVARCHAR(MAX))) AND t.[organizationid] = s.[organizationid] COLLATE Latin1_General_100_BIN2 AND DATALENGTH(CAST(t.[organizationid] AS NVARCHAR(MAX))) = DATALENGTH(CAST(s.[organizationid] AS NVARCHAR(MAX))));

-- t-sql/queries/select-transact-sql
SELECT count(*) FROM [#zenoti_sync_stage] AS s WHERE (s.[saleid] IS NULL OR s.[organizationid] IS NULL);

-- t-sql/queries/select-transact-sql
SELECT count(*), 0, 0 FROM [#zenoti_sync_stage] AS s;

-- t-sql/queries/select-transact-sql
SELECT count(*), count(CASE WHEN s.[void] = 1 THEN 1 END), count(CASE WHEN s.[void] IS NULL THEN 1 END) FROM [#zenoti_sync_stage] AS s;

-- t-sql/queries/select-transact-sql
SELECT count(*) FROM [#zenoti_sync_stage] AS s JOIN (SELECT x.[saleid], x.[organizationid], max(x.[zenoti_sync_batch]) AS zenoti_sync_last_batch FROM [#zenoti_sync_stage] AS x WHERE x.[void] = 1 GROUP BY x.[saleid], HASHBYTES('SHA2_256', x.[saleid]), x.[organizationid], HASHBYTES('SHA2_256', x.[organizationid])) AS v ON s.[saleid] = v.[saleid] COLLATE Latin1_General_100_BIN2 AND DATALENGTH(CAST(s.[saleid] AS NVARCHAR(MAX))) = DATALENGTH(CAST(v.[saleid] AS NVARCHAR(MAX))) AND s.[organizationid] = v.[organizationid] COLLATE Latin1_General_100_BIN2 AND DATALENGTH(CAST(s.[organizationid] AS NVARCHAR(MAX))) = DATALENGTH(CAST(v.[organizationid] AS NVARCHAR(MAX))) WHERE NOT (s.[void] = 1) AND v.zenoti_sync_last_batch > s.[zenoti_sync_batch];

-- t-sql/queries/select-transact-sql
SELECT count(*) FROM [zenoti].[bi_factsales];

-- t-sql/queries/select-transact-sql
SELECT count([saleid]), count(DISTINCT HASHBYTES('SHA2_256', [saleid])) FROM [zenoti].[bi_factsales];

-- t-sql/queries/select-transact-sql
SELECT count(*) FROM [zenoti].[bi_factsales] AS s WHERE (s.[saleid] IS NULL OR s.[organizationid] IS NULL);

-- t-sql/queries/select-transact-sql
SELECT coalesce(sum(r.repeats), 0) FROM (SELECT count(*) - 1 AS repeats FROM [zenoti].[bi_factsales] AS s WHERE s.[saleid] IS NOT NULL AND s.[organizationid] IS NOT NULL GROUP BY s.[saleid], HASHBYTES('SHA2_256', s.[saleid]), s.[organizationid], HASHBYTES('SHA2_256', s.[organizationid]) HAVING count(*) > 1) AS r;

-- t-sql/queries/select-transact-sql
SELECT count(*) FROM [zenoti].[bi_factsales] AS s WHERE s.[void] = 1;

-- t-sql/queries/select-transact-sql
SELECT count(*) FROM [#zenoti_sync_stage] AS s WHERE NOT (s.[saleid] IS NOT NULL AND s.[organizationid] IS NOT NULL);

-- t-sql/statements/delete-transact-sql
DELETE FROM [zenoti].[bi_factsales] WHERE EXISTS (SELECT 1 FROM [#zenoti_sync_stage] AS s WHERE [bi_factsales].[saleid] = s.[saleid] COLLATE Latin1_General_100_BIN2 AND DATALENGTH(CAST([bi_factsales].[saleid] AS NVARCHAR(MAX))) = DATALENGTH(CAST(s.[saleid] AS NVARCHAR(MAX))) AND [bi_factsales].[organizationid] = s.[organizationid] COLLATE Latin1_General_100_BIN2 AND DATALENGTH(CAST([bi_factsales].[organizationid] AS NVARCHAR(MAX))) = DATALENGTH(CAST(s.[organizationid] AS NVARCHAR(MAX))));

-- t-sql/statements/delete-transact-sql
DELETE FROM [#zenoti_sync_stage] WHERE EXISTS (SELECT 1 FROM [#zenoti_sync_stage] AS later WHERE [#zenoti_sync_stage].[saleid] = later.[saleid] COLLATE Latin1_General_100_BIN2 AND DATALENGTH(CAST([#zenoti_sync_stage].[saleid] AS NVARCHAR(MAX))) = DATALENGTH(CAST(later.[saleid] AS NVARCHAR(MAX))) AND [#zenoti_sync_stage].[organizationid] = later.[organizationid] COLLATE Latin1_General_100_BIN2 AND DATALENGTH(CAST([#zenoti_sync_stage].[organizationid] AS NVARCHAR(MAX))) = DATALENGTH(CAST(later.[organizationid] AS NVARCHAR(MAX))) AND [#zenoti_sync_stage].[zenoti_sync_row] < later.[zenoti_sync_row]);

-- t-sql/statements/delete-transact-sql
DELETE FROM [#zenoti_sync_stage] WHERE [#zenoti_sync_stage].[void] = 1;

-- t-sql/statements/delete-transact-sql
DELETE FROM [zenoti].[bi_factsales];

-- t-sql/statements/delete-transact-sql
DELETE FROM [zenoti].[bi_factsales] WHERE EXISTS (SELECT 1 FROM [#zenoti_sync_stage] AS s WHERE [bi_factsales].[saleid] = s.[saleid] COLLATE Latin1_General_100_BIN2 AND DATALENGTH(CAST([bi_factsales].[saleid] AS NVARCHAR(MAX))) = DATALENGTH(CAST(s.[saleid] AS NVARCHAR(MAX))) AND [bi_factsales].[organizationid] = s.[organizationid] COLLATE Latin1_General_100_BIN2 AND DATALENGTH(CAST([bi_factsales].[organizationid] AS NVARCHAR(MAX))) = DATALENGTH(CAST(s.[organizationid] AS NVARCHAR(MAX))) AND s.[void] = 1);

-- t-sql/statements/insert-transact-sql
INSERT INTO [zenoti].[bi_factsales] ([saleid], [amount], [note], [void], [organizationid]) SELECT s.[saleid], s.[amount], s.[note], s.[void], s.[organizationid] FROM [#zenoti_sync_stage] AS s;

-- t-sql/statements/insert-transact-sql
INSERT INTO [zenoti].[bi_factsales] ([saleid], [amount], [note], [void], [organizationid]) SELECT s.[saleid], s.[amount], s.[note], s.[void], s.[organizationid] FROM [#zenoti_sync_stage] AS s WHERE s.[zenoti_sync_batch] >= 0;

-- t-sql/statements/insert-transact-sql
INSERT INTO [zenoti].[bi_factsales] ([saleid], [amount], [note], [void], [organizationid]) SELECT s.[saleid], s.[amount], s.[note], s.[void], s.[organizationid] FROM [#zenoti_sync_stage] AS s WHERE NOT (s.[void] = 1);

-- t-sql/statements/insert-transact-sql
INSERT INTO [zenoti].[bi_factsales] ([saleid], [amount], [note], [void], [organizationid]) SELECT s.[saleid], s.[amount], s.[note], s.[void], s.[organizationid] FROM [#zenoti_sync_stage] AS s LEFT JOIN (SELECT x.[saleid], x.[organizationid], max(x.[zenoti_sync_batch]) AS zenoti_sync_last_batch FROM [#zenoti_sync_stage] AS x WHERE x.[void] = 1 GROUP BY x.[saleid], HASHBYTES('SHA2_256', x.[saleid]), x.[organizationid], HASHBYTES('SHA2_256', x.[organizationid])) AS v ON s.[saleid] = v.[saleid] COLLATE Latin1_General_100_BIN2 AND DATALENGTH(CAST(s.[saleid] AS NVARCHAR(MAX))) = DATALENGTH(CAST(v.[saleid] AS NVARCHAR(MAX))) AND s.[organizationid] = v.[organizationid] COLLATE Latin1_General_100_BIN2 AND DATALENGTH(CAST(s.[organizationid] AS NVARCHAR(MAX))) = DATALENGTH(CAST(v.[organizationid] AS NVARCHAR(MAX))) WHERE NOT (s.[void] = 1) AND (v.zenoti_sync_last_batch IS NULL OR v.zenoti_sync_last_batch <= s.[zenoti_sync_batch]);

-- t-sql/queries/top-transact-sql
SELECT TOP (0) q.* FROM (SELECT [saleid], [organizationid] FROM [zenoti].[bi_factsales]) AS q;

-- t-sql/queries/select-transact-sql
SELECT coalesce(sum(r.repeats), 0) FROM (SELECT count(*) - 1 AS repeats FROM [#zenoti_sync_stage] AS s WHERE s.[userid] IS NOT NULL GROUP BY s.[userid], CASE WHEN s.[zenoti_sync_batch] < 0 THEN -1 - s.[zenoti_sync_batch] ELSE s.[zenoti_sync_batch] END HAVING count(*) > 1) AS r;

-- t-sql/queries/select-transact-sql
SELECT count(*) FROM [#zenoti_sync_stage] AS s WHERE EXISTS (SELECT 1 FROM [zenoti].[bi_dimuser] AS t WHERE t.[userid] = s.[userid]);

-- t-sql/statements/delete-transact-sql
DELETE FROM [#zenoti_sync_stage] WHERE EXISTS (SELECT 1 FROM [#zenoti_sync_stage] AS later WHERE [#zenoti_sync_stage].[userid] = later.[userid] AND [#zenoti_sync_stage].[zenoti_sync_row] < later.[zenoti_sync_row]);

-- t-sql/statements/delete-transact-sql
DELETE FROM [zenoti].[bi_dimuser] WHERE EXISTS (SELECT 1 FROM [#zenoti_sync_stage] AS s WHERE [bi_dimuser].[userid] = s.[userid]);

-- t-sql/statements/insert-transact-sql
INSERT INTO [zenoti].[bi_dimuser] ([userid], [name]) SELECT s.[userid], s.[name] FROM [#zenoti_sync_stage] AS s;
