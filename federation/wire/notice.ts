import { z } from "zod";
import type { NoticeTerms, Terms } from "#src/domain/resource.ts";
import type { JsonObject } from "./json.ts";
import { wholeNumber } from "./market.ts";

const percent = wholeNumber.refine((value) => value <= 100, "at most 100 percent");

/** What giving a slot back costs, beside a price: in proposals and agreements alike. Bounded at ten years of minutes. */
export const readNotice: z.ZodType<NoticeTerms> = z.object({
  freeUntilMinutes: wholeNumber.refine((value) => value <= 10 * 366 * 24 * 60, "at most ten years"),
  latePercent: percent,
  noShowPercent: percent,
});

/** Nothing where it is always free. */
export const writeNotice = ({ notice }: Terms): JsonObject => (notice === undefined ? {} : { notice: { ...notice } });
