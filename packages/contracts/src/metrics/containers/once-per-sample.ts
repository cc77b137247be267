import type { ContainersSample } from '../../containers-sample.ts';

/** Works something out of a sample once, however many rows ask for it. */
export function oncePerSample<Result extends object>(
  work: (sample: ContainersSample) => Result,
): (sample: ContainersSample) => Result {
  const results = new WeakMap<ContainersSample, Result>();
  return (sample) => {
    const result = results.get(sample) ?? work(sample);
    results.set(sample, result);
    return result;
  };
}
