WITH elsewhere AS MATERIALIZED (
    SELECT backend_xid::text::bigint AS low FROM pg_stat_get_activity(NULL)
    WHERE backend_xid IS NOT NULL AND datid <> (SELECT oid FROM pg_database WHERE datname = current_database())
)
SELECT LEAST(
    COALESCE(
        (SELECT MIN(x::text::bigint) FROM pg_snapshot_xip(pg_current_snapshot()) AS x
         WHERE NOT EXISTS (SELECT 1 FROM elsewhere WHERE low = (x::text::bigint & 4294967295))),
        pg_snapshot_xmax(pg_current_snapshot())::text::bigint),
    COALESCE(pg_current_xact_id_if_assigned()::text::bigint, 9223372036854775807))
