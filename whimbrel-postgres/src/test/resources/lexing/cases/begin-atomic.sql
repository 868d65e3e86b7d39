CREATE FUNCTION a() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END;
create or replace function b() returns int begin atomic select 1; end;
CREATE PROCEDURE c() BEGIN ATOMIC SELECT 1; END; CREATE OR REPLACE PROCEDURE c() /* ; */ BEGIN /* now */ ATOMIC

SELECT 1; -- ;
END;
SELECT 2;
