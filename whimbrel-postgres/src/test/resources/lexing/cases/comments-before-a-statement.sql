/* licence; */
-- dropped
/*+ SeqScan(t) */ SELECT 1;
/* a */

/* b

*/ -- c
SELECT 2;
/* alone */