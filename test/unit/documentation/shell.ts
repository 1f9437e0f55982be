/** One command of a shell script: its words, without quotes, and what it runs inside of `$(…)`. */
export interface ShellCommand {
  readonly words: readonly string[];
  readonly nested: readonly ShellCommand[];
}

const separators = /^(\n|;|&&|\|\||\||&)/;
const assignment = /^[A-Za-z_]\w*=/;
/** Words of a loop: what stands after the first kind is a command, after the second it is none. */
const before = new Set(["do"]);
const instead = new Set(["for", "done"]);

/** Where the quoted text that begins at `from` ends; -1 where it does not. */
function endOfQuote(script: string, from: number): number {
  const quote = script[from];
  for (let at = from + 1; at < script.length; at++) {
    if (script[at] === "\\" && quote === '"') at++;
    else if (script[at] === quote) return at;
  }
  return -1;
}

function substitutionsIn(text: string): ShellCommand[] {
  return [...text.matchAll(/\$\(([^()]*)\)/g)].flatMap(([, inner = ""]) => commandsIn(inner));
}

/**
 * The commands of a script, as far as documentation needs them: words, quotes, comments, lines that go on, lists, pipes,
 * loops over words and substitutions. No conditions, functions or here-documents: what cannot be read here is too much for a reader, too.
 *
 * @throws Error for a quote that does not end
 */
export function commandsIn(script: string): ShellCommand[] {
  const commands: ShellCommand[] = [];
  let words: string[] = [];
  let word: string | undefined;
  let raw = "";
  const endWord = (): void => {
    if (word !== undefined) words.push(word);
    word = undefined;
  };
  const endCommand = (): void => {
    endWord();
    const begin = words.findIndex((each) => !assignment.test(each) && !before.has(each));
    const rest = begin === -1 || instead.has(words[begin] ?? "") ? [] : words.slice(begin);
    const nested = substitutionsIn(raw);
    if (rest.length > 0 || nested.length > 0) commands.push({ words: rest, nested });
    words = [];
    raw = "";
  };
  for (let at = 0; at < script.length; at++) {
    const character = script[at] ?? "";
    const separator = separators.exec(script.slice(at, at + 2))?.[0];
    if (character === "\\" && script[at + 1] === "\n") {
      endWord();
      at++;
    } else if (character === "#" && word === undefined) {
      const end = script.indexOf("\n", at);
      at = (end === -1 ? script.length : end) - 1;
    } else if (character === "'" || character === '"') {
      const end = endOfQuote(script, at);
      if (end === -1) throw new Error(`a quote does not end: ${script.slice(at, at + 40)}`);
      const inside = script.slice(at + 1, end);
      if (character === '"') raw += inside;
      word = (word ?? "") + inside;
      at = end;
    } else if (script.startsWith("$(", at)) {
      const end = script.indexOf(")", at);
      if (end === -1) throw new Error(`a substitution does not end: ${script.slice(at, at + 40)}`);
      raw += script.slice(at, end + 1);
      word = (word ?? "") + script.slice(at, end + 1);
      at = end;
    } else if (separator !== undefined) {
      endCommand();
      at += separator.length - 1;
    } else if (character === " " || character === "\t") {
      endWord();
    } else {
      word = (word ?? "") + character;
      raw += character;
    }
  }
  endCommand();
  return commands;
}
