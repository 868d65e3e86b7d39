SELECT 'c:\';
SELECT 'c:\', ';';
SELECT 2;
