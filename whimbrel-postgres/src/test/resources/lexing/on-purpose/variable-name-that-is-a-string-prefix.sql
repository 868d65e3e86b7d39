CREATE TABLE "a'b;" (c int);
SELECT (ARRAY[1])[1:E'"a\'b;"'::regclass::oid::int8::int4];
