import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { opened } from '../store.ts';

/** A modal over the board: the browser keeps the focus in it, closes it on Esc and gives the focus back. */
export function Dialog({ title, children }: { title: string; children: ComponentChildren }) {
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  const close = () => {
    opened.value = { kind: 'nothing' };
  };
  return (
    <dialog
      ref={element}
      aria-label={title}
      onClose={close}
      onClick={({ target, currentTarget }) => {
        if (target === currentTarget) close();
      }}
    >
      <div class="dialog-body">
        <h2>
          {title}
          <button type="button" class="pill" onClick={close}>
            Close <kbd>Esc</kbd>
          </button>
        </h2>
        {children}
      </div>
    </dialog>
  );
}
