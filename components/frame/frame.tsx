"use client";

import { clsx } from "clsx";
import { Keyboard, KeyRound } from "lucide-react";
import { usePathname } from "next/navigation";
import { type ReactNode, Suspense, useState } from "react";
import { ComposerHost } from "../intake/composer-host.tsx";
import { DropTarget } from "../intake/drop-target.tsx";
import { chooseFiles, FileInputs } from "../intake/file-inputs.tsx";
import { ToasterHost } from "../toasts/toaster-host.tsx";
import { IconButton } from "../ui/button.tsx";
import { UploadTrayHost } from "../upload/upload-tray-host.tsx";
import { Bell } from "./bell.tsx";
import { ConnectionDot } from "./connection-dot.tsx";
import { late } from "./late.tsx";
import { Logo } from "./logo.tsx";
import { PageLink } from "./page-link.tsx";
import { isAt, mainPlaces, type Place, settingsPlace } from "./places.ts";
import { SearchBox } from "./search-box.tsx";
import { ThemeButton } from "./theme-button.tsx";
import { useBackground } from "./use-background.ts";
import { useKeyActions } from "./use-key-actions.ts";
import { WhereIAm } from "./where-i-am.tsx";

const CommandPalette = late(async () => (await import("./command-palette.tsx")).CommandPalette);
const InviteDialog = late(async () => (await import("./invite-dialog.tsx")).InviteDialog);
const KeyboardHelp = late(async () => (await import("./keyboard-help.tsx")).KeyboardHelp);

type Overlay = "palette" | "help" | "invite" | null;

/** What stands around every page. */
export function Frame({ isOwner, children }: { isOwner: boolean; children: ReactNode }) {
  const [overlay, setOverlay] = useState<Overlay>(null);
  useBackground();
  useKeyActions({
    new: () => chooseFiles(),
    help: () => setOverlay("help"),
    palette: () => setOverlay(overlay === "palette" ? null : "palette"),
  });
  return (
    <div className="min-h-dvh md:pl-18">
      <a
        href="#main"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded bg-accent px-3 py-2 font-medium text-on-accent focus-visible:translate-y-0"
      >
        Skip to content
      </a>
      <Rail onHelp={() => setOverlay("help")} />
      <header className="sticky top-0 z-30 flex h-14 items-center gap-2 border-line border-b bg-ground px-4 sm:gap-3 md:px-6">
        <PageLink href="/" aria-label="Sluice" className="rounded-sm text-accent md:hidden">
          <Logo className="size-6" />
        </PageLink>
        <Suspense>
          <div className="flex min-w-0 items-center sm:flex-1">
            <WhereIAm />
          </div>
          <SearchBox />
        </Suspense>
        <ConnectionDot />
        <div className="flex items-center">
          <Bell />
          {isOwner && (
            <IconButton label="Let in another browser" aria-haspopup="dialog" onClick={() => setOverlay("invite")}>
              <KeyRound aria-hidden="true" className="size-4" />
            </IconButton>
          )}
          <ThemeButton />
        </div>
      </header>
      <main id="main" tabIndex={-1} className="mx-auto w-full max-w-6xl px-4 pt-5 pb-28 outline-none md:px-6 md:pb-16">
        {children}
      </main>
      <FileInputs />
      <DropTarget />
      <ComposerHost />
      <UploadTrayHost />
      <ToasterHost />
      {overlay === "palette" && (
        <CommandPalette
          onClose={() => setOverlay(null)}
          onHelp={() => setOverlay("help")}
          {...(isOwner && { onInvite: () => setOverlay("invite") })}
        />
      )}
      {overlay === "invite" && <InviteDialog onClose={() => setOverlay(null)} />}
      {overlay === "help" && <KeyboardHelp onClose={() => setOverlay(null)} />}
    </div>
  );
}

/** The places there are: at the left, or at the bottom where the window is narrow. */
function Rail({ onHelp }: { onHelp: () => void }) {
  const pathname = usePathname();
  return (
    <nav
      aria-label="Main"
      className="fixed z-30 flex border-line bg-surface max-md:inset-x-0 max-md:bottom-0 max-md:h-14 max-md:justify-center max-md:border-t max-md:pb-[env(safe-area-inset-bottom)] md:inset-y-0 md:left-0 md:w-18 md:flex-col md:items-center md:border-r"
    >
      <PageLink
        href="/"
        aria-label="Sluice, home"
        className="flex h-14 w-full items-center justify-center text-accent -outline-offset-2 max-md:hidden"
      >
        <Logo className="size-6" />
      </PageLink>
      {mainPlaces.map((place) => (
        <RailLink key={place.href} place={place} isHere={isAt(place, pathname)} />
      ))}
      <RailLink place={settingsPlace} isHere={isAt(settingsPlace, pathname)} className="md:mt-auto" />
      <IconButton label="Keyboard shortcuts" onClick={onHelp} className="mt-1 mb-3 max-md:hidden">
        <Keyboard aria-hidden="true" className="size-4" />
      </IconButton>
    </nav>
  );
}

function RailLink({ place: { href, name, Icon }, isHere, className }: { place: Place; isHere: boolean; className?: string }) {
  return (
    <PageLink
      href={href}
      aria-current={isHere ? "page" : undefined}
      className={clsx(
        "flex flex-col items-center justify-center gap-1 rounded text-xs -outline-offset-2 transition-colors max-md:max-w-20 max-md:min-w-0 max-md:flex-auto md:h-14 md:w-17",
        isHere ? "font-medium text-accent md:bg-accent-soft" : "text-quiet hover:text-ink",
        className,
      )}
    >
      <Icon aria-hidden="true" className="size-5" />
      {/* Seven names have no room side by side on a phone. */}
      <span className={isHere ? undefined : "max-[540px]:sr-only"}>{name}</span>
    </PageLink>
  );
}
