CREATE TABLE t16 (i int, d date) PARTITION BY RANGE (d);
DO $do$ DECLARE m int; BEGIN FOR m IN 1..3 LOOP EXECUTE format('CREATE TABLE t16_%s PARTITION OF t16 FOR VALUES FROM (%L) TO (%L)', m, make_date(2026,m,1), make_date(2026,m+1,1)); END LOOP; END $do$;
