import { Compass } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { buttonClass } from "../ui/button.tsx";
import { MessagePanel } from "../ui/message-panel.tsx";

export function NotFoundPanel({ title, children }: { title: string; children: ReactNode }) {
  return (
    <MessagePanel
      icon={<Compass className="size-7" />}
      title={title}
      isPage
      actions={
        <Link href="/" className={buttonClass({ look: "primary" })}>
          Go to jobs
        </Link>
      }
    >
      {children}
    </MessagePanel>
  );
}
