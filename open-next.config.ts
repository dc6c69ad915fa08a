/** Every page is rendered for its visitor, so OpenNext's caches are left out, and with them the queue and table behind them. */
export default {
  default: {},
  buildCommand: "npx next build",
  dangerous: { disableIncrementalCache: true, disableTagCache: true },
};
