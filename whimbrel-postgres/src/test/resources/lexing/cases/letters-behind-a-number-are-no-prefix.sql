SELECT 1e'\'; SELECT 1.e'\'; SELECT 1.5E'\'; SELECT .5e'\'; SELECT 1_000.e'\'; SELECT $1e'\'; SELECT 1e+5e'\'; SELECT 12e'\';
SELECT 1..e'\';'; SELECT 1.5.e'\';'; SELECT 1e+5.e'\';'; SELECT $1.e'\';'; SELECT 0x1F.e'\';'; SELECT 2;
