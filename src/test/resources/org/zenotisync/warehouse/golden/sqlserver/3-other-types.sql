-- t-sql/statements/alter-table-transact-sql
ALTER TABLE [zenoti].[bi_dimtypes] ADD [zenoti_sync_replaced] DATE NULL;

-- t-sql/queries/update-transact-sql
UPDATE [zenoti].[bi_dimtypes] SET [zenoti_sync_replaced] = CAST([x] AS DATE);

-- t-sql/functions/string-agg-transact-sql, t-sql/statements/drop-index-transact-sql
DECLARE @drop NVARCHAR(MAX) = (SELECT STRING_AGG(CONCAT(N'DROP INDEX ', QUOTENAME(i.name), N' ON ', N'[zenoti].[bi_dimtypes]'), N'; ') FROM sys.indexes AS i JOIN sys.index_columns AS x ON x.object_id = i.object_id AND x.index_id = i.index_id JOIN sys.columns AS c ON c.object_id = x.object_id AND c.column_id = x.column_id WHERE i.object_id = OBJECT_ID(N'[zenoti].[bi_dimtypes]') AND c.name = N'x' AND i.name LIKE N'%[_]key[_]%' AND i.is_unique = 0); IF @drop IS NOT NULL EXEC sp_executesql @drop;

-- t-sql/statements/alter-table-transact-sql
ALTER TABLE [zenoti].[bi_dimtypes] DROP COLUMN [x];

-- relational-databases/system-stored-procedures/sp-rename-transact-sql
EXEC sp_rename N'[zenoti].[bi_dimtypes].[zenoti_sync_replaced]', N'x', N'COLUMN';

-- t-sql/queries/update-transact-sql
UPDATE [zenoti].[bi_dimtypes] SET [zenoti_sync_replaced] = CASE [is_there] WHEN 1 THEN N'true' WHEN 0 THEN N'false' END;

-- t-sql/queries/update-transact-sql
UPDATE [zenoti].[bi_dimtypes] SET [copy] = CAST(CASE WHEN LOWER([is_there]) IN (N'true', N't', N'1') THEN N'1' WHEN LOWER([is_there]) IN (N'false', N'f', N'0') THEN N'0' WHEN [is_there] IS NOT NULL THEN N'no boolean' END AS BIT) WHERE [copy] IS NULL;

-- t-sql/queries/update-transact-sql
UPDATE [zenoti].[bi_dimtypes] SET [zenoti_sync_replaced] = CAST([small] AS NVARCHAR(MAX));

-- t-sql/queries/update-transact-sql
UPDATE [zenoti].[bi_dimtypes] SET [copy] = CAST(CASE WHEN [small] NOT LIKE N'%[0-9]%' THEN N'no value' ELSE [small] END AS SMALLINT) WHERE [copy] IS NULL;

-- t-sql/queries/update-transact-sql
UPDATE [zenoti].[bi_dimtypes] SET [zenoti_sync_replaced] = CAST([whole] AS NVARCHAR(MAX));

-- t-sql/queries/update-transact-sql
UPDATE [zenoti].[bi_dimtypes] SET [copy] = CAST(CASE WHEN [whole] NOT LIKE N'%[0-9]%' THEN N'no value' ELSE [whole] END AS INT) WHERE [copy] IS NULL;

-- t-sql/queries/update-transact-sql
UPDATE [zenoti].[bi_dimtypes] SET [zenoti_sync_replaced] = CAST([big] AS NVARCHAR(MAX));

-- t-sql/queries/update-transact-sql
UPDATE [zenoti].[bi_dimtypes] SET [copy] = CAST(CASE WHEN [big] NOT LIKE N'%[0-9]%' THEN N'no value' ELSE [big] END AS BIGINT) WHERE [copy] IS NULL;

-- t-sql/queries/update-transact-sql
UPDATE [zenoti].[bi_dimtypes] SET [zenoti_sync_replaced] = CAST([exact] AS NVARCHAR(MAX));

-- t-sql/queries/update-transact-sql
UPDATE [zenoti].[bi_dimtypes] SET [copy] = CAST(CASE WHEN [exact] NOT LIKE N'%[0-9]%' THEN N'no value' ELSE [exact] END AS DECIMAL(38,10)) WHERE [copy] IS NULL;

-- t-sql/queries/update-transact-sql
UPDATE [zenoti].[bi_dimtypes] SET [zenoti_sync_replaced] = CONVERT(NVARCHAR(40), [short_float], 3);

-- t-sql/queries/update-transact-sql
UPDATE [zenoti].[bi_dimtypes] SET [copy] = CAST(CASE WHEN [short_float] NOT LIKE N'%[0-9]%' THEN N'no value' ELSE [short_float] END AS REAL) WHERE [copy] IS NULL;

-- t-sql/queries/update-transact-sql
UPDATE [zenoti].[bi_dimtypes] SET [zenoti_sync_replaced] = CONVERT(NVARCHAR(40), [long_float], 3);

-- t-sql/queries/update-transact-sql
UPDATE [zenoti].[bi_dimtypes] SET [copy] = CAST(CASE WHEN [long_float] NOT LIKE N'%[0-9]%' THEN N'no value' ELSE [long_float] END AS FLOAT(53)) WHERE [copy] IS NULL;

