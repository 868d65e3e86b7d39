SELECT 1,

2;

-- a
SELECT 'b

c';
SELECT 2;
