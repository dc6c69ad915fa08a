/**
 * Every page is rendered for its visitor, so OpenNext's caches are left out, and with them the queue and table behind them. No page
 * shows an image that would be resized, so nothing is installed for that either.
 */
export default {
  default: {},
  buildCommand: "npx next build",
  imageOptimization: { loader: "dummy", install: false },
  dangerous: { disableIncrementalCache: true, disableTagCache: true },
};
