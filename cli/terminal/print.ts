/** Writes to standard output and waits until it is out; whoever reads may have gone (EPIPE). */
export async function print(text: string): Promise<void> {
  const { stdout } = process;
  await new Promise<void>((resolve, reject) => {
    // The error is told to the callback too; without a listener it would end the process first.
    stdout.once("error", reject);
    stdout.write(text, (error) => {
      if (error) return reject(error);
      stdout.removeListener("error", reject);
      resolve();
    });
  });
}
