"use client";

import { clsx } from "clsx";
import { CircleCheck, CircleX, Info, LoaderCircle, TriangleAlert, X } from "lucide-react";
import { Toast as RadixToast } from "radix-ui";
import { useSyncExternalStore } from "react";
import { Button, IconButton } from "../ui/button.tsx";
import { toneText } from "../ui/tone.ts";
import type { Tone } from "../words/job-words.ts";
import type { Toast } from "./toast-state.ts";
import { toastsStore } from "./toasts-store.ts";

const icons = { waiting: Info, running: LoaderCircle, done: CircleCheck, aside: TriangleAlert, failed: CircleX } satisfies Record<
  Tone,
  typeof Info
>;
const shownForMs: Record<Tone, number> = { waiting: 6_000, running: 5_000, done: 8_000, aside: 10_000, failed: 12_000 };
const none: readonly Toast[] = [];

export function Toaster() {
  const toasts = useSyncExternalStore(toastsStore.subscribe, toastsStore.getToasts, () => none);
  return (
    <RadixToast.Provider label="Notification" swipeDirection="right">
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
      <RadixToast.Viewport
        label="Toasts ({hotkey})"
        className="pointer-events-none fixed right-0 bottom-0 z-50 flex w-full flex-col gap-2 p-4 outline-none max-md:pb-18 sm:w-120 [html:has([data-composer])_&]:bottom-15 max-md:[html:has([data-composer])_&]:pb-4 lg:[html:has([data-composer])_&]:right-auto lg:[html:has([data-composer])_&]:left-0"
      />
    </RadixToast.Provider>
  );
}

function ToastCard({ toast }: { toast: Toast }) {
  const Icon = icons[toast.tone];
  const { action } = toast;
  return (
    <RadixToast.Root
      // Never an interruption: read out when the reader pauses.
      type="background"
      duration={shownForMs[toast.tone]}
      onOpenChange={(open) => !open && toastsStore.remove(toast.id, false)}
      className="pointer-events-auto flex min-h-12 animate-rise-in items-center gap-3 rounded border border-line bg-raised py-1.5 pr-1.5 pl-4 data-[swipe=move]:translate-x-(--radix-toast-swipe-move-x)"
    >
      <Icon aria-hidden="true" className={clsx("size-4 shrink-0", toneText[toast.tone])} />
      <RadixToast.Description title={toast.line} className="line-clamp-2 min-w-0 flex-1">
        {toast.line}
      </RadixToast.Description>
      {action && (
        <RadixToast.Action asChild altText={action.label}>
          <Button
            size="small"
            onClick={() => {
              action.run();
              toastsStore.remove(toast.id, true);
            }}
          >
            {action.label}
          </Button>
        </RadixToast.Action>
      )}
      <RadixToast.Close asChild>
        <IconButton label="Dismiss">
          <X aria-hidden="true" className="size-4" />
        </IconButton>
      </RadixToast.Close>
    </RadixToast.Root>
  );
}
