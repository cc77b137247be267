/** Takes the lease when it is free, and prolongs it for who has it. */
export const holdLease = `
-- KEYS  1 lease, 2 counter of fencing numbers
-- ARGV  1 token of the holder, 2 milliseconds that the lease lasts
-- reply {fencing number as text, ''} when held, {'', token of the other} when not
local owner = redis.call('GET', KEYS[1])
if owner and owner ~= ARGV[1] then
  return {'', owner}
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
if owner then
  return {redis.call('GET', KEYS[2]) or '0', ''}
end
return {tostring(redis.call('INCR', KEYS[2])), ''}
`;

/** Gives the lease back, unless somebody else has it by now. */
export const releaseLease = `
-- KEYS  1 lease
-- ARGV  1 token of the holder
-- reply 1 when given back, 0 when it was another's or nobody's
if redis.call('GET', KEYS[1]) == ARGV[1] then
  return redis.call('DEL', KEYS[1])
end
return 0
`;
