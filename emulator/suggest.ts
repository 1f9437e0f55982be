/** How many letters one word shares with another in the same order, at most: the longest common subsequence. */
function shared(one: string, other: string): number {
  let row = new Array<number>(other.length + 1).fill(0);
  for (const letter of one) {
    const next = [0];
    for (let at = 1; at <= other.length; at += 1) {
      const both = (row[at - 1] ?? 0) + 1;
      next.push(letter === other[at - 1] ? both : Math.max(row[at] ?? 0, next[at - 1] ?? 0));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}

/** The known word that shares most with `word`, unless that is less than two thirds of both. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((candidate) => ({
      candidate,
      likeness: (2 * shared(word, candidate)) / (word.length + candidate.length),
    }))
    .filter(({ likeness }) => likeness > 2 / 3)
    .sort((a, b) => b.likeness - a.likeness);
  return best?.candidate;
}
