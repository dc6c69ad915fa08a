/** Room on the machine's own disk for what a run cannot hold in memory. */
export interface Scratch {
  /** Gone when it is closed, or when its process ends. */
  open(): Promise<ScratchFile>;
}

export interface ScratchFile {
  /** Answers where it begins. The bytes may change once this settled; calls may overlap. */
  append(bytes: Uint8Array): Promise<number>;
  /** Perhaps in the memory of `into`, which is at least so long. */
  read(from: number, length: number, into?: Uint8Array): Promise<Uint8Array>;
  close(): Promise<void>;
}
