/**
 * Gives a sender its turn at a receiver that takes one message after the other.
 *
 * KEYS  1 turns of one destination (hash: next, paused_until, both in milliseconds)
 * ARGV  1 milliseconds between two turns  2 the turn the sender holds, in milliseconds, or 0
 * Reply milliseconds to wait (0: now), the turn
 *
 * `%.0f` because the embedded store's `%d` ends at 2³¹.
 */
export const TAKE_TURN = `
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local spacing, held = tonumber(ARGV[1]), tonumber(ARGV[2])
local paused = tonumber(redis.call('HGET', KEYS[1], 'paused_until') or '0')
if held > 0 and held >= paused then
  return { math.max(0, held - now), held }
end
local free = tonumber(redis.call('HGET', KEYS[1], 'next') or '0')
local turn = math.max(now, free, paused)
redis.call('HSET', KEYS[1], 'next', string.format('%.0f', turn + spacing))
redis.call('PEXPIRE', KEYS[1], turn + spacing - now + 60000)
return { turn - now, turn }
`;

/**
 * Keeps all senders from a receiver that asked for a pause; turns given before are void.
 *
 * KEYS  1 turns of one destination (hash)
 * ARGV  1 milliseconds from now
 * Reply the end of the pause, in milliseconds
 */
export const PAUSE_TURNS = `
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local until_ms = now + tonumber(ARGV[1])
redis.call('HSET', KEYS[1], 'paused_until', string.format('%.0f', until_ms),
  'next', string.format('%.0f', until_ms))
redis.call('PEXPIRE', KEYS[1], tonumber(ARGV[1]) + 60000)
return until_ms
`;
