SELECT '\i a'; SELECT $$
\i a
$$; SELECT 1 /*
\i a
*/; SELECT "\i"; SELECT 2; -- \i a
