/**
 * Runs the last thing asked for, at most once a frame. The browser gives a hidden page no frames,
 * so nothing is drawn until somebody looks again.
 */
export function oncePerFrame(draw: () => void): () => void {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      draw();
    });
  };
}
