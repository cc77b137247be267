import { Registry as ProcessRegistry } from 'prom-client';

/** The page of a service: prom-client's metrics of its process, and behind them texts that are written otherwise. */
export class Registry extends ProcessRegistry {
  readonly #texts: (() => string)[] = [];

  /** Puts a text behind the page; it is asked for at each scrape. */
  append(text: () => string): void {
    this.#texts.push(text);
  }

  override async metrics(): Promise<string> {
    const page = await super.metrics();
    const own = page.trim() === '' ? '' : page; // Without any metric prom-client writes an empty line.
    const texts = this.#texts.map((text) => text());
    // A blank line between families. A long text comes as a tree of its parts: only this join copies it.
    return [own, ...texts].filter((text) => text !== '').join('\n');
  }
}
