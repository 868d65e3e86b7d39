SELECT '${x}', ${y}, $$ ${z} $$; SELECT '{x}', #{a}, @b@;
