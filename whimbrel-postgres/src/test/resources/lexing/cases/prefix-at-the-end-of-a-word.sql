SELECT type'\', ';'; SELECT _e'\', ';'; SELECT a1e'\', ';'; SELECT $e$;'$e$;
