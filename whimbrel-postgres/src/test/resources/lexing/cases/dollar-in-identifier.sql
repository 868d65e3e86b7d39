SELECT a$b$c; SELECT a$$b; SELECT é$$; SELECT a$b$; SELECT 2 AS x$y$z;
