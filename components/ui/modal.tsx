"use client";

import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import type { ReactNode } from "react";
import { IconButton } from "./button.tsx";
import { cn } from "./cn.ts";

interface ModalProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
  /** The title is for readers of the screen only. */
  bare?: boolean;
  className?: string;
}

/** A small dialog in the middle; the focus returns where it came from. */
export function Modal({ title, onClose, children, bare = false, className }: ModalProps) {
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-fade-in bg-veil" />
        <Dialog.Content
          aria-describedby={undefined}
          className={cn(
            "fixed top-[12dvh] left-1/2 z-50 flex max-h-[76dvh] w-[min(30rem,calc(100vw-24px))] -translate-x-1/2 animate-fade-in flex-col overflow-y-auto rounded border border-line bg-raised outline-none",
            className,
          )}
        >
          <div className={cn("flex items-center justify-between py-3 pr-3 pl-5", bare && "sr-only")}>
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
