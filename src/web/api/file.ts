import type { Context as HonoContext } from "hono";

/** An answer that is written piece by piece, however large it gets. */
export interface FileAnswer {
  readonly mediaType: string;
  /** The name under which browsers keep it. */
  readonly name: string;
  readonly pieces: AsyncIterable<string>;
}

/** Sends a file no faster than it is read, and stops making it when nobody reads it any more. */
export function sendFile(c: HonoContext, { mediaType, name, pieces }: FileAnswer): Response {
  c.header("content-type", mediaType);
  c.header("content-disposition", `attachment; filename="${name.replaceAll(/[^\w.-]/g, "_")}"`);
  c.header("x-content-type-options", "nosniff");
  c.header("cache-control", "no-store");
  // Reading the stream to its end, or leaving it, ends the generator.
  const pieceByPiece = pieces[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return c.body(
    new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { done, value } = await pieceByPiece.next();
        if (done === true) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
      cancel: async () => void (await pieceByPiece.return?.()),
    }),
  );
}
