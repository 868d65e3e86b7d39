SELECT E'a' '\'; SELECT E'a' /*
*/ '\';
SELECT E'a' -- ;'
|| E'\';';
