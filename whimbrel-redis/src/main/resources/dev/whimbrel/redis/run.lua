-- Runs commands of migrations together with their journal and history, as long as the lock is ours.
--
-- KEYS: fence, lock, history, journal
-- ARGV: token, lease in ms, holder, user, tool version; then instructions:
--   B n field value … running failed done checksum   begin an attempt: its n fields, two labels, what is done already
--   R running failed done                            go on with the attempt in the journal
--   C checksum n word …                              run a command of n words; the checksum is that of all up to it
--   N checksum                                       count a command that was run elsewhere
--   E outcome                                        end the attempt
--   W n field value …                                write an entry that needs no attempt
-- Returns the microseconds of each attempt that ended, how many commands of the last one are done, and, if one of its
-- commands was refused, the server's message. Nothing here is undone when a command is refused; what was done is counted.

local fence, lock, history, journal = KEYS[1], KEYS[2], KEYS[3], KEYS[4]

if redis.call('GET', fence) ~= ARGV[1] then
  return redis.error_reply('FENCED another process has taken the lock over')
end

local function now()
  local time = redis.call('TIME')
  return time[1] * 1000000 + time[2]
end

local function append(fields, more)
  for i = 1, #more do
    fields[#fields + 1] = more[i]
  end
  return redis.call('XADD', history, '*', unpack(fields))
end

local function stamp(micros)
  local time = redis.call('TIME')
  local duration = string.format('%.0f', math.floor(micros / 1000))
  return {'at', time[1] .. '.' .. string.format('%06d', time[2]), 'duration_ms', duration,
    'by', ARGV[4], 'tool_version', ARGV[5]}
end

local function slice(first, count)
  local words = {}
  for i = 1, count do
    words[i] = ARGV[first + i - 1]
  end
  return words
end

-- What an attempt that died with its process had done belongs into the history.
local function settle_left_over()
  local left = redis.call('HMGET', journal, 'entry', 'done', 'checksum')
  if left[1] then
    append({'attempt', left[1]}, {'statements_done', left[2], 'journal', left[3]})
    redis.call('DEL', journal)
  end
end

local function progress(attempt)
  local fields = {'statements_done', tostring(attempt.done)}
  if attempt.checksum ~= '' then
    fields[3], fields[4] = 'journal', attempt.checksum
  end
  return fields
end

local function entry(attempt, outcome, message)
  local fields = attempt.entry and {'attempt', attempt.entry} or attempt.fields
  local more = {'outcome', outcome}
  if message then
    more[3], more[4] = 'error', message
  end
  for _, part in ipairs({progress(attempt), stamp(now() - attempt.started)}) do
    for i = 1, #part do
      more[#more + 1] = part[i]
    end
  end
  return append(fields, more)
end

local function finish(attempt, outcome, message)
  entry(attempt, outcome, message)
  if attempt.entry then
    redis.call('DEL', journal)
  end
end

local function keep(attempt)
  if not attempt.entry then
    attempt.entry = entry(attempt, attempt.running)
  end
  redis.call('HSET', journal, 'entry', attempt.entry, 'done', attempt.done, 'checksum', attempt.checksum,
    'started', string.format('%.0f', attempt.started))
end

-- Whoever empties the database does not mean the history of its migrations.
local function flush(first, count)
  local kept = {}
  for _, key in ipairs(KEYS) do
    local value = redis.call('DUMP', key)
    if value then
      kept[#kept + 1] = {key, math.max(redis.call('PTTL', key), 0), value}
    end
  end
  local reply = redis.pcall(unpack(ARGV, first, first + count - 1))
  if not (type(reply) == 'table' and reply.err) then
    for _, saved in ipairs(kept) do
      redis.call('RESTORE', saved[1], saved[2], saved[3])
    end
  end
  return reply
end

local function run(first, count)
  local name = string.upper(ARGV[first])
  local reply
  if name == 'FLUSHDB' or name == 'FLUSHALL' then
    reply = flush(first, count)
  else
    reply = redis.pcall(unpack(ARGV, first, first + count - 1))
  end
  return type(reply) == 'table' and reply.err
end

local durations = {}
local attempt
local refused
local i = 6
while i <= #ARGV and not refused do
  local instruction = ARGV[i]
  if instruction == 'B' then
    local count = tonumber(ARGV[i + 1])
    local rest = i + 2 + count
    settle_left_over()
    attempt = {fields = slice(i + 2, count), running = ARGV[rest], failed = ARGV[rest + 1],
      done = tonumber(ARGV[rest + 2]), checksum = ARGV[rest + 3], started = now()}
    i = rest + 4
  elseif instruction == 'R' then
    local left = redis.call('HMGET', journal, 'entry', 'done', 'checksum', 'started')
    if left[2] ~= ARGV[i + 3] then
      return redis.error_reply('DIVERGED the journal says ' .. tostring(left[2]) .. ', not ' .. ARGV[i + 3])
    end
    attempt = {entry = left[1], running = ARGV[i + 1], failed = ARGV[i + 2],
      done = tonumber(left[2]), checksum = left[3], started = tonumber(left[4])}
    i = i + 4
  elseif instruction == 'C' then
    local count = tonumber(ARGV[i + 2])
    refused = run(i + 3, count)
    if not refused then
      attempt.done = attempt.done + 1
      attempt.checksum = ARGV[i + 1]
    end
    i = i + 3 + count
  elseif instruction == 'N' then
    attempt.done = attempt.done + 1
    attempt.checksum = ARGV[i + 1]
    i = i + 2
  elseif instruction == 'E' then
    durations[#durations + 1] = string.format('%.0f', now() - attempt.started)
    finish(attempt, ARGV[i + 1])
    attempt = nil
    i = i + 2
  elseif instruction == 'W' then
    local count = tonumber(ARGV[i + 1])
    append(slice(i + 2, count), stamp(0))
    i = i + 2 + count
  end
end

if refused then
  -- Without memory left nothing can be written, nor was anything done.
  pcall(finish, attempt, attempt.failed, refused)
elseif attempt then
  keep(attempt)
end
if redis.call('PEXPIRE', lock, ARGV[2]) == 0 then
  redis.pcall('SET', lock, ARGV[3], 'PX', ARGV[2])
end
return {durations, attempt and attempt.done or 0, refused or ''}
