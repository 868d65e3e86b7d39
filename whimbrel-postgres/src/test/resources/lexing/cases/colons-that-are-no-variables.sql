SELECT a::text, b := 1, c[1:x], :unknown, :'unknown', :"unknown", ':x;', d[ : 2]; SELECT 2;
