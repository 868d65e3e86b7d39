-- Gives the lock back if nobody has taken it over.
-- KEYS: fence, lock
-- ARGV: token
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return 0
end
return redis.call('DEL', KEYS[2])
