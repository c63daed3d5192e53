import { z } from "zod";
import { maxRuleLength, type RecurrenceProblem } from "#src/domain/recurrence.ts";
import { notValid } from "./route.ts";
import type { Problem } from "./problem.ts";
import { instant, text, writeInstant } from "./schemas.ts";

/** How something repeats (RFC 5545), in the body of a request. */
export const recurrence = z
  .strictObject({
    rule: text(maxRuleLength).meta({
      description: "An RRULE with COUNT or UNTIL; `start` is where it goes on from, on the clock of the coop's zone",
      examples: ["FREQ=WEEKLY;COUNT=10"],
    }),
    except: z
      .array(instant)
      .max(100, "at most 100 exceptions")
      .exactOptional()
      .meta({ description: "Starts that are left out" }),
  })
  .meta({ description: "Ask for several slots at once, one agreement each; all are asked for, or none" });

/** Why there is no such series, as a problem of the caller. */
export function recurrenceProblem(problem: RecurrenceProblem): Problem {
  const at = (field: string, message: string): Problem => notValid([{ field, message }]);
  const rule = "body.recurrence.rule";
  switch (problem.because) {
    case "rule":
      return at(
        rule,
        `should be an RRULE of RFC 5545, as in FREQ=WEEKLY;COUNT=10${problem.part ? `; its part ${problem.part} cannot be used` : ""}`,
      );
    case "too-often":
      return at(rule, "should repeat by the day, the week, the month or the year");
    case "endless":
      return at(rule, "should say how many times (COUNT) or until when (UNTIL)");
    case "too-many":
      return at(rule, `should make at most ${problem.most} slots`);
    case "too-far":
      return at(rule, "should end within two years");
    case "first-differs":
      return at(rule, "should make body.start its first slot");
    case "overlap":
      return at(rule, "should leave time between two slots: each must end before the next begins");
    case "except-unknown":
      return at(
        "body.recurrence.except",
        `should hold starts of the series only, which ${writeInstant(problem.exceptMs)} is not`,
      );
    case "nothing-left":
      return at("body.recurrence.except", "should leave something to ask for");
  }
}
