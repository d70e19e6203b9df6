import { z } from "zod";

/**
 * One line of text by a person, such as a name: well-formed, without control characters, with something to see in it.
 * @param most in UTF-16 code units
 */
export function line(most: number) {
  return z
    .string()
    .max(most * 4, { abort: true, error: `must be at most ${most} characters` })
    .refine((text) => text.isWellFormed(), { abort: true, error: "must be well-formed Unicode" })
    .transform((text) => text.normalize("NFC").trim())
    .refine((text) => text.length > 0, { abort: true, error: "must not be empty" })
    .refine((text) => text.length <= most, { abort: true, error: `must be at most ${most} characters` })
    .refine((text) => !/\p{Cc}/u.test(text), { abort: true, error: "must not contain control characters" })
    .refine(isVisible, "must contain something that can be seen");
}

/** Whether there is more in a text than spaces and characters that only direct others. */
export function isVisible(text: string): boolean {
  return /[^\p{Cc}\p{Cf}\p{Z}\p{Default_Ignorable_Code_Point}]/u.test(text);
}
