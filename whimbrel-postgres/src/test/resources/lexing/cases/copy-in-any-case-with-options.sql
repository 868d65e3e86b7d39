CREATE TABLE copied (line text, "b;" text);
copy copied (line, "b;") -- to
 from /* a */ stdin with (format csv, header);
line,b
"a
;",';
\.
SELECT 2;
