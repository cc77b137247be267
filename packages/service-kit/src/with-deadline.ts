/**
 * A signal that aborts with the given one, and after so many seconds with a `TimeoutError`. In its
 * place `AbortSignal.any([signal, AbortSignal.timeout(…)])` may never abort on Node 20: nothing but
 * the joined signal knows of the timeout, which the collector then takes (nodejs/node#54614).
 */
export function withDeadline(seconds: number, signal?: AbortSignal): AbortSignal {
  const deadline = new AbortController();
  const late = () => deadline.abort(new DOMException(`not done in ${seconds} s`, 'TimeoutError'));
  setTimeout(late, seconds * 1000).unref();
  return signal === undefined ? deadline.signal : AbortSignal.any([signal, deadline.signal]);
}
