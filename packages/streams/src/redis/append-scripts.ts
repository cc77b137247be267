/** Appends a sample, makes it the newest of its publisher, and trims by age and by count. */
export const appendSample = `
-- KEYS  1 stream, 2 hash of the newest samples, 3 lease of the publisher
-- ARGV  1 field in the hash (kind:host), 2 sample as JSON, 3 milliseconds to keep,
--       4 most entries per publisher, 5 most entries in all, 6 token of the lease
-- reply id of the entry, or the error NOTHOLDER
if redis.call('GET', KEYS[3]) ~= ARGV[6] then
  return redis.error_reply('NOTHOLDER another publisher has the lease, or it ran out')
end
local time = redis.call('TIME')
local oldest = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000) - ARGV[3])
local id = redis.call('XADD', KEYS[1], 'MINID', '~', oldest, '*', 'json', ARGV[2])
redis.call('HSET', KEYS[2], ARGV[1], '{"entry_id":"' .. id .. '","sample":' .. ARGV[2] .. '}')
-- A host publishes three kinds: the hash has three fields for each entry that one kind adds.
local publishers = math.ceil(redis.call('HLEN', KEYS[2]) / 3)
local most = math.min(ARGV[4] * publishers, tonumber(ARGV[5]))
redis.call('XTRIM', KEYS[1], 'MAXLEN', '~', string.format('%.0f', most))
return id
`;

/** Appends an event and trims by age and by count. */
export const appendEvent = `
-- KEYS  1 stream
-- ARGV  1 event as JSON, 2 milliseconds to keep, 3 most entries
-- reply id of the entry
local time = redis.call('TIME')
local oldest = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000) - ARGV[2])
local id = redis.call('XADD', KEYS[1], 'MINID', '~', oldest, '*', 'json', ARGV[1])
redis.call('XTRIM', KEYS[1], 'MAXLEN', '~', ARGV[3])
return id
`;

/** Appends a closed bucket under the id of its start; one that is there already is left as it is. */
export const appendBucket = `
-- KEYS  1 stream of one kind, host and resolution, 2 lease of the publisher
-- ARGV  1 start of the bucket in ms, 2 bucket, packed, 3 id before which buckets are dropped,
--       4 most entries, 5 token of the lease
-- reply 1 when appended, 0 when it or a later one was there, or the error NOTHOLDER
if redis.call('GET', KEYS[2]) ~= ARGV[5] then
  return redis.error_reply('NOTHOLDER another publisher has the lease, or it ran out')
end
local added = redis.pcall('XADD', KEYS[1], 'MINID', '~', ARGV[3], ARGV[1] .. '-0', 'deflated', ARGV[2])
if type(added) == 'table' and added.err then
  if string.find(added.err, 'equal or smaller', 1, true) then
    return 0
  end
  return added
end
redis.call('XTRIM', KEYS[1], 'MAXLEN', '~', ARGV[4])
return 1
`;
