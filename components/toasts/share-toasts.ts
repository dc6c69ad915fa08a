import type { ToastsStore } from "./toasts-store.ts";

const channelName = "sluice.toasts";

/** News of a job that was read or has run out in one tab is no news in the others of this browser. */
export function shareToasts(store: ToastsStore): () => void {
  const channel = new BroadcastChannel(channelName);
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (typeof data === "string" && store.getToasts().some(({ id, finished }) => id === data && finished)) store.remove(data, true, true);
  };
  const unsubscribe = store.onRead((id) => channel.postMessage(id));
  return () => {
    unsubscribe();
    channel.close();
  };
}
