-- Takes the lock if nobody holds it. The fence stays when the lock lapses: whoever takes the lock puts up a new one, and
-- whatever still comes from an earlier holder finds that it is not his any more.
-- KEYS: fence, lock
-- ARGV: token, lease in ms, holder
local holder = redis.call('GET', KEYS[2])
if holder then
  return holder
end
redis.call('SET', KEYS[1], ARGV[1])
redis.call('SET', KEYS[2], ARGV[3], 'PX', ARGV[2])
return false
