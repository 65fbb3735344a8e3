/** What the shell is told when Ctrl-C has cut a run short: 128 and the number of the signal. */
export const INTERRUPTED = 130;

/** One Ctrl-C reaches us from the terminal and once more from npm, which passes it on. */
const SAME_SIGNAL_MS = 500;

/**
 * Aborts at the first Ctrl-C or SIGTERM, so that everything can end in good order, and exits on the spot at the second.
 * Nobody being there to read our output any more is taken for the first.
 *
 * @param onStop hears of the first
 */
export function listenForStop(onStop: () => void): AbortController {
  const stopping = new AbortController();
  let firstMs = Number.POSITIVE_INFINITY;
  const stop = () => {
    if (performance.now() - firstMs > SAME_SIGNAL_MS) process.exit(INTERRUPTED);
    if (stopping.signal.aborted) return;
    firstMs = performance.now();
    onStop();
    stopping.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.stdout.on('error', () => stopping.abort());
  return stopping;
}
