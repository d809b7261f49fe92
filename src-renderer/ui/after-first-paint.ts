/** Does the work when something is on the screen and nothing else is to be done; a window that paints nothing never does it. Answers how to give it up. */
export function afterFirstPaint(work: () => void): () => void {
  const observer = new PerformanceObserver(entries => {
    if (entries.getEntriesByName('first-contentful-paint').length === 0) return;
    observer.disconnect();
    requestIdleCallback(work);
  });
  observer.observe({ type: 'paint', buffered: true });
  return () => { observer.disconnect(); };
}
