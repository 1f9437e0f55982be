/** The result of a check. */
export type Finding =
  | { readonly verdict: "ok"; readonly told: string }
  /** Something is wrong, or nobody can know. `remedy` says what to do. */
  | { readonly verdict: "wrong" | "note"; readonly told: string; readonly remedy: string }
  /** Not checked. `told` says why. */
  | { readonly verdict: "skipped"; readonly told: string };

export type Verdict = Finding["verdict"];

export const ok = (told: string): Finding => ({ verdict: "ok", told });
export const wrong = (told: string, remedy: string): Finding => ({ verdict: "wrong", told, remedy });
export const note = (told: string, remedy: string): Finding => ({ verdict: "note", told, remedy });
export const skipped = (told: string): Finding => ({ verdict: "skipped", told });

/** One thing that a stack needs. */
export interface Check<Examined> {
  readonly name: string;
  /** Changes nothing anywhere. */
  readonly run: (examined: Examined) => Finding | Promise<Finding>;
}
