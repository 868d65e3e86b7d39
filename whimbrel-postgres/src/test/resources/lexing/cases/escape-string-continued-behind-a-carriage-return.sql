SELECT E'a''\';', e'b' -- it's '\';';
SELECT 2;
