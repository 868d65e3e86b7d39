-- Prolongs the lock if nobody has taken it over, and puts up a new fence if one is given.
-- KEYS: fence, lock
-- ARGV: token, lease in ms, holder, new token or nothing
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return 0
end
if ARGV[4] ~= '' then
  redis.call('SET', KEYS[1], ARGV[4])
end
if redis.call('PEXPIRE', KEYS[2], ARGV[2]) == 0 then
  redis.call('SET', KEYS[2], ARGV[3], 'PX', ARGV[2])
end
return 1
