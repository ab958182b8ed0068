-- t-sql/statements/create-table-transact-sql
CREATE TABLE [zenoti].[bi_dimtypes] ([is_there] BIT NULL, [small] SMALLINT NULL, [whole] INT NULL, [big] BIGINT NULL, [exact] DECIMAL(38,10) NULL, [short_float] REAL NULL, [long_float] FLOAT(53) NULL, [text] NVARCHAR(4000) COLLATE Latin1_General_100_BIN2 NULL, [long_text] NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NULL, [day] DATE NULL, [clock] TIME(6) NULL, [moment] DATETIME2(6) NULL, [zoned] DATETIMEOFFSET(6) NULL);

-- t-sql/statements/alter-table-transact-sql
ALTER TABLE [zenoti].[bi_dimtypes] ADD [city] NVARCHAR(30) COLLATE Latin1_General_100_BIN2 NULL;

-- t-sql/queries/update-transact-sql
UPDATE [zenoti].[bi_dimtypes] SET [city] = N'It''s unknown';

-- relational-databases/system-stored-procedures/sp-rename-transact-sql
EXEC sp_rename N'[zenoti].[bi_dimtypes].[city]', N'town', N'COLUMN';

-- t-sql/functions/string-agg-transact-sql, t-sql/statements/drop-index-transact-sql
DECLARE @drop NVARCHAR(MAX) = (SELECT STRING_AGG(CONCAT(N'DROP INDEX ', QUOTENAME(i.name), N' ON ', N'[zenoti].[bi_dimtypes]'), N'; ') FROM sys.indexes AS i JOIN sys.index_columns AS x ON x.object_id = i.object_id AND x.index_id = i.index_id JOIN sys.columns AS c ON c.object_id = x.object_id AND c.column_id = x.column_id WHERE i.object_id = OBJECT_ID(N'[zenoti].[bi_dimtypes]') AND c.name = N'town' AND i.name LIKE N'%[_]key[_]%' AND i.is_unique = 0); IF @drop IS NOT NULL EXEC sp_executesql @drop;

-- t-sql/statements/alter-table-transact-sql
ALTER TABLE [zenoti].[bi_dimtypes] DROP COLUMN [town];

-- t-sql/queries/update-transact-sql
UPDATE [zenoti].[bi_dimtypes] SET [long_text] = [text];

-- t-sql/queries/update-transact-sql
UPDATE [zenoti].[bi_dimtypes] SET [long_text] = [text] WHERE [long_text] IS NULL AND [text] IS NOT NULL;

-- t-sql/queries/update-transact-sql
UPDATE [zenoti].[bi_dimtypes] SET [is_there] = CAST(1 AS BIT) WHERE [is_there] IS NULL;

-- t-sql/queries/update-transact-sql
UPDATE [zenoti].[bi_dimtypes] SET [whole] = CAST(N'7' AS INT) WHERE [whole] IS NULL;

-- t-sql/functions/string-agg-transact-sql, t-sql/statements/drop-index-transact-sql
DECLARE @drop NVARCHAR(MAX) = (SELECT STRING_AGG(CONCAT(N'DROP INDEX ', QUOTENAME(i.name), N' ON ', N'[zenoti].[bi_dimtypes]'), N'; ') FROM sys.indexes AS i JOIN sys.index_columns AS x ON x.object_id = i.object_id AND x.index_id = i.index_id JOIN sys.columns AS c ON c.object_id = x.object_id AND c.column_id = x.column_id WHERE i.object_id = OBJECT_ID(N'[zenoti].[bi_dimtypes]') AND c.name = N'text' AND i.name LIKE N'%[_]key[_]%' AND i.is_unique = 0); IF @drop IS NOT NULL EXEC sp_executesql @drop;

-- t-sql/functions/col-length-transact-sql, t-sql/statements/alter-table-transact-sql
IF COL_LENGTH(N'[zenoti].[bi_dimtypes]', N'text') BETWEEN 0 AND 399 ALTER TABLE [zenoti].[bi_dimtypes] ALTER COLUMN [text] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NULL;

-- t-sql/functions/string-agg-transact-sql, t-sql/statements/drop-index-transact-sql
DECLARE @drop NVARCHAR(MAX) = (SELECT STRING_AGG(CONCAT(N'DROP INDEX ', QUOTENAME(i.name), N' ON ', N'[zenoti].[bi_dimtypes]'), N'; ') FROM sys.indexes AS i JOIN sys.index_columns AS x ON x.object_id = i.object_id AND x.index_id = i.index_id JOIN sys.columns AS c ON c.object_id = x.object_id AND c.column_id = x.column_id WHERE i.object_id = OBJECT_ID(N'[zenoti].[bi_dimtypes]') AND c.name = N'text' AND i.name LIKE N'%[_]key[_]%' AND i.is_unique = 0); IF @drop IS NOT NULL EXEC sp_executesql @drop;

-- t-sql/functions/col-length-transact-sql, t-sql/statements/alter-table-transact-sql
IF COL_LENGTH(N'[zenoti].[bi_dimtypes]', N'text') BETWEEN 0 AND 32766 ALTER TABLE [zenoti].[bi_dimtypes] ALTER COLUMN [text] NVARCHAR(MAX) COLLATE Latin1_General_100_BIN2 NULL;

-- t-sql/functions/string-agg-transact-sql, t-sql/statements/drop-index-transact-sql
DECLARE @drop NVARCHAR(MAX) = (SELECT STRING_AGG(CONCAT(N'DROP INDEX ', QUOTENAME(i.name), N' ON ', N'[zenoti].[bi_dimtypes]'), N'; ') FROM sys.indexes AS i JOIN sys.index_columns AS x ON x.object_id = i.object_id AND x.index_id = i.index_id JOIN sys.columns AS c ON c.object_id = x.object_id AND c.column_id = x.column_id WHERE i.object_id = OBJECT_ID(N'[zenoti].[bi_dimtypes]') AND c.name = N'whole' AND i.name LIKE N'%[_]key[_]%' AND i.is_unique = 0); IF @drop IS NOT NULL EXEC sp_executesql @drop;

-- t-sql/statements/alter-table-transact-sql
ALTER TABLE [zenoti].[bi_dimtypes] ALTER COLUMN [whole] BIGINT NULL;

-- t-sql/statements/alter-table-transact-sql
ALTER TABLE [zenoti].[bi_dimtypes] REBUILD;

-- t-sql/statements/update-statistics-transact-sql
UPDATE STATISTICS [zenoti].[bi_dimtypes];

-- relational-databases/system-stored-procedures/sp-rename-transact-sql
EXEC sp_rename N'[zenoti].[bi_dimtypes]', N'bi_dimother';

-- t-sql/statements/drop-table-transact-sql
DROP TABLE [zenoti].[bi_dimother];
