-- Reads the history and the journal as they are at one moment.
-- KEYS: history, journal
return {redis.call('XRANGE', KEYS[1], '-', '+'), redis.call('HGETALL', KEYS[2])}
