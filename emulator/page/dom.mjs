/** Characters that act on the page: control and format characters, line separators, lone surrogates, but not the line feed. */
const acting = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/**
 * Escapes each character that would change the look of the rest of a text.
 *
 * @param {string} text
 */
function printable(text) {
  return text.replace(acting, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/**
 * Creates an element. A string always becomes text: this page never parses anything as HTML, and no character changes the text
 * around it.
 *
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string>} [attributes]
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, printable(value));
  made.append(...children.map((child) => (typeof child === "string" ? printable(child) : child)));
  return made;
}

/**
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} type
 * @returns {T} the element of index.html
 */
export function byId(id, type) {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`index.html has no ${type.name} "${id}"`);
  return found;
}

/**
 * Replaces the content of an element. If the focus was on an element with a `data-key`, it moves to the element with the
 * same key in the new content.
 *
 * @param {HTMLElement} parent
 * @param {Node[]} children
 * @returns {boolean} false if an element in it had the focus and is gone
 */
export function refill(parent, children) {
  const before = document.activeElement;
  const key = before instanceof HTMLElement && parent.contains(before) ? before.dataset.key : undefined;
  parent.replaceChildren(...children);
  if (key === undefined) return true;
  const marked = [...parent.querySelectorAll("[data-key]")];
  const after = marked.find((each) => each instanceof HTMLElement && each.dataset.key === key);
  if (after instanceof HTMLElement) after.focus();
  return after !== undefined;
}

/** @param {string} text for users of a screen reader, who do not see the change */
export function announce(text) {
  byId("announcer", HTMLElement).textContent = text;
}

/**
 * @param {string} filter
 * @returns {(text: string) => boolean} whether a text in small letters has all words of the filter
 */
export function matcher(filter) {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return (text) => words.every((word) => text.includes(word));
}
