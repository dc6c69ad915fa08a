import type { ReactNode } from "react";
import { Logo } from "../frame/logo.tsx";

/** A page outside of any workspace: one thing to read and, at most, one to do. */
export function Door({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-md flex-col justify-center gap-4 px-6 pt-10 pb-[18dvh]">
      <div className="flex items-center gap-2 text-base font-medium">
        <Logo className="size-6 text-accent" />
        Sluice
      </div>
      <h1 className="mt-4 text-lg font-medium text-balance">{title}</h1>
      {children}
    </main>
  );
}
