"use client";

import { clsx } from "clsx";
import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import { type ReactNode, useState } from "react";
import { IconButton } from "./button.tsx";

interface ModalProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
  /** The title is for readers of the screen only. */
  bare?: boolean;
  isWide?: boolean;
}

/** What is to be filled in, or what `data-first` names; else Radix takes the first button, which closes. */
function focusFirstField(event: Event): void {
  if (!(event.currentTarget instanceof HTMLElement)) return;
  const first = event.currentTarget.querySelector<HTMLElement>("input:not([readonly]), textarea, select, [data-first]");
  if (!first) return;
  event.preventDefault();
  first.focus();
}

/** A small dialog in the middle; the focus returns where it came from. */
export function Modal({ title, onClose, children, bare = false, isWide = false }: ModalProps) {
  // Radix gives it back to a trigger of its own only, and before this is drawn the focus is where it came from.
  const [cameFrom] = useState(() => (typeof document === "undefined" ? null : document.activeElement));
  const returnFocus = (event: Event) => {
    event.preventDefault();
    if (cameFrom instanceof HTMLElement) cameFrom.focus();
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-fade-in bg-veil" />
        <Dialog.Content
          aria-describedby={undefined}
          onOpenAutoFocus={focusFirstField}
          onCloseAutoFocus={returnFocus}
          className={clsx(
            "fixed top-[12dvh] left-1/2 z-50 flex max-h-[76dvh] -translate-x-1/2 animate-fade-in flex-col overflow-hidden rounded border border-line bg-raised outline-none",
            isWide ? "w-[min(50rem,calc(100vw-24px))]" : "w-[min(30rem,calc(100vw-24px))]",
          )}
        >
          <div className={clsx("flex items-center justify-between py-3 pr-3 pl-5", bare && "sr-only")}>
            <Dialog.Title className="text-base font-medium">{title}</Dialog.Title>
            <Dialog.Close asChild>
              <IconButton label="Close">
                <X aria-hidden="true" className="size-4" />
              </IconButton>
            </Dialog.Close>
          </div>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
