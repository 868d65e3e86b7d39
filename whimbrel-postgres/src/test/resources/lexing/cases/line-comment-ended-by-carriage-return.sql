SELECT 1 -- a; SELECT 2 -- b
; SELECT 3 -- c;
;
