/** Where a home, a scratch folder or a drive of the writer's machine begins. */
const machinePath = /(?:\/(?:home|root|tmp|Users|var|work)\/|[A-Z]:\\)[^\s'"<]*/g;

/** Paths that are on one machine only. */
export function machinePathsIn(text: string): string[] {
  return text.match(machinePath) ?? [];
}
