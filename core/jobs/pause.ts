/** Waits that can be ended early, once and for all: `wait` answers true when its time passed, false when it was ended. */
export function createPause(): { wait(ms: number): Promise<boolean>; end(): void } {
  let ended = false;
  let wake: (() => void) | undefined;
  return {
    async wait(ms) {
      if (ended) return false;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      return !ended;
    },
    end() {
      ended = true;
      wake?.();
    },
  };
}
