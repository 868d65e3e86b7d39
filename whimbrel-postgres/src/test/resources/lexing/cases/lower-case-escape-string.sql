SELECT e'it\'s;';
SELECT 2;
