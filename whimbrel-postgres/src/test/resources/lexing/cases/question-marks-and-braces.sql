SELECT '{}'::jsonb ? 'a', '{}'::jsonb ?| array['a'], '{}'::jsonb ?& array['a'];
SELECT {d '2020-01-01'}; SELECT {fn now()}; SELECT ?;
