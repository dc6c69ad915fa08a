"use client";

import { FileUp, FolderUp } from "lucide-react";
import { chooseFiles } from "../intake/file-inputs.tsx";
import { Button } from "../ui/button.tsx";

/** Opens the system's dialog for files, or for a folder. */
export function ChooseButtons({ look }: { look: "primary" | "plain" }) {
  return (
    <>
      <Button look={look} onClick={() => chooseFiles("files")}>
        <FileUp aria-hidden="true" className="size-4" />
        Choose files
      </Button>
      <Button look={look === "primary" ? "plain" : "ghost"} onClick={() => chooseFiles("folder")}>
        <FolderUp aria-hidden="true" className="size-4" />
        Choose a folder
      </Button>
    </>
  );
}
