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
    const texts = this.#texts.map((text) => text());
    // A blank line between families; without any prom-client writes an empty line.
    return [page, ...texts].filter((text) => text.trim() !== '').join('\n');
  }
}