-- t-sql/queries/update-transact-sql
UPDATE [zenoti].[bi_dimtypes] SET [zenoti_sync_replaced] = CAST([day] AS NVARCHAR(MAX));

-- t-sql/queries/update-transact-sql
UPDATE [zenoti].[bi_dimtypes] SET [copy] = CAST(CASE WHEN [day] NOT LIKE N'%[0-9]%' THEN N'no value' ELSE [day] END AS DATE) WHERE [copy] IS NULL;

-- t-sql/queries/update-transact-sql
UPDATE [zenoti].[bi_dimtypes] SET [zenoti_sync_replaced] = CASE WHEN CONVERT(NVARCHAR(40), [clock], 121) NOT LIKE N'%.%[^0]%' THEN LEFT(CONVERT(NVARCHAR(40), [clock], 121), CHARINDEX(N'.', CONVERT(NVARCHAR(40), [clock], 121)) - 1) ELSE LEFT(CONVERT(NVARCHAR(40), [clock], 121), LEN(CONVERT(NVARCHAR(40), [clock], 121)) + 1 - PATINDEX(N'%[^0]%', REVERSE(CONVERT(NVARCHAR(40), [clock], 121)))) END;

-- t-sql/queries/update-transact-sql
UPDATE [zenoti].[bi_dimtypes] SET [copy] = CAST(CASE WHEN [clock] NOT LIKE N'%[0-9]%' THEN N'no value' ELSE [clock] END AS TIME(6)) WHERE [copy] IS NULL;

-- t-sql/queries/update-transact-sql
UPDATE [zenoti].[bi_dimtypes] SET [zenoti_sync_replaced] = CASE WHEN CONVERT(NVARCHAR(40), [moment], 121) NOT LIKE N'%.%[^0]%' THEN LEFT(CONVERT(NVARCHAR(40), [moment], 121), CHARINDEX(N'.', CONVERT(NVARCHAR(40), [moment], 121)) - 1) ELSE LEFT(CONVERT(NVARCHAR(40), [moment], 121), LEN(CONVERT(NVARCHAR(40), [moment], 121)) + 1 - PATINDEX(N'%[^0]%', REVERSE(CONVERT(NVARCHAR(40), [moment], 121)))) END;

-- t-sql/queries/update-transact-sql
UPDATE [zenoti].[bi_dimtypes] SET [copy] = CAST(CASE WHEN [moment] NOT LIKE N'%[0-9]%' THEN N'no value' ELSE [moment] END AS DATETIME2(6)) WHERE [copy] IS NULL;

-- t-sql/queries/update-transact-sql
UPDATE [zenoti].[bi_dimtypes] SET [zenoti_sync_replaced] = CASE WHEN CONVERT(NVARCHAR(40), CAST(SWITCHOFFSET([zoned], '+00:00') AS DATETIME2(6)), 121) NOT LIKE N'%.%[^0]%' THEN LEFT(CONVERT(NVARCHAR(40), CAST(SWITCHOFFSET([zoned], '+00:00') AS DATETIME2(6)), 121), CHARINDEX(N'.', CONVERT(NVARCHAR(40), CAST(SWITCHOFFSET([zoned], '+00:00') AS DATETIME2(6)), 121)) - 1) ELSE LEFT(CONVERT(NVARCHAR(40), CAST(SWITCHOFFSET([zoned], '+00:00') AS DATETIME2(6)), 121), LEN(CONVERT(NVARCHAR(40), CAST(SWITCHOFFSET([zoned], '+00:00') AS DATETIME2(6)), 121)) + 1 - PATINDEX(N'%[^0]%', REVERSE(CONVERT(NVARCHAR(40), CAST(SWITCHOFFSET([zoned], '+00:00') AS DATETIME2(6)), 121)))) END;

-- t-sql/queries/update-transact-sql
UPDATE [zenoti].[bi_dimtypes] SET [copy] = CAST(CASE WHEN [zoned] NOT LIKE N'%[0-9]%' THEN N'no value' ELSE [zoned] END AS DATETIMEOFFSET(6)) WHERE [copy] IS NULL;

-- t-sql/queries/update-transact-sql
UPDATE [zenoti].[bi_dimtypes] SET [copy] = CAST([x] AS DATETIMEOFFSET(6));

-- t-sql/queries/update-transact-sql
UPDATE [zenoti].[bi_dimtypes] SET [copy] = CAST(SWITCHOFFSET([x], '+00:00') AS DATETIME2(6));

-- t-sql/queries/update-transact-sql
UPDATE [zenoti].[bi_dimtypes] SET [copy] = CAST(CAST(SWITCHOFFSET([x], '+00:00') AS DATETIME2(6)) AS DATE);

-- t-sql/queries/update-transact-sql
UPDATE [zenoti].[bi_dimtypes] SET [copy] = CAST(ROUND([x], 0) AS INT);

-- t-sql/queries/update-transact-sql
UPDATE [zenoti].[bi_dimtypes] SET [copy] = CAST([x] AS BIT);

-- t-sql/queries/update-transact-sql
UPDATE [zenoti].[bi_dimtypes] SET [copy] = CAST([x] AS INT);
