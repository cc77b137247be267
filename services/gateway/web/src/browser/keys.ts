export type KeyActions = {
  readonly help: () => void;
  readonly map: () => void;
  readonly acknowledge: (alertId: string) => void;
  readonly clearSearch: () => void;
};

/** Whoever searches where nothing can be searched goes on typing: those letters are not commands. */
const TYPING_MS = 2000;
let typingUntil = Number.NEGATIVE_INFINITY;

/** One key, one thing. Keys that belong to a field, a dialog or the browser are left alone. */
export function listenForKeys(actions: KeyActions): void {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof HTMLInputElement) {
      if (event.key === 'Escape') {
        actions.clearSearch();
        event.target.blur();
      }
      return;
    }
    if (event.target instanceof HTMLSelectElement) return;
    if (document.querySelector('dialog[open]') !== null) return;
    if (event.timeStamp < typingUntil) {
      typingUntil = event.timeStamp + TYPING_MS;
      return;
    }
    if (act(event, actions)) event.preventDefault();
  });
}

function act({ key, timeStamp }: KeyboardEvent, actions: KeyActions): boolean {
  switch (key) {
    case '/': {
      const field = document.getElementById('search');
      if (field === null) typingUntil = timeStamp + TYPING_MS;
      else field.focus();
      return true;
    }
    case 'j':
      return focusItem(1);
    case 'k':
      return focusItem(-1);
    case 'a':
      return acknowledgeFocused(actions);
    case 'm':
      actions.map();
      return true;
    case '?':
      actions.help();
      return true;
    case 'Escape':
      actions.clearSearch();
      return true;
    default:
      return false;
  }
}

/** Items are whatever can be opened, in the order of the page. */
function focusItem(step: 1 | -1): boolean {
  const items = [...document.querySelectorAll<HTMLElement>('[data-item]')].filter(
    (item) => item.checkVisibility(), // Not what stands in a closed fold: it cannot take the focus.
  );
  const at = items.findIndex((item) => item === document.activeElement);
  const next = at === -1 ? (step === 1 ? 0 : items.length - 1) : at + step;
  const item = items[Math.min(items.length - 1, Math.max(0, next))];
  item?.focus();
  item?.scrollIntoView({ block: 'nearest' });
  return true;
}

/** Acts on the alert that has the focus, and on no other: nothing is taken on unseen. */
function acknowledgeFocused({ acknowledge }: KeyActions): boolean {
  const alert = document.activeElement?.closest<HTMLElement>('[data-alert]');
  const id = alert?.dataset['alert'];
  if (alert?.classList.contains('firing') === true && id !== undefined) acknowledge(id);
  return true;
}
