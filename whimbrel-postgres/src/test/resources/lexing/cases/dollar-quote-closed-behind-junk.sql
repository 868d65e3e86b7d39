SELECT $d$ ; $junk$d$; SELECT $d$ ; $d $d$; SELECT $$a$$$$;$$; SELECT $d$ $$d$; SELECT $d$;$1$d$;
SELECT 2;
