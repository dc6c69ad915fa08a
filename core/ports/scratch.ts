/** Room on the machine's own disk for what a run cannot hold in memory. */
export interface Scratch {
  /** Gone when it is closed, or when its process ends. */
  open(): Promise<ScratchFile>;
}

export interface ScratchFile {
  /** Answers where it begins. The bytes may change once this settled; calls may overlap. */
  append(bytes: Uint8Array): Promise<number>;
  read(from: number, length: number): Promise<Uint8Array>;
  close(): Promise<void>;
}
