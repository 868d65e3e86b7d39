SELECT E'a'
'\';' AS goes_on;
