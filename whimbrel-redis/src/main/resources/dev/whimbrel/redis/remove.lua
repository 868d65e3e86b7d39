-- Looks at a portion of the keys and removes those that fit the pattern, as long as the lock is ours.
-- KEYS: fence
-- ARGV: token, cursor, pattern, how many keys to look at, prefix of the keys that stay
-- Returns the cursor to go on with and how many keys were removed.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return redis.error_reply('FENCED another process has taken the lock over')
end
local portion = redis.call('SCAN', ARGV[2], 'MATCH', ARGV[3], 'COUNT', ARGV[4])
local removed = 0
for _, key in ipairs(portion[2]) do
  if string.sub(key, 1, #ARGV[5]) ~= ARGV[5] then
    removed = removed + redis.call('UNLINK', key)
  end
end
return {portion[1], removed}
