import { setMaxListeners } from 'node:events';

/**
 * A signal that aborts with the given one, and after so many seconds with a `TimeoutError`. In its
 * place `AbortSignal.any([signal, AbortSignal.timeout(…)])` may never abort on Node 20: nothing but
 * the joined signal knows of the timeout, which the collector then takes (nodejs/node#54614). And a
 * signal that lives as long as the process would remember each one that was ever joined to it.
 */
export function withDeadline(seconds: number, signal?: AbortSignal): AbortSignal {
  const deadline = new AbortController();
  const abort = (reason: unknown) => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abortWithSignal);
    deadline.abort(reason);
  };
  const abortWithSignal = () => abort(signal?.reason);
  const late = () => abort(new DOMException(`not done in ${seconds} s`, 'TimeoutError'));
  const timer = setTimeout(late, seconds * 1000).unref();
  if (signal?.aborted) abortWithSignal();
  if (signal === undefined || signal.aborted) return deadline.signal;
  setMaxListeners(0, signal); // As many as there are calls at once; each leaves with its deadline.
  signal.addEventListener('abort', abortWithSignal);
  return deadline.signal;
}
