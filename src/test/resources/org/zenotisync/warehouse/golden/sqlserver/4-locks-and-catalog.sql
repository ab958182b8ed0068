-- relational-databases/system-stored-procedures/sp-executesql-transact-sql, and sp-getapplock-transact-sql
EXEC sp_executesql N'SET NOCOUNT ON; DECLARE @held INT, @name NVARCHAR(255) = N''zenoti_sync''; IF EXISTS (SELECT 1 FROM sys.databases WHERE name = DB_NAME() AND is_read_committed_snapshot_on = 0) THROW 51206, N''READ_COMMITTED_SNAPSHOT is off'', 1; SELECT @held = max(schema_id) FROM sys.schemas; IF @@TRANCOUNT = 0 THROW 51207, N''no transaction is open, which a lock could belong to'', 1; EXEC @held = sp_getapplock @Resource = @name, @LockMode = N''Exclusive'', @LockOwner = N''Transaction'', @LockTimeout = -1; IF @held < 0 THROW 51205, N''the lock of another process was not given'', 1;';

-- relational-databases/system-stored-procedures/sp-getapplock-transact-sql
SET NOCOUNT ON; DECLARE @held INT, @table INT = OBJECT_ID(?); DECLARE @name NVARCHAR(255) = CONCAT(N'zenoti_sync ', @table); IF EXISTS (SELECT 1 FROM sys.databases WHERE name = DB_NAME() AND is_read_committed_snapshot_on = 0) THROW 51206, N'READ_COMMITTED_SNAPSHOT is off', 1; SELECT @held = max(schema_id) FROM sys.schemas; IF @@TRANCOUNT = 0 THROW 51207, N'no transaction is open, which a lock could belong to', 1; EXEC @held = sp_getapplock @Resource = @name, @LockMode = N'Exclusive', @LockOwner = N'Transaction', @LockTimeout = -1; IF @held < 0 THROW 51205, N'the lock of another process was not given', 1; SELECT CASE WHEN @table IS NULL THEN 0 ELSE 1 END;

-- t-sql/statements/insert-transact-sql
INSERT INTO [zenoti].[t] (a, b, c) VALUES (?, ?, ?);

-- relational-databases/system-catalog-views/sys-columns-transact-sql
SELECT c.name FROM sys.columns AS c WHERE c.object_id = OBJECT_ID(?) ORDER BY c.column_id;

-- relational-databases/system-catalog-views/sys-objects-transact-sql
SELECT o.name FROM sys.objects AS o WHERE o.schema_id = SCHEMA_ID(COALESCE(?, SCHEMA_NAME())) AND o.type IN ('U', 'V') AND LOWER(o.name) = LOWER(?) AND o.name <> ? ORDER BY o.name;

-- relational-databases/system-catalog-views/sys-columns-transact-sql
SELECT c.name FROM sys.columns AS c WHERE c.object_id = OBJECT_ID(?) AND c.is_nullable = 0 AND c.default_object_id = 0 AND c.is_identity = 0 AND c.is_computed = 0 AND c.generated_always_type = 0 AND c.system_type_id <> 189 ORDER BY c.column_id;

-- relational-databases/system-catalog-views/sys-indexes-transact-sql
SELECT count(*) FROM sys.tables AS t WHERE t.object_id = OBJECT_ID(?) AND NOT EXISTS (SELECT 1 FROM sys.indexes AS i WHERE i.object_id = t.object_id AND i.name = ?);

-- relational-databases/system-catalog-views/sys-columns-transact-sql
SELECT c.name, c.max_length FROM sys.columns AS c WHERE c.object_id = OBJECT_ID(?);

-- t-sql/statements/create-index-transact-sql
CREATE INDEX [bi_factsales_key_db0d6e2e] ON [zenoti].[bi_factsales] ([saleid]);

-- t-sql/queries/top-transact-sql
SELECT TOP (1) 1 FROM [zenoti].[bi_factsales];

-- relational-databases/system-catalog-views/sys-columns-transact-sql
SELECT c.name, t.name, c.max_length, c.[precision], c.scale FROM sys.columns AS c JOIN sys.types AS t ON t.user_type_id = c.system_type_id WHERE c.object_id = OBJECT_ID(?);

-- relational-databases/system-catalog-views/sys-columns-transact-sql
SELECT c.name, t.name, c.max_length, c.[precision], c.scale FROM sys.columns AS c JOIN sys.types AS t ON t.user_type_id = c.system_type_id WHERE c.object_id = OBJECT_ID(?) AND OBJECTPROPERTY(c.object_id, 'IsUserTable') = 1;

-- t-sql/queries/select-transact-sql
SELECT USER_NAME();

-- t-sql/queries/select-transact-sql
SELECT CASE WHEN SCHEMA_ID(?) IS NULL THEN 0 ELSE 1 END;

-- t-sql/functions/has-perms-by-name-transact-sql
SELECT COALESCE(HAS_PERMS_BY_NAME(DB_NAME(), 'DATABASE', 'CREATE TABLE'), 1);

-- t-sql/functions/has-perms-by-name-transact-sql
SELECT COALESCE(HAS_PERMS_BY_NAME(N'[zenoti]', 'SCHEMA', 'ALTER'), 1);

-- t-sql/functions/has-perms-by-name-transact-sql
SELECT COALESCE(HAS_PERMS_BY_NAME(N'[zenoti].[bi_factsales]', 'OBJECT', 'SELECT'), 1);

-- t-sql/functions/has-perms-by-name-transact-sql
SELECT COALESCE(HAS_PERMS_BY_NAME(N'[zenoti].[bi_factsales]', 'OBJECT', 'INSERT'), 1);

-- t-sql/functions/has-perms-by-name-transact-sql
SELECT COALESCE(HAS_PERMS_BY_NAME(N'[zenoti].[bi_factsales]', 'OBJECT', 'UPDATE'), 1);

-- t-sql/functions/has-perms-by-name-transact-sql
SELECT COALESCE(HAS_PERMS_BY_NAME(N'[zenoti].[bi_factsales]', 'OBJECT', 'DELETE'), 1);

-- t-sql/functions/has-perms-by-name-transact-sql
SELECT COALESCE(HAS_PERMS_BY_NAME(N'[zenoti].[bi_factsales]', 'OBJECT', 'ALTER'), 1);
