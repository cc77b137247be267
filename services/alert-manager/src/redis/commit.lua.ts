/**
 * Changes records, owes their notices, tells their events and keeps their past, or does nothing.
 *
 * KEYS  1 records (hash)  2 outbox (stream)  3 events (stream)  4 past (hash)  5 past by end (zset)
 *       6 evaluator (hash: fence, state)
 * ARGV  1 fence, or "" when the caller is not the evaluator   2 evaluator state, "" leaves it
 *       3 seconds to keep events  4 most events  5 seconds to keep the past  6 most of the past
 *       7 number of changes, and for each: fingerprint, version it was read at (0 = absent),
 *       record ("" removes it), id in the past ("" = none), alert as JSON, end in milliseconds,
 *       number of notices, each episode and about, number of events, each as JSON
 * Reply "committed"; "conflict" when a record has another version; "fenced" when a newer
 *       evaluator has written
 */
export const COMMIT = `
local fence, state = ARGV[1], ARGV[2]
if fence ~= '' then
  local newest = tonumber(redis.call('HGET', KEYS[6], 'fence') or '0')
  if newest > tonumber(fence) then return 'fenced' end
end

local at = 7
local function take()
  at = at + 1
  return ARGV[at]
end

local changes = {}
for i = 1, tonumber(ARGV[7]) do
  local change = { fingerprint = take(), version = take(), record = take(), past = take(),
    alert = take(), ended = take(), notices = {}, events = {} }
  for n = 1, tonumber(take()) do change.notices[n] = { take(), take() } end
  for n = 1, tonumber(take()) do change.events[n] = take() end
  changes[i] = change
end

for _, change in ipairs(changes) do
  local stored = redis.call('HGET', KEYS[1], change.fingerprint)
  local version = stored and string.match(stored, '^{"version":(%d+)') or '0'
  if version ~= change.version then return 'conflict' end
end

if fence ~= '' then
  redis.call('HSET', KEYS[6], 'fence', fence)
  if state ~= '' then redis.call('HSET', KEYS[6], 'state', state) end
end

local now = tonumber(redis.call('TIME')[1])
for _, change in ipairs(changes) do
  if change.record == '' then
    redis.call('HDEL', KEYS[1], change.fingerprint)
  else
    redis.call('HSET', KEYS[1], change.fingerprint, change.record)
  end
  if change.past ~= '' then
    redis.call('HSET', KEYS[4], change.past, change.alert)
    redis.call('ZADD', KEYS[5], change.ended, change.past)
  end
  for _, notice in ipairs(change.notices) do
    redis.call('XADD', KEYS[2], '*', 'fingerprint', change.fingerprint, 'episode', notice[1],
      'about', notice[2])
  end
  for _, event in ipairs(change.events) do
    redis.call('XADD', KEYS[3], 'MAXLEN', '~', ARGV[4], '*', 'json', event)
  end
end

if #changes > 0 then
  redis.call('XTRIM', KEYS[3], 'MINID', '~', string.format('%.0f-0', (now - tonumber(ARGV[3])) * 1000))
  local expired = redis.call('ZRANGEBYSCORE', KEYS[5], '-inf', (now - tonumber(ARGV[5])) * 1000,
    'LIMIT', 0, 100)
  local surplus = redis.call('ZCARD', KEYS[5]) - #expired - tonumber(ARGV[6])
  if surplus > 0 then
    for _, id in ipairs(redis.call('ZRANGE', KEYS[5], #expired, #expired + surplus - 1)) do
      table.insert(expired, id)
    end
  end
  for _, id in ipairs(expired) do
    redis.call('HDEL', KEYS[4], id)
    redis.call('ZREM', KEYS[5], id)
  end
end
return 'committed'
`;
