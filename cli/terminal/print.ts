/** Writes to standard output and waits until it is out; whoever reads may have gone (EPIPE). */
export async function print(text: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    // The error is told to the callback too; without a listener it would end the process first.
    process.stdout.once("error", reject);
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
}
