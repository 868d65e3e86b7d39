BEGIN;
CREATE TABLE t11 (i int);
COMMIT;
BEGIN;
ALTER TABLE t11 ADD j int;
END;
NOTIFY pgrst, 'reload schema';
