-- t-sql/statements/drop-table-transact-sql
DROP TABLE IF EXISTS [#zenoti_sync_stage];

-- t-sql/statements/create-table-transact-sql#temporary-tables
CREATE TABLE [#zenoti_sync_stage] ([saleid] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NULL, [amount] DECIMAL(19,4) NULL, [note] NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NULL, [void] BIT NULL, [organizationid] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NULL, [zenoti_sync_batch] INT NULL, [zenoti_sync_row] BIGINT NULL);

-- t-sql/statements/drop-table-transact-sql
DROP TABLE IF EXISTS [#zenoti_sync_repeated];

-- t-sql/queries/select-into-clause-transact-sql
SELECT TOP (0) q.* INTO [#zenoti_sync_repeated] FROM (SELECT 1 AS zenoti_sync_any) AS one LEFT JOIN (SELECT a FROM b AS x) AS q ON 1 = 0;

-- t-sql/statements/insert-transact-sql
INSERT INTO [#zenoti_sync_repeated] SELECT a FROM b AS x;

-- t-sql/statements/create-index-transact-sql
CREATE INDEX [zenoti_sync_index] ON [#zenoti_sync_repeated] ([a]);

-- t-sql/statements/drop-table-transact-sql
DROP TABLE IF EXISTS [#zenoti_sync_stage];
